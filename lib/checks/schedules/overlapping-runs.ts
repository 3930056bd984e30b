import { shortestInterval } from '../../aws/schedules/shortest-interval';
import type { Schedule } from '../../jobs/triggers/triggers';
import { millisecondsPer } from '../../text/durations';
import { retryOfStep, type RunPlan, type Step } from '../../jobs/run/run-plan';
import type { Check } from '../check';
import { enabledScheduledJobs, pathOfSchedule } from '../job-paths';

export const overlappingRuns: Check = {
  code: 'overlapping-runs',
  why: 'A schedule starts a run even if the previous run has not ended. A run that uses all of its time and retries can take longer than the time to the next run. Two tasks then process the same data.',
  fix: 'set overlap: skip, set a shorter timeout_seconds or run_timeout_seconds, or run the job less often',
  find: (environment) =>
    enabledScheduledJobs(environment).flatMap((job) => {
      const duration = longestRunSeconds(job.run);
      if (job.run.overlap !== 'allow' || duration === undefined) return [];
      const [first] = job.schedules.flatMap((schedule) => {
        const seconds = shortestGapSeconds(schedule, duration);
        return seconds === undefined || duration <= seconds ? [] : [{ schedule, seconds }];
      });
      if (first === undefined) return [];
      const { schedule, seconds } = first;
      const starts = schedule.flexibleTimeWindowMinutes === undefined ? 'starts' : 'can start';
      const message = `a run can take ${duration} seconds with all attempts and waits, but ${schedule.expression} ${starts} the next run after ${seconds} seconds`;
      return [{ path: pathOfSchedule(environment, job, schedule), at: 'value' as const, message }];
    }),
};

/**
 * Returns the shortest time between the starts of two runs of a schedule in seconds; `undefined` if it has only one
 * run. With a flexible time window, a run can start late, and the next run on time.
 *
 * @param sufficient - A number of seconds. If the result is at least this number, it may be shorter than the true time.
 */
export function shortestGapSeconds(
  { parsedExpression, flexibleTimeWindowMinutes = 0 }: Schedule,
  sufficient = Infinity,
): number | undefined {
  const window = flexibleTimeWindowMinutes * millisecondsPer.minute;
  const interval = shortestInterval(parsedExpression, sufficient * millisecondsPer.second + window);
  return interval === undefined ? undefined : Math.max(0, (interval - window) / millisecondsPer.second);
}

/** Returns the longest duration of a run in seconds; `undefined` if it has no maximum. */
export function longestRunSeconds({ stages, onFailure, timeoutSeconds }: RunPlan): number | undefined {
  const durations = stages.map((stage) => maximumOf(stage.kind === 'step' ? [stage.step] : stage.steps));
  const after = onFailure === undefined ? [] : [stepSeconds(onFailure)];
  const total = [...durations, ...after].reduce<number | undefined>(
    (sum, duration) => (sum === undefined || duration === undefined ? undefined : sum + duration),
    0,
  );
  if (total === undefined) return timeoutSeconds;
  return Math.min(total, timeoutSeconds ?? Infinity);
}

function maximumOf(steps: readonly Step[]): number | undefined {
  const durations = steps.map(stepSeconds);
  return durations.some((duration) => duration === undefined)
    ? undefined
    : Math.max(...durations.flatMap((duration) => duration ?? []));
}

/** Bounds the loop below. Valid jobs have fewer retries, because the maximum history of a run limits them. */
const maximumSummedAttempts = 1000;

function stepSeconds(step: Step): number | undefined {
  const { timeoutSeconds } = step;
  if (timeoutSeconds === undefined) return undefined;
  const {
    maxAttempts = 0,
    intervalSeconds = 1,
    backoffRate = 2,
    maxDelaySeconds = Infinity,
  } = retryOfStep(step) ?? {};
  let total = timeoutSeconds;
  let wait = intervalSeconds;
  for (let retry = 0; retry < Math.min(maxAttempts, maximumSummedAttempts); retry += 1) {
    total += Math.min(wait, maxDelaySeconds) + timeoutSeconds;
    wait *= backoffRate;
  }
  return Math.round(Math.min(total, Number.MAX_SAFE_INTEGER));
}
