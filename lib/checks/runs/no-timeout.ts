import { runJobsOf } from '../../jobs/job';
import { stepsOf } from '../../jobs/run/run-plan';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

export const noTimeout: Check = {
  code: 'no-timeout',
  why: 'ECS never stops a task by itself: one that waits for a lock or a socket runs, and costs, until somebody notices, and its schedule starts the next beside it.',
  fix: 'give timeout_seconds, well above the longest good run',
  find: ({ jobs }) =>
    runJobsOf(jobs).flatMap((job) => {
      const isBounded = stepsOf(job.run).every((step) => step.timeoutSeconds !== undefined);
      if (job.run.timeoutSeconds !== undefined || isBounded) return [];
      return [{ path: pathOf(job), at: 'key', message: 'a task that hangs runs for ever' }];
    }),
};
