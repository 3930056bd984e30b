/** The states that run one task and retry it. */
import { integrationArn, type Location } from '../../../aws/arns';
import {
  rejectedLaunchErrors,
  serverError,
  taskErrors,
  type Catcher,
  type Retrier,
  type State,
} from '../../../aws/state-machines/definition';
import { maximumTaskStopSeconds } from '../../../aws/ecs/limits';
import { attemptValue } from '../../placeholders';
import { retryOfStep, type Retry, type Step } from '../run-plan';
import { eventReferencesOf } from '../task';
import { runTaskParameters } from '../task-overrides';
import { onward, runTaskState, stateName, waitState, type Fragment, type Next } from './fragments';
import { countedRetry } from './counted-retry';

/** The values that every step of a run shares. */
export interface RunContext {
  /** The partition, the region and the account of the integrations. */
  readonly location: Location;
  /** Whether a launch that ECS rejected for lack of capacity is retried. */
  readonly retriesRejectedLaunch: boolean;
  /** Whether the tasks of this run must have stopped before another run may start. */
  readonly isExclusive: boolean;
}

/** The states around a step. */
export interface StepContext extends RunContext {
  /** The state after the step. */
  readonly next: Next;
  /** The step's name in the description of a failure. */
  readonly label: string;
  /** The state after a failure, whose description is at `failurePath`; `undefined` if the failure fails the run. */
  readonly onFailed: string | undefined;
  /** The JSONPath to which the description of a failure is written. */
  readonly failurePath: string;
}

/**
 * Whether states must count the step's retries. A Retrier of Step Functions can't distinguish exit codes, can't pass
 * the number of the attempt, and can't wait for a task that stops after a timeout.
 */
export function needsCountedRetries(step: Step): boolean {
  const retry = retryOfStep(step);
  const isParticular =
    step.timeoutSeconds !== undefined || retry?.exitCodes !== undefined || retry?.onStartFailure === false;
  return (retry !== undefined && isParticular) || usesAttempt(step);
}

function usesAttempt({ task }: Step): boolean {
  return eventReferencesOf(task).some(({ name }) => name === attemptValue.name);
}

/** Whether a failure of the step needs states of its own. */
export function catchesFailure(step: Step, isAlone: boolean): boolean {
  const isCounted = needsCountedRetries(step) && retryOfStep(step) !== undefined;
  return isCounted || (isAlone && step.timeoutSeconds !== undefined);
}

/** Builds the states that run a step's task. */
export function stepStates(step: Step, context: StepContext): Fragment {
  const run = runTaskState(step.name);
  const stop =
    context.isExclusive && step.timeoutSeconds !== undefined ? stopState(step, context) : undefined;
  const onLastTimeout = stop?.[0] ?? context.onFailed;
  const counted = needsCountedRetries(step)
    ? countedRetry(step, { ...context, onLastTimeout }, run)
    : undefined;
  const onFailed = counted?.onFailed ?? context.onFailed;
  const onTimedOut = counted?.onTimedOut ?? onLastTimeout;
  const failures =
    onFailed === undefined || onTimedOut === undefined
      ? { catchers: [], states: [] }
      : failureStates(step, context, { onFailed, onTimedOut, isRetried: counted?.onFailed !== undefined });
  const retriers = [
    ...(context.retriesRejectedLaunch ? [launchRetrier] : []),
    ...(counted === undefined ? taskRetriers(retryOfStep(step)) : []),
  ];

  const task: State = {
    Type: 'Task',
    Resource: integrationArn(context.location, 'ecs:runTask.sync'),
    Parameters: runTaskParameters(step.task),
    // The next step must get the same input, so the result of this step is dropped. The result of the last step, ECS's
    // description of the task, is the output of the run.
    ...(context.next === undefined ? {} : { ResultPath: null }),
    // The timeout of a state applies to each attempt, and Step Functions then stops the task. The timeout of a state
    // machine does neither.
    ...(step.timeoutSeconds === undefined ? {} : { TimeoutSeconds: step.timeoutSeconds }),
    ...(retriers.length === 0 ? {} : { Retry: retriers }),
    ...(failures.catchers.length === 0 ? {} : { Catch: failures.catchers }),
    ...onward(context.next),
  };
  return {
    start: counted?.start ?? run,
    states: [
      ...(counted?.before ?? []),
      [run, task],
      ...failures.states,
      ...(counted?.after ?? []),
      ...(stop === undefined ? [] : [stop]),
    ],
  };
}

