import { sortIssues, type Issue } from '../config/issues';
import { readConfig } from '../config/read-config';
import { buildEnvironmentJobs, checkSizes, type EnvironmentJobs } from './environment';
import { checkJobRules } from './rules';

export interface LoadedEnvironments {
  /** Every environment that is right, in the order of names. Not to be synthesised while there are issues. */
  readonly environments: readonly EnvironmentJobs[];
  /** The names of all environments, also of those with issues and those that were left out. */
  readonly names: readonly string[];
  readonly issues: readonly Issue[];
}

/**
 * Reads a folder of configuration, checks all of it, and builds the jobs of what is right; with names in
 * `only`, of those environments alone.
 *
 * @throws ConfigFolderError when there is no such folder or no environment in it.
 */
export function loadEnvironments(folder: string, only: readonly string[] = []): LoadedEnvironments {
  const reading = readConfig(folder, only);
  const issues = [...reading.issues];
  const environments: EnvironmentJobs[] = [];
  for (const read of reading.environments) {
    const problems = checkJobRules(read);
    issues.push(...problems.map(read.issueOf));
    if (read.config === undefined || problems.length > 0) continue;
    const built = buildEnvironmentJobs(read.config);
    const sizes = checkSizes(built);
    issues.push(...sizes.map(read.issueOf));
    if (sizes.length === 0) environments.push(built);
  }
  return { environments, names: reading.names, issues: sortIssues(issues) };
}
