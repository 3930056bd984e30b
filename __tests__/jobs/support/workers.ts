import type { QueueWorkerJob } from '../../../lib/jobs/queue-worker/queue-worker';
import { environmentOf, issuesOf } from './environments';

type Fields = Readonly<Record<string, unknown>>;

/** The required fields of a worker. */
export const least = { task_command: ['bin/worker'], max_processing_seconds: 60, max_tasks: 4 };

/** Returns the worker `work` with these fields, in an environment with these fields. */
export function workerOf(fields: Fields, environment: Fields = {}): QueueWorkerJob {
  const { jobs } = environmentOf({ ...environment, queue_worker_jobs: { work: { ...least, ...fields } } });
  const [job] = jobs;
  if (job?.type !== 'queue_worker_job') throw new TypeError('no worker');
  return job;
}

/** Returns the issues of a worker with these fields. */
export function issuesOfWorker(fields: Fields): readonly string[] {
  return issuesOf({ queue_worker_jobs: { work: { ...least, ...fields } } });
}
