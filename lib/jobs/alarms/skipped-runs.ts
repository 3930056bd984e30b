/** The runs that are skipped because of `overlap: skip`. One skipped run is not a failure, but several in a row are. */
import type { Job } from '../job';
import { watchedRunsOf } from './watch/watch';

/**
 * Whether the state machine of a job counts its skipped runs. It does so if the job has an alarm for missed runs, because
 * each skipped run is a time at which the job did not do its work.
 */
export function countsSkippedRuns(job: Job): boolean {
  return job.type === 'scheduled_job' && job.run.overlap === 'skip' && watchedRunsOf(job) !== undefined;
}
