import { ConfigFolderError } from '../config/config-folder';
import { loadEnvironments, type LoadedEnvironments } from '../jobs/load-environments';
import { CommandError } from './command-error';
import { closestMatch } from '../text/closest-match';

/**
 * Reads the configuration as a command wants it: with `names`, only those environments and the issues that are theirs
 * or everybody's.
 *
 * @throws CommandError for a folder that can't be read, and for an environment that is not there.
 */
export function load(folder: string, names: readonly string[]): LoadedEnvironments {
  let loaded: LoadedEnvironments;
  try {
    loaded = loadEnvironments(folder, names);
  } catch (error) {
    if (error instanceof ConfigFolderError) throw new CommandError(2, error.message);
    throw error;
  }
  for (const name of names) {
    if (loaded.names.includes(name)) continue;
    const meant = closestMatch(name, loaded.names);
    const known = meant === undefined ? `${folder} has ${loaded.names.join(', ')}` : `did you mean ${meant}?`;
    throw new CommandError(2, `--environment ${name}: there is no such environment; ${known}`);
  }
  return loaded;
}
