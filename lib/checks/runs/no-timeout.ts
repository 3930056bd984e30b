import { runJobsOf } from '../../jobs/job';
import { stepsOf } from '../../jobs/run/run-plan';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

export const noTimeout: Check = {
  code: 'no-timeout',
  why: 'ECS never stops a task that hangs, for example while it waits for a lock or a socket. The task costs money until someone notices, and the job’s trigger starts further tasks in the meantime.',
  fix: 'set timeout_seconds well above the duration of the longest normal run',
  find: ({ jobs }) =>
    runJobsOf(jobs).flatMap((job) => {
      const isBounded = stepsOf(job.run).every((step) => step.timeoutSeconds !== undefined);
      if (job.run.timeoutSeconds !== undefined || isBounded) return [];
      return [{ path: pathOf(job), at: 'key', message: 'a task that hangs is never stopped' }];
    }),
};
