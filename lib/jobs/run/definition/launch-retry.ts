/** The retries of rejected launches, and the events that they add to the history of an execution. */
import {
  invalidParameterError,
  rejectedLaunchErrors,
  type Retrier,
} from '../../../aws/state-machines/definition';
import { maximumHistoryEvents } from '../../../aws/state-machines/limits';
import { stepsOf, type RunPlan } from '../run-plan';

/**
 * The maximum average time for which `ECS.InvalidParameterException` is retried, in seconds. ECS returns this error if
 * its own request for subnets is throttled, but also for an invalid parameter. A run with an invalid parameter must not
 * fail hours later.
 */
const maximumInvalidParameterSeconds = 1800;

/**
 * Returns the retriers of a launch that ECS rejects. Each wait is random. Otherwise, thousands of launches that ECS
 * rejected together would be retried together.
 *
 * @param seconds - The time for which the launch is retried, on average.
 */
export function launchRetriers(seconds: number): readonly Retrier[] {
  const errorsByTime =
    seconds > maximumInvalidParameterSeconds
      ? ([
          [rejectedLaunchErrors.filter((error) => error !== invalidParameterError), seconds],
          [[invalidParameterError], maximumInvalidParameterSeconds],
        ] as const)
      : ([[rejectedLaunchErrors, seconds]] as const);
  return errorsByTime.map(([errors, time]) => ({
    ErrorEquals: errors,
    IntervalSeconds: intervalSeconds,
    MaxAttempts: retriesWithin(time),
    BackoffRate: 2,
    MaxDelaySeconds: maximumDelaySeconds(time),
    JitterStrategy: 'FULL',
  }));
}

const intervalSeconds = 10;

/**
 * Returns the maximum wait between two launches, in seconds. A run that retries for hours needs longer waits, so that its
 * history stays short.
 */
function maximumDelaySeconds(seconds: number): number {
  return seconds > 3600 ? 900 : 120;
}

/** Returns the number of retries whose waits take this time on average. A random wait takes half of its maximum on average. */
function retriesWithin(seconds: number): number {
  const longest = maximumDelaySeconds(seconds);
  let [retries, sum] = [0, 0];
  for (let wait = intervalSeconds; sum < 2 * seconds; wait = Math.min(wait * 2, longest)) {
    retries += 1;
    sum += wait;
  }
  return retries;
}

/**
 * The maximum numbers of history events:
 *
 * - `attempt`: one attempt, with the states after its failure
 * - `rejectedLaunch`: one rejected launch
 * - `step`: the states around the attempts of a step
 * - `run`: the states before the first step and after the last step
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
const eventsOf = { attempt: 28, rejectedLaunch: 4, step: 60, run: 400 } as const;

/** Returns the maximum number of events of an attempt, with the retries of its launch. */
export function eventsOfAttempt(seconds: number): number {
  const launches = launchRetriers(seconds).reduce((sum, { MaxAttempts = 0 }) => sum + MaxAttempts, 0);
  return eventsOf.attempt + launches * eventsOf.rejectedLaunch;
}

/**
 * Returns the maximum number of events in the history of a run.
 *
 * @param seconds - The time for which rejected launches are retried.
 */
export function maximumEvents(run: RunPlan, seconds: number): number {
  const ofAttempt = eventsOfAttempt(seconds);
  // ECS can reject the overrides of `on_failure`. Then the launch is repeated with a short summary.
  const ofSecondLaunch = run.onFailure === undefined ? 0 : ofAttempt;
  return stepsOf(run).reduce<number>(
    (sum, { retry }) => sum + eventsOf.step + (1 + (retry?.maxAttempts ?? 0)) * ofAttempt,
    eventsOf.run + ofSecondLaunch,
  );
}

/** The minimum time for which rejected launches are retried, in seconds. */
export const minimumLaunchRetrySeconds = 60;

/** Whether the maximum history of an execution has room for all events, if rejected launches are retried for this time. */
export function fitsHistory(run: RunPlan, seconds: number): boolean {
  return maximumEvents(run, seconds) <= maximumHistoryEvents;
}

/**
 * Returns the time for which a run retries rejected launches, in seconds: the configured one, or the default. The
 * default is halved until all possible events fit into the history.
 */
export function launchRetrySecondsOf(run: RunPlan): number {
  const { seconds, isDefault } = run.launchRetry;
  if (!isDefault) return seconds;
  let fitting = seconds;
  while (fitting > minimumLaunchRetrySeconds && !fitsHistory(run, fitting))
    fitting = Math.max(minimumLaunchRetrySeconds, Math.floor(fitting / 2));
  return fitting;
}
