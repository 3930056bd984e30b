/**
 * Retries that states count instead of a Retrier: by exit code, after a timeout, or if the task gets the number of its
 * attempt.
 */
import { type Condition, type State } from '../../../aws/state-machines/definition';
import { maximumTaskStopSeconds } from '../../../aws/ecs/limits';
import { retryOfStep, type Retry, type Step } from '../run-plan';
import { stateName, waitState, type Fragment, type NamedState, type Next } from './fragments';
import { exitCodePath, readStoppedTask } from './stopped-task';
import { retrierDefaults, retrierLimits } from '../../../aws/state-machines/limits';

/** The states before and after the state that runs the task. */
export interface CountedRetry {
  /** The name of the first state. */
  readonly start: string;
  /** The states before the task. */
  readonly before: readonly NamedState[];
  /** The states after a failure of the task. */
  readonly after: readonly NamedState[];
  /** The state after a failure that may be retried; `undefined` if the step has no retry. */
  readonly onFailed: string | undefined;
  /** The state after a timeout; `undefined` if the step has no retry. */
  readonly onTimedOut: string | undefined;
}

interface CountedRetryContext {
  readonly onFailed: Next;
  /** The state after a timeout of the last attempt. */
  readonly onLastTimeout: Next;
  readonly failurePath: string;
}

/**
 * Builds the states around the state that runs the task.
 *
 * @param step - The step whose attempts are counted.
 * @param context - The states that follow the last retry, and the path of the failure.
 * @param run - The name of the state that runs the task.
 * @throws TypeError if no state follows the last retry.
 */
export function countedRetry(step: Step, context: CountedRetryContext, run: string): CountedRetry {
  const retry = retryOfStep(step);
  const first: State = {
    Type: 'Pass',
    Result: { number: 1, ...(retry === undefined ? {} : { waits: waitsOf(retry) }) },
    ResultPath: '$.attempt',
    Next: run,
  };
  const start = stateName('FirstAttempt', step.name);
  const before: readonly NamedState[] = [[start, first]];
  if (retry === undefined) return { start, before, after: [], onFailed: undefined, onTimedOut: undefined };
  if (context.onFailed === undefined) throw new TypeError(`${run} has no state to follow its last retry`);
  const checkRetriesLeft = stateName('CheckRetriesLeft', step.name);
  const exitCodeStates = checkExitCodeStates(
    step,
    retry,
    { ...context, onFailed: context.onFailed },
    checkRetriesLeft,
  );
  return {
    start,
    before,
    after: [
      ...exitCodeStates.states,
      ...(step.timeoutSeconds === undefined
        ? []
        : afterTimeout(retry, {
            stepName: step.name,
            onExhausted: context.onLastTimeout ?? context.onFailed,
          })),
      ...retryStates(retry, { stepName: step.name, run, checkRetriesLeft, onExhausted: context.onFailed }),
    ],
    onFailed: exitCodeStates.start,
    onTimedOut: stateName('CheckRetriesAfterTimeout', step.name),
  };
}

interface RetryContext {
  readonly stepName: string | undefined;
  readonly run: string;
  readonly checkRetriesLeft: string;
  readonly onExhausted: string;
}

function hasRetriesLeft({ maxAttempts }: Retry): Condition {
  return { Variable: '$.attempt.number', NumericLessThanEquals: maxAttempts };
}

/** Builds the states that wait until ECS has killed the old task, so that two tasks do not run at the same time. */
function afterTimeout(
  retry: Retry,
  { stepName, onExhausted }: Pick<RetryContext, 'stepName' | 'onExhausted'>,
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
  { stepName, run, checkRetriesLeft, onExhausted }: RetryContext,
): readonly NamedState[] {
  const [next, wait] = [stateName('NextAttempt', stepName), waitState('WaitToRetry', stepName)];
  const nthWait = 'States.ArrayGetItem($.attempt.waits, States.MathAdd($.attempt.number, -1))';
  return [
    [
      checkRetriesLeft,
      { Type: 'Choice', Choices: [{ ...hasRetriesLeft(retry), Next: next }], Default: onExhausted },
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
    [wait, { Type: 'Wait', SecondsPath: '$.attempt.wait', Next: run }],
  ];
}

/** Returns the seconds before each retry, as a Retrier would wait. */
export function waitsOf(retry: Retry): readonly number[] {
  const { intervalSeconds, backoffRate } = retrierDefaults;
  const [interval, rate] = [retry.intervalSeconds ?? intervalSeconds, retry.backoffRate ?? backoffRate];
  const longest = retry.maxDelaySeconds ?? retrierLimits.intervalSeconds;
  return Array.from({ length: retry.maxAttempts }, (_, index) =>
    Math.round(Math.min(interval * rate ** index, longest)),
  );
}

/** Builds the states that decide whether a failure is retried. */
function checkExitCodeStates(
  step: Step,
  retry: Retry,
  context: { readonly onFailed: string; readonly failurePath: string },
  checkRetriesLeft: string,
): Fragment {
  const { exitCodes, onStartFailure } = retry;
  if (exitCodes === undefined && onStartFailure) return { start: checkRetriesLeft, states: [] };
  const checkExitCode = stateName('CheckExitCode', step.name);
  const noTask = onStartFailure ? checkRetriesLeft : context.onFailed;
  const [listed, others] =
    exitCodes?.rule === 'on' ? [checkRetriesLeft, context.onFailed] : [context.onFailed, checkRetriesLeft];
  const hasExitCode = { Variable: exitCodePath, IsPresent: true } as const;
  const isListed = (exitCodes?.codes ?? []).map((code) => ({ Variable: exitCodePath, NumericEquals: code }));
  return {
    start: stateName('CheckTaskStarted', step.name),
    states: [
      ...readStoppedTask({
        stepName: step.name,
        names: ['CheckTaskStarted', 'ParseCause', 'FindContainer'],
        cause: `${context.failurePath}.cause`,
        containerName: step.task.overrides.containerName,
        next: checkExitCode,
        noTask,
      }),
      [
        checkExitCode,
        {
          Type: 'Choice',
          Choices: [
            ...(isListed.length === 0 ? [] : [{ And: [hasExitCode, { Or: isListed }], Next: listed }]),
            { ...hasExitCode, Next: others },
          ],
          Default: noTask,
        },
      ],
    ],
  };
}
