/** Retries that states count: by exit code, after a timeout, or with a number that the task is told. */
import {
  retrierDefaults,
  retrierLimits,
  type Condition,
  type State,
} from '../../../aws/state-machines/definition';
import { maximumTaskStopSeconds } from '../../../aws/ecs/tasks';
import { retryOfStep, type Retry, type Step } from '../run-plan';
import { stateName, waitState, type Fragment, type NamedState, type Next } from './fragments';
import { exitCodePath, readStoppedTask } from './stopped-task';

export interface CountedRetry {
  readonly start: string;
  readonly before: readonly NamedState[];
  readonly after: readonly NamedState[];
  /** Where a failure goes that may be tried again; `undefined`: none is. */
  readonly onFailed: string | undefined;
  readonly onTimedOut: string | undefined;
}

interface Place {
  readonly onFailed: Next;
  /** Where a timeout goes that is the last. */
  readonly giveUpLate: Next;
  readonly failurePath: string;
}

/** States around `run`, the state that runs the task. */
export function countedRetry(step: Step, place: Place, run: string): CountedRetry {
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
  if (place.onFailed === undefined) throw new TypeError(`${run} has nowhere to go when its retries are over`);
  const again = stateName('CheckRetriesLeft', step.name);
  const judged = checkExitCodeStates(step, retry, { ...place, onFailed: place.onFailed }, again);
  return {
    start,
    before,
    after: [
      ...judged.states,
      ...(step.timeoutSeconds === undefined
        ? []
        : afterTimeout(retry, { stepName: step.name, giveUp: place.giveUpLate ?? place.onFailed })),
      ...retryStates(retry, { stepName: step.name, run, again, giveUp: place.onFailed }),
    ],
    onFailed: judged.start,
    onTimedOut: stateName('CheckRetriesAfterTimeout', step.name),
  };
}

interface RetryContext {
  readonly stepName: string | undefined;
  readonly run: string;
  readonly again: string;
  readonly giveUp: string;
}

function isLeft({ maxAttempts }: Retry): Condition {
  return { Variable: '$.attempt.number', NumericLessThanEquals: maxAttempts };
}

/** The old task may take until ECS kills it: the next does not start before. */
function afterTimeout(
  retry: Retry,
  { stepName, giveUp }: Pick<RetryContext, 'stepName' | 'giveUp'>,
): readonly NamedState[] {
  const stop = waitState('WaitForTaskStopBeforeRetry', stepName);
  return [
    [
      stateName('CheckRetriesAfterTimeout', stepName),
      { Type: 'Choice', Choices: [{ ...isLeft(retry), Next: stop }], Default: giveUp },
    ],
    [stop, { Type: 'Wait', Seconds: maximumTaskStopSeconds, Next: stateName('NextAttempt', stepName) }],
  ];
}

function retryStates(retry: Retry, { stepName, run, again, giveUp }: RetryContext): readonly NamedState[] {
  const [next, wait] = [stateName('NextAttempt', stepName), waitState('WaitToRetry', stepName)];
  const nth = 'States.ArrayGetItem($.attempt.waits, States.MathAdd($.attempt.number, -1))';
  return [
    [again, { Type: 'Choice', Choices: [{ ...isLeft(retry), Next: next }], Default: giveUp }],
    [
      next,
      {
        Type: 'Pass',
        Parameters: {
          'number.$': 'States.MathAdd($.attempt.number, 1)',
          'waits.$': '$.attempt.waits',
          'wait.$': retry.jitter ? `States.MathRandom(0, States.MathAdd(${nth}, 1))` : nth,
        },
        ResultPath: '$.attempt',
        Next: wait,
      },
    ],
    [wait, { Type: 'Wait', SecondsPath: '$.attempt.wait', Next: run }],
  ];
}

/** Seconds before each retry, as a Retrier would wait. */
export function waitsOf(retry: Retry): readonly number[] {
  const { intervalSeconds, backoffRate } = retrierDefaults;
  const [interval, rate] = [retry.intervalSeconds ?? intervalSeconds, retry.backoffRate ?? backoffRate];
  const longest = retry.maxDelaySeconds ?? retrierLimits.intervalSeconds;
  return Array.from({ length: retry.maxAttempts }, (_, index) =>
    Math.round(Math.min(interval * rate ** index, longest)),
  );
}

/** Whether a failure is one of those that are tried again. */
function checkExitCodeStates(
  step: Step,
  retry: Retry,
  place: { readonly onFailed: string; readonly failurePath: string },
  again: string,
): Fragment {
  const { exitCodes, onStartFailure } = retry;
  if (exitCodes === undefined && onStartFailure) return { start: again, states: [] };
  const judge = stateName('CheckExitCode', step.name);
  const noTask = onStartFailure ? again : place.onFailed;
  const [listed, others] = exitCodes?.rule === 'on' ? [again, place.onFailed] : [place.onFailed, again];
  const isThere = { Variable: exitCodePath, IsPresent: true } as const;
  const isListed = (exitCodes?.codes ?? []).map((code) => ({ Variable: exitCodePath, NumericEquals: code }));
  return {
    start: stateName('CheckTaskStarted', step.name),
    states: [
      ...readStoppedTask({
        stepName: step.name,
        names: ['CheckTaskStarted', 'ParseCause', 'FindContainer'],
        cause: `${place.failurePath}.cause`,
        containerName: step.task.overrides.containerName,
        next: judge,
        noTask,
      }),
      [
        judge,
        {
          Type: 'Choice',
          Choices: [
            ...(isListed.length === 0 ? [] : [{ And: [isThere, { Or: isListed }], Next: listed }]),
            { ...isThere, Next: others },
          ],
          Default: noTask,
        },
      ],
    ],
  };
}
