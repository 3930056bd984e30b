/** Retries that states count: by exit code, after a timeout, or with a number that the task is told. */
import {
  retrierDefaults,
  retrierLimits,
  type Condition,
  type State,
} from '../../aws/state-machines/definition';
import { taskStopSeconds } from '../../aws/tasks';
import type { Retry, Step } from '../run';
import { stateName, waitState, type Next } from './fragments';

type NamedState = readonly [name: string, state: State];

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
  const name = (what: string): string => stateName(what, step.name);
  const { retry } = step;
  const isRetried = retry !== undefined && retry.maxAttempts > 0;
  const first: State = {
    Type: 'Pass',
    Result: { number: 1, ...(isRetried ? { waits: waitsOf(retry) } : {}) },
    ResultPath: '$.attempt',
    Next: run,
  };
  const start = name('FirstAttempt');
  const before: readonly NamedState[] = [[start, first]];
  if (!isRetried) return { start, before, after: [], onFailed: undefined, onTimedOut: undefined };
  if (place.onFailed === undefined) throw new TypeError(`${run} has nowhere to go when its retries are over`);
  const again = name('RetriesLeft');
  const judged = judgeFailure(step, retry, { ...place, onFailed: place.onFailed }, again);
  return {
    start,
    before,
    after: [
      ...judged.states,
      ...(step.timeoutSeconds === undefined
        ? []
        : afterTimeout(retry, { name, stepName: step.name, giveUp: place.giveUpLate ?? place.onFailed })),
      ...retryStates(retry, { name, stepName: step.name, run, again, giveUp: place.onFailed }),
    ],
    onFailed: judged.start,
    onTimedOut: name('AfterTimeout'),
  };
}

interface RetryPlace {
  readonly name: (what: string) => string;
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
  { name, stepName, giveUp }: Pick<RetryPlace, 'name' | 'stepName' | 'giveUp'>,
): readonly NamedState[] {
  const stop = waitState('WaitUntilStopped', stepName);
  return [
    [name('AfterTimeout'), { Type: 'Choice', Choices: [{ ...isLeft(retry), Next: stop }], Default: giveUp }],
    [stop, { Type: 'Wait', Seconds: taskStopSeconds, Next: name('NextAttempt') }],
  ];
}

function retryStates(
  retry: Retry,
  { name, stepName, run, again, giveUp }: RetryPlace,
): readonly NamedState[] {
  const [next, wait] = [name('NextAttempt'), waitState('WaitToRetry', stepName)];
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

/**
 * Whether a failure is one of those that are tried again. The cause of a task that ran is ECS's description of it, as
 * JSON; of one that was never made, a sentence.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
function judgeFailure(
  step: Step,
  retry: Retry,
  place: { readonly onFailed: string; readonly failurePath: string },
  again: string,
): { readonly start: string; readonly states: readonly NamedState[] } {
  const { exitCodes, onStartFailure } = retry;
  if (exitCodes === undefined && onStartFailure) return { start: again, states: [] };
  const name = (what: string): string => stateName(what, step.name);
  const [start, read, codes, judge] = [
    name('DidTaskStart'),
    name('ReadCause'),
    name('FindContainer'),
    name('JudgeExitCode'),
  ];
  const notStarted = onStartFailure ? again : place.onFailed;
  const [listed, others] = exitCodes?.rule === 'on' ? [again, place.onFailed] : [place.onFailed, again];
  const cause = `${place.failurePath}.cause`;
  const isThere = { Variable: exitCodePath, IsPresent: true } as const;
  return {
    start,
    states: [
      [
        start,
        {
          Type: 'Choice',
          Choices: [{ Variable: cause, StringMatches: '{*}', Next: read }],
          Default: notStarted,
        },
      ],
      [read, readCause(cause, codes)],
      [codes, findContainer(step.task.overrides.containerName, judge)],
      [
        judge,
        {
          Type: 'Choice',
          Choices: [
            ...(exitCodes === undefined
              ? []
              : [
                  {
                    And: [
                      isThere,
                      {
                        Or: exitCodes.codes.map((code) => ({ Variable: exitCodePath, NumericEquals: code })),
                      },
                    ],
                    Next: listed,
                  },
                ]),
            { ...isThere, Next: others },
          ],
          Default: notStarted,
        },
      ],
    ],
  };
}

/** Makes `$.stopped.task` of a cause that is JSON. */
export function readCause(cause: string, next: string): State {
  return {
    Type: 'Pass',
    Parameters: { 'task.$': `States.StringToJson(${cause})` },
    ResultPath: '$.stopped',
    Next: next,
  };
}

/** Where {@link findContainer} puts the exit code: nowhere, when the container never ran. */
export const exitCodePath = '$.stopped.containers[0].ExitCode';

/** Finds the job's container among those of the task, in which it may stand anywhere. */
export function findContainer(containerName: string, next: string): State {
  return {
    Type: 'Pass',
    Parameters: {
      'task.$': '$.stopped.task',
      'containers.$': `$.stopped.task.Containers[?(@.Name == '${containerName}')]`,
    },
    ResultPath: '$.stopped',
    Next: next,
  };
}
