import {
  sortIssues,
  type Issue,
  type SourceLocation,
  type ConfigPath,
  type Problem,
  type Sources,
} from '../config/issues';
import { readConfig, type ReadEnvironment } from '../config/read-config';
import { deduplicate, type EnvironmentIssues } from '../config/deduplicate-issues';
import { buildEnvironmentJobs, type EnvironmentJobs } from './environment';
import { checkJobRules } from './job-rules';
import { checkSharedNames } from './name-conflicts';
import { checkSizes } from './size-limits';

export interface LoadedEnvironments {
  /** Every environment that is right, in the order of names. Not to be synthesised while there are errors. */
  readonly environments: readonly EnvironmentJobs[];
  /** The names of all environments, also of those with issues and those that were left out. */
  readonly names: readonly string[];
  readonly issues: readonly Issue[];
  /** Where in the files a place of one of these environments is. */
  readonly locate: (environment: EnvironmentJobs, place: ConfigPath) => SourceLocation;
  /** The text of the files that were read. */
  readonly sources: Sources;
}

interface Built {
  readonly environment: EnvironmentJobs;
  readonly read: ReadEnvironment;
}

/**
 * Reads a folder of configuration, checks all of it, and builds the jobs of what is right; with names in
 * `only`, of those environments alone, with what they share with the others.
 *
 * @throws ConfigFolderError when there is no such folder or no environment in it.
 */
export function loadEnvironments(folder: string, only: readonly string[] = []): LoadedEnvironments {
  const reading = readConfig(folder, only);
  const found: EnvironmentIssues[] = [];
  const built: Built[] = [];
  for (const read of reading.environments) {
    const problems = checkJobRules(read);
    const tell = (told: readonly Problem[]): void => {
      if (read.isSelected) found.push({ environment: read.name, issues: told.map(read.issueOf) });
    };
    tell(problems);
    if (read.config === undefined || problems.length > 0) continue;
    const environment = buildEnvironmentJobs(read.config);
    built.push({ environment, read });
    tell(checkSizes(environment));
  }
  const reads = new Map(built.map(({ environment, read }) => [environment, read]));
  const readOf = (environment: EnvironmentJobs) => reads.get(environment);
  for (const { of, other, problem } of checkSharedNames(built.map(({ environment }) => environment))) {
    const read = readOf(of);
    if (read !== undefined && (read.isSelected || readOf(other)?.isSelected === true))
      found.push({ environment: read.name, issues: [read.issueOf(problem)] });
  }
  const environments = built.filter(({ read }) => read.isSelected).map(({ environment }) => environment);
  return {
    environments,
    names: reading.names,
    issues: sortIssues([...reading.issues, ...deduplicate(found)]),
    sources: reading.sources,
    locate: (environment, place) => {
      const read = readOf(environment);
      if (read === undefined) throw new TypeError(`no such environment: ${environment.config.name}`);
      return read.locate(place);
    },
  };
}
