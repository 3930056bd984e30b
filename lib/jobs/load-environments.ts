import {
  sortIssues,
  type Issue,
  type SourceLocation,
  type ConfigPath,
  type Path,
  type Sources,
} from '../config/issues/issues';
import { readConfig } from '../config/reading/read-config';
import type { ReadEnvironment } from '../config/reading/read-environment';
import { ReadMemory } from '../config/reading/read-memory';
import { deduplicate, type EnvironmentIssues } from '../config/issues/deduplicate-issues';
import { buildEnvironmentJobs, type EnvironmentJobs } from './environment';
import { checkJobRules } from './job-rules';
import { checkSharedNames } from './name-conflicts';
import { checkSizes } from './size-limits';
import { oncePer } from '../values/once';

/** The environments of one or several configuration folders, with their issues. */
export interface LoadedEnvironments {
  /** Every valid environment, in the order of the folders and sorted by name. If there is an error, no environment may be synthesized. */
  readonly environments: readonly EnvironmentJobs[];
  /**
   * The names of all environments, including invalid and unselected ones. With several folders, each begins with
   * `app_name`.
   */
  readonly names: readonly string[];
  /** All names that select an environment: `names`, and the names of the files without the extension. */
  readonly selectableNames: readonly string[];
  /** The issues of the selected environments, sorted by source location. */
  readonly issues: readonly Issue[];
  /** Returns the source location of a key or value in one of these environments. */
  readonly locate: (environment: EnvironmentJobs, configPath: ConfigPath) => SourceLocation;
  /** Returns a message without the secret values at its path in one of these environments. */
  readonly redact: (environment: EnvironmentJobs, message: string, path: Path) => string;
  /** The text of each file that was read. Lines that may have a secret are empty. */
  readonly sources: Sources;
}

interface BuiltEnvironment {
  readonly environment: EnvironmentJobs;
  readonly read: ReadEnvironment;
}

/** Builds the jobs of an environment, unless a rule finds a problem. Returns all problems of this environment alone. */
const buildOnce = oncePer((read: ReadEnvironment) => {
  const problems = checkJobRules(read);
  if (read.config === undefined || problems.length > 0) return { problems, environment: undefined };
  const environment = buildEnvironmentJobs(read.config);
  return { problems: checkSizes(environment), environment };
});

/**
 * Reads one or several configuration folders, checks all files, and builds the jobs of the valid environments.
 *
 * @param folders - The path of a folder, or of several. With several, the name of each stack is
 *   `<app_name>-<environment>`, and `only` may contain names of stacks too.
 * @param only - The names of the selected environments; empty for all. Issues of other environments are left out,
 *   except for issues that they share with a selected one.
 * @throws ConfigFolderError if a folder does not exist, has no environment, or is given twice.
 *
 * @example
 * ```ts
 * const { environments, issues } = loadEnvironments('env-config', ['prod']);
 * if (hasErrors(issues)) throw new Error(renderIssues(issues));
 * for (const { config, jobs } of environments) console.log(config.name, jobs.map(({ name }) => name));
 * ```
 */
export function loadEnvironments(
  folders: string | readonly string[],
  only: readonly string[] = [],
): LoadedEnvironments {
  return loadWithMemory(folders, only, new ReadMemory());
}

/**
 * Like {@link loadEnvironments}, but repeats no work for files that are the same as in an earlier reading.
 *
 * @param memory - Receives the results of this reading. It must not be used for a second reading.
 * @throws ConfigFolderError like {@link loadEnvironments}.
 */
export function loadWithMemory(
  folders: string | readonly string[],
  only: readonly string[],
  memory: ReadMemory,
): LoadedEnvironments {
  const reading = readConfig(folders, only, memory);
  const found: EnvironmentIssues[] = [];
  const built: BuiltEnvironment[] = [];
  for (const read of reading.environments) {
    const { problems, environment } = buildOnce(read);
    if (read.isSelected) found.push({ environment: read.label, issues: problems.map(read.issueOf) });
    if (environment !== undefined) built.push({ environment, read });
  }
  const reads = new Map(built.map(({ environment, read }) => [environment, read]));
  const readOf = (environment: EnvironmentJobs) => reads.get(environment);
  const knownReadOf = (environment: EnvironmentJobs): ReadEnvironment => {
    const read = readOf(environment);
    if (read === undefined) throw new TypeError(`no such environment: ${environment.config.name}`);
    return read;
  };
  const conflicts = checkSharedNames(
    built.map(({ environment }) => environment),
    (environment) => readOf(environment)?.label ?? environment.config.name,
  );
  for (const { environment, other, problem } of conflicts) {
    const read = readOf(environment);
    if (read !== undefined && (read.isSelected || readOf(other)?.isSelected === true))
      found.push({ environment: read.label, issues: [read.issueOf(problem)] });
  }
  const environments = built.filter(({ read }) => read.isSelected).map(({ environment }) => environment);
  return {
    environments,
    names: reading.names,
    selectableNames: reading.selectableNames,
    issues: sortIssues([...reading.issues, ...deduplicate(found)]),
    sources: reading.sources,
    locate: (environment, configPath) => knownReadOf(environment).locate(configPath),
    redact: (environment, message, path) => knownReadOf(environment).redact(message, path),
  };
}
