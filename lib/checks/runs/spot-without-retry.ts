import { runJobsOf } from '../../jobs/job';
import { isOnSpot, placedSteps, retryOfStep } from '../../jobs/run/run-plan';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

export const spotWithoutRetry: Check = {
  code: 'spot-without-retry',
  why: 'AWS interrupts Spot tasks when it needs the capacity, and sends SIGTERM two minutes before. Without retry, the work of the task is then lost.',
  fix: 'set retry, for example { max_attempts: 2, on_demand_after_spot: true }, or use FARGATE',
  find: ({ jobs }) =>
    runJobsOf(jobs).flatMap((job) =>
      placedSteps(job.run).flatMap(({ step, path }) => {
        // When on_failure runs, the run has failed in any case.
        if (step === job.run.onFailure || !isOnSpot(step) || retryOfStep(step) !== undefined) return [];
        const field = path.length === 0 ? 'capacity_provider' : undefined;
        return [
          {
            path: [...pathOf(job), ...path, ...(field === undefined ? [] : [field])],
            at: 'key' as const,
            message: 'a Spot task that AWS interrupts is not retried',
          },
        ];
      }),
    ),
};
