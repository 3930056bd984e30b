import { runJobsOf } from '../../jobs/job';
import { placedSteps } from '../../jobs/run/run-plan';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

/** The time in which a task on Fargate usually gets its network interface, pulls its image and starts its containers. */
const usualStartSeconds = 60;

export const shortTimeout: Check = {
  code: 'short-timeout',
  why: `Step Functions counts timeout_seconds from the launch of the task. On Fargate, a task often needs ${usualStartSeconds} seconds for its network interface and its image before the command starts. With a shorter timeout, every attempt can time out before it has done any work.`,
  fix: `set timeout_seconds to at least ${usualStartSeconds} seconds plus the duration of the longest normal run`,
  find: ({ jobs }) =>
    runJobsOf(jobs).flatMap((job) =>
      placedSteps(job.run)
        .filter(({ step }) => step.timeoutSeconds !== undefined && step.timeoutSeconds < usualStartSeconds)
        .slice(0, 1)
        .map(({ step, path }) => ({
          path: [...pathOf(job), ...path, 'timeout_seconds'],
          at: 'value' as const,
          message: `the task is stopped ${step.timeoutSeconds} seconds after its launch, but its start on Fargate often takes as long`,
        })),
    ),
};
