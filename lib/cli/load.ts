import { ConfigFolderError } from '../config/config-folder';
import { loadEnvironments, type LoadedEnvironments } from '../jobs/load-environments';
import { CommandError } from './command-error';
import type { ConfigOptions } from './options';
import { closestMatch } from '../text/closest-match';

/**
 * Loads the selected environments, with their issues and the issues of the folder.
 *
 * @throws CommandError if the folder can't be read, or a selected environment doesn't exist.
 */
export function load({ config, environment: names }: ConfigOptions): LoadedEnvironments {
  let loaded: LoadedEnvironments;
  try {
    loaded = loadEnvironments(config, names);
  } catch (error) {
    if (error instanceof ConfigFolderError) throw new CommandError(2, error.message);
    throw error;
  }
  for (const name of names) {
    if (loaded.names.includes(name)) continue;
    const suggestion = closestMatch(name, loaded.names);
    const known =
      suggestion === undefined
        ? `the environments in ${config} are ${loaded.names.join(', ')}`
        : `did you mean ${suggestion}?`;
    throw new CommandError(2, `--environment ${name}: no such environment; ${known}`);
  }
  return loaded;
}
