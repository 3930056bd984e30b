import type { EnvironmentJobs } from '../jobs/environment';
import type { Job } from '../jobs/job';
import { CommandError } from './command-error';
import { closestMatch } from '../text/closest-match';

/** A job and its environment. */
export interface SelectedJob {
  /** Environment that has the job. */
  readonly environment: EnvironmentJobs;
  /** Job with the name. */
  readonly job: Job;
}

/**
 * Finds the job with a name in each environment that has such a job.
 *
 * @throws CommandError if no environment has the job.
 */
export function findJob(environments: readonly EnvironmentJobs[], name: string): readonly SelectedJob[] {
  const found = environments.flatMap((environment) =>
    environment.jobs.flatMap((job) => (job.name === name ? [{ environment, job }] : [])),
  );
  if (found.length > 0) return found;
  const names = [...new Set(environments.flatMap(({ jobs }) => jobs.map((job) => job.name)))].sort();
  throw new CommandError(2, `${name}: no such job; ${suggestionFor(name, names)}`);
}

function suggestionFor(name: string, names: readonly string[]): string {
  if (names.length === 0) return 'the configuration has no jobs';
  const suggestion = closestMatch(name, names);
  return suggestion === undefined ? `the jobs are ${names.join(', ')}` : `did you mean ${suggestion}?`;
}
