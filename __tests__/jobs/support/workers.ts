import type { QueueWorkerJob } from '../../../lib/jobs/queue-worker/queue-worker';
import { environmentOf, issuesOf } from './environments';

type Fields = Readonly<Record<string, unknown>>;

/** The fields that a worker needs. */
export const least = { task_command: ['bin/worker'], max_processing_seconds: 60, max_tasks: 4 };

/** The worker `work` of these fields, in an environment of these. */
export function workerOf(fields: Fields, environment: Fields = {}): QueueWorkerJob {
  const { jobs } = environmentOf({ ...environment, queue_worker_jobs: { work: { ...least, ...fields } } });
  const [job] = jobs;
  if (job?.type !== 'queue_worker_job') throw new TypeError('no worker');
  return job;
}

/** What is wrong with a worker of these fields. */
export function refusalsOf(fields: Fields): readonly string[] {
  return issuesOf({ queue_worker_jobs: { work: { ...least, ...fields } } });
}
