/**
 * Retries that the states of a definition count, instead of a Retrier. A Retrier of Step Functions can't read the cause of
 * a failure. So it would repeat a task whose own container has already finished its work.
 */
import { type Condition, type State } from '../../../aws/state-machines/definition';
import { maximumTaskStopSeconds } from '../../../aws/ecs/limits';
import { attemptValue } from '../../placeholders';
import { retryOfStep, type Retry, type Step } from '../run-plan';
import { eventReferencesOf } from '../ecs-task/task';
import { stateName, waitState, type NamedState } from './fragments';
import { retrierDefaults, retrierLimits } from '../../../aws/state-machines/limits';

/** The states before and after the state that runs the task. */
export interface CountedRetry {
  /** The name of the first state. */
  readonly start: string;
  /** The states before the task. */
  readonly before: readonly NamedState[];
  /** The states after a failure of the task. */
  readonly after: readonly NamedState[];
  /** The state after a failure that is retried; `undefined` if the step has no retry. */
  readonly onRetry: string | undefined;
  /** The state after a timeout. */
  readonly onTimedOut: string;
}

interface CountedRetryContext {
  /** The state after a failure of the last attempt. */
  readonly onFailed: string;
  /** The state after a timeout of the last attempt. */
  readonly onLastTimeout: string;
  /** The state that runs the first attempt. */
  readonly first: string;
  /** The state that runs every further attempt. */
  readonly further: string;
}

function usesAttempt({ task }: Step): boolean {
  return eventReferencesOf(task).some(({ name }) => name === attemptValue.name);
}

/**
 * Builds the states that count the attempts of a step. They come before and after the states that run the task.
 *
 * @param step - The step.
 * @param context - The names of the states that run the task, and of the states that follow the last attempt.
 */
export function countedRetry(step: Step, context: CountedRetryContext): CountedRetry {
  const retry = retryOfStep(step);
  const { onLastTimeout: onTimedOut, first } = context;
  if (retry === undefined && !usesAttempt(step))
    return { start: first, before: [], after: [], onRetry: undefined, onTimedOut };
  const count: State = {
    Type: 'Pass',
    Result: { number: 1, ...(retry === undefined ? {} : { waits: waitsOf(retry) }) },
    ResultPath: '$.attempt',
    Next: first,
  };
  const start = stateName('FirstAttempt', step.name);
  const before: readonly NamedState[] = [[start, count]];
  if (retry === undefined) return { start, before, after: [], onRetry: undefined, onTimedOut };
  const hasTimeout = step.timeoutSeconds !== undefined;
  return {
    start,
    before,
    after: [
      ...(hasTimeout ? afterTimeout(retry, step.name, onTimedOut) : []),
      ...retryStates(retry, step.name, context),
    ],
    onRetry: stateName('CheckRetriesLeft', step.name),
    onTimedOut: hasTimeout ? stateName('CheckRetriesAfterTimeout', step.name) : onTimedOut,
  };
}

function hasRetriesLeft({ maxAttempts }: Retry): Condition {
  return { Variable: '$.attempt.number', NumericLessThanEquals: maxAttempts };
}

/** Builds the states that wait until ECS has killed the old task, so that two tasks do not run at the same time. */
function afterTimeout(
  retry: Retry,
  stepName: string | undefined,
  onExhausted: string,
): readonly NamedState[] {
  const stop = waitState('WaitForTaskStopBeforeRetry', stepName);
  return [
    [
      stateName('CheckRetriesAfterTimeout', stepName),
      { Type: 'Choice', Choices: [{ ...hasRetriesLeft(retry), Next: stop }], Default: onExhausted },
    ],
    [stop, { Type: 'Wait', Seconds: maximumTaskStopSeconds, Next: stateName('NextAttempt', stepName) }],
  ];
}

function retryStates(
  retry: Retry,
  stepName: string | undefined,
  { onFailed, further }: CountedRetryContext,
): readonly NamedState[] {
  const [next, wait] = [stateName('NextAttempt', stepName), waitState('WaitToRetry', stepName)];
  const nthWait = 'States.ArrayGetItem($.attempt.waits, States.MathAdd($.attempt.number, -1))';
  return [
    [
      stateName('CheckRetriesLeft', stepName),
      { Type: 'Choice', Choices: [{ ...hasRetriesLeft(retry), Next: next }], Default: onFailed },
    ],
    [
      next,
      {
        Type: 'Pass',
        Parameters: {
          'number.$': 'States.MathAdd($.attempt.number, 1)',
          'waits.$': '$.attempt.waits',
          'wait.$': retry.jitter ? `States.MathRandom(0, States.MathAdd(${nthWait}, 1))` : nthWait,
        },
        ResultPath: '$.attempt',
        Next: wait,
      },
    ],
    [wait, { Type: 'Wait', SecondsPath: '$.attempt.wait', Next: further }],
  ];
}

/** Returns the wait before each retry, in seconds. The waits are the same as those of a Retrier with these settings. */
export function waitsOf(retry: Retry): readonly number[] {
  const { intervalSeconds, backoffRate } = retrierDefaults;
  const [interval, rate] = [retry.intervalSeconds ?? intervalSeconds, retry.backoffRate ?? backoffRate];
  const longest = retry.maxDelaySeconds ?? retrierLimits.intervalSeconds;
  return Array.from({ length: retry.maxAttempts }, (_, index) =>
    Math.round(Math.min(interval * rate ** index, longest)),
  );
}
