import { realpathSync } from 'node:fs';
import { ConfigFolderError } from './config-folder';
import { checkAcrossEnvironments } from '../rules/cross-environment-rules';
import { deduplicate, missingInDefaults } from '../issues/deduplicate-issues';
import { sortIssues, type Issue, type Sources } from '../issues/issues';
import type { ReadEnvironment } from './read-environment';
import { readFolder } from './read-folder';
import { ReadMemory } from './read-memory';

/** The result of {@link readConfig}. */
export interface ReadResult {
  /** All environments that could be parsed, selected or not, in the order of the folders and sorted by name. */
  readonly environments: readonly ReadEnvironment[];
  /** Names of all environments that have a file. With several folders, each name begins with `app_name`. */
  readonly names: readonly string[];
  /** All names that select an environment: {@link names}, and the names of the files without the extension. */
  readonly selectableNames: readonly string[];
  /** Issues of the folders and the selected environments, sorted by file and line. */
  readonly issues: readonly Issue[];
  /** The text of each file when it was read. */
  readonly sources: Sources;
}

/**
 * Reads `defaults.yml` and every `<environment>.yml` of one or several folders, and checks all of them. Environments of
 * different folders are compared in the same way as environments of one folder.
 *
 * @param folders - The path of a folder, or of several. With several, the name of each stack is
 *   `<app_name>-<environment>`.
 * @param only - Names of the selected environments; empty for all. The result has only the issues of these
 *   environments, including issues that they share with another environment.
 * @param memory - The results of an earlier reading of the same folders. @default nothing was read before
 * @throws ConfigFolderError if a folder or a file can't be read, if a folder has no environment, or if a folder is
 *   given twice.
 */
export function readConfig(
  folders: string | readonly string[],
  only: readonly string[] = [],
  memory: ReadMemory = new ReadMemory(),
): ReadResult {
  const sources = new Map<string, string>();
  const paths = typeof folders === 'string' ? [folders] : folders;
  const readings = paths.map((folder, index) =>
    readFolder({
      folder,
      otherFolders: paths.filter((_, other) => other !== index),
      only,
      addSource: (file, text) => sources.set(file, text),
      memory,
    }),
  );
  rejectSameFolder(paths);
  const environments = readings.flatMap((reading) => reading.environments);
  const across = checkAcrossEnvironments(environments).map(({ environment, problem }) => ({
    environment: environment.label,
    issues: [environment.issueOf(problem)],
  }));
  const found = readings.flatMap((reading) => missingInDefaults(reading.found, reading.defaultsPosition));
  const fileIssues = readings.flatMap((reading) => reading.fileIssues);
  const names = readings.flatMap((reading) => reading.names);
  return {
    environments,
    names,
    selectableNames: [...new Set([...names, ...readings.flatMap(({ fileNames }) => fileNames)])],
    issues: sortIssues([...fileIssues, ...deduplicate([...found, ...across])]),
    sources,
  };
}

/** Rejects two paths of one folder. Each environment would conflict with itself. */
function rejectSameFolder(paths: readonly string[]): void {
  const first = new Map<string, string>();
  for (const path of paths) {
    const real = realpathSync(path);
    const other = first.get(real);
    if (other !== undefined)
      throw new ConfigFolderError(`${path}: the folder is the same as ${other}; remove one of them`);
    first.set(real, path);
  }
}