/**
 * Builds the state that delays the end of the run until the task that timed out has stopped. Returns `undefined` if no
 * state follows a failure.
 */
function stopState(step: Step, { onFailed }: StepContext): readonly [string, State] | undefined {
  if (onFailed === undefined) return undefined;
  return [
    waitState('WaitForTaskStop', step.name),
    { Type: 'Wait', Seconds: maximumTaskStopSeconds, Next: onFailed },
  ];
}

/** Retries a rejected launch for about six minutes. Such a retry does not count as an attempt. */
const launchRetrier: Retrier = {
  ErrorEquals: rejectedLaunchErrors,
  IntervalSeconds: 10,
  MaxAttempts: 6,
  BackoffRate: 2,
  MaxDelaySeconds: 120,
  JitterStrategy: 'FULL',
};

function taskRetriers(retry: Retry | undefined): readonly Retrier[] {
  if (retry === undefined) return [];
  return [
    { ErrorEquals: [serverError], MaxAttempts: 0 },
    {
      ErrorEquals: taskErrors,
      ...(retry.intervalSeconds === undefined ? {} : { IntervalSeconds: retry.intervalSeconds }),
      MaxAttempts: retry.maxAttempts,
      ...(retry.backoffRate === undefined ? {} : { BackoffRate: retry.backoffRate }),
      ...(retry.maxDelaySeconds === undefined ? {} : { MaxDelaySeconds: retry.maxDelaySeconds }),
      ...(retry.jitter ? { JitterStrategy: 'FULL' } : {}),
    },
  ];
}

interface FailureTargets {
  readonly onFailed: string;
  readonly onTimedOut: string;
  /** Whether a failure may be retried. */
  readonly isRetried: boolean;
}

/**
 * Builds the catchers of a task, and the states that write the description of a failure. A timeout gets a cause here,
 * because Step Functions provides none.
 */
function failureStates(
  step: Step,
  context: StepContext,
  { onFailed, onTimedOut, isRetried }: FailureTargets,
): { readonly catchers: readonly Catcher[]; readonly states: Fragment['states'] } {
  const [failed, timedOut] = [stateName('TaskFailed', step.name), stateName('TaskTimedOut', step.name)];
  const launchFailed = stateName('LaunchFailed', step.name);
  const { timeoutSeconds } = step;
  const catcher = (errors: readonly string[], Next: string): Catcher => ({
    ErrorEquals: errors,
    ResultPath: '$.caught',
    Next,
  });
  const describeFailure = (Next: string): State => ({
    Type: 'Pass',
    Parameters: {
      step: context.label,
      'error.$': '$.caught.Error',
      'cause.$': '$.caught.Cause',
      'message.$': `States.Format('${context.label}: {}', $.caught.Cause)`,
    },
    ResultPath: context.failurePath,
    Next,
  });
  // A launch error needs no further retry: the task's Retrier has retried a rejected launch, and must not retry a
  // server error.
  const catchesLaunch = isRetried && context.onFailed !== undefined;
  const timeoutCause = `the task was still running after ${timeoutSeconds ?? 0} seconds, and was stopped`;
  const states: readonly (readonly [string, State])[] = [
    ...(timeoutSeconds === undefined
      ? []
      : [
          [
            timedOut,
            {
              Type: 'Pass',
              Result: {
                step: context.label,
                error: 'States.Timeout',
                cause: timeoutCause,
                message: `${context.label}: ${timeoutCause}`,
              },
              ResultPath: context.failurePath,
              Next: onTimedOut,
            },
          ] as const,
        ]),
    [failed, describeFailure(onFailed)],
    ...(catchesLaunch ? [[launchFailed, describeFailure(context.onFailed)] as const] : []),
  ];
  const catchers = [
    ...(timeoutSeconds === undefined ? [] : [catcher(['States.Timeout'], timedOut)]),
    ...(catchesLaunch ? [catcher([...rejectedLaunchErrors, serverError], launchFailed)] : []),
    catcher(['States.TaskFailed'], failed),
  ];
  return { catchers, states };
}
