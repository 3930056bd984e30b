import { ConfigFolderError } from '../config/reading/config-folder';
import { ReadMemory } from '../config/reading/read-memory';
import { loadWithMemory, type LoadedEnvironments } from '../jobs/load-environments';
import { CommandError } from './command-error';
import { foldersOf, type ConfigOptions } from './options';
import { closestMatch } from '../text/closest-match';

/**
 * Loads the selected environments, with their issues and the issues of the folder.
 *
 * @param memory - Receives the results of this reading, for a next one. @default the results are for one reading only
 * @throws CommandError if the folder can't be read, or a selected environment doesn't exist.
 */
export function load(options: ConfigOptions, memory = new ReadMemory()): LoadedEnvironments {
  const { environment: names } = options;
  const folders = foldersOf(options);
  if (folders.includes(''))
    throw new CommandError(2, '--config: the value is empty; pass the path of a folder');
  let loaded: LoadedEnvironments;
  try {
    loaded = loadWithMemory(folders, names, memory);
  } catch (error) {
    if (error instanceof ConfigFolderError) throw new CommandError(2, error.message);
    throw error;
  }
  for (const name of names) {
    if (loaded.selectableNames.includes(name)) continue;
    const suggestion = closestMatch(name, loaded.selectableNames);
    const known =
      suggestion === undefined
        ? `the environments in ${folders.join(' and ')} are ${loaded.names.join(', ')}`
        : `did you mean ${suggestion}?`;
    throw new CommandError(2, `--environment ${name}: no such environment; ${known}`);
  }
  return loaded;
}
