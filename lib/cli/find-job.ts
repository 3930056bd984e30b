import type { EnvironmentJobs } from '../jobs/environment';
import type { Job } from '../jobs/job';
import { CommandError } from './command-error';
import { closestMatch } from '../text/closest-match';

/** A job, in one of the environments that have it. */
export interface SelectedJob {
  readonly environment: EnvironmentJobs;
  readonly job: Job;
}

/**
 * The job of this name, in each environment that has one.
 *
 * @throws CommandError when none has.
 */
export function findJob(environments: readonly EnvironmentJobs[], name: string): readonly SelectedJob[] {
  const found = environments.flatMap((environment) =>
    environment.jobs.flatMap((job) => (job.name === name ? [{ environment, job }] : [])),
  );
  if (found.length > 0) return found;
  const names = [...new Set(environments.flatMap(({ jobs }) => jobs.map((job) => job.name)))].sort();
  const meant = closestMatch(name, names);
  const known =
    meant === undefined
      ? names.length === 0
        ? 'there are no jobs'
        : `there are ${names.join(', ')}`
      : `did you mean ${meant}?`;
  throw new CommandError(2, `${name}: there is no such job; ${known}`);
}
