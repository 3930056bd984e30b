/** The states that run one task, and try it again. */
import { integrationArn, type Location } from '../../../aws/arns';
import {
  launchErrors,
  serverError,
  taskErrors,
  type Catcher,
  type Retrier,
  type State,
} from '../../../aws/state-machines/definition';
import { maximumTaskStopSeconds } from '../../../aws/ecs/tasks';
import { attemptValue } from '../../placeholders';
import { retryOfStep, type Retry, type Step } from '../run-plan';
import { eventReferencesOf } from '../task';
import { runTaskParameters } from '../task-overrides';
import { onward, runTaskState, stateName, waitState, type Fragment, type Next } from './fragments';
import { countedRetry } from './counted-retry';

/** What is the same for every step of a run. */
export interface RunContext {
  readonly location: Location;
  /** Whether a launch that ECS has no room for is tried again. */
  readonly retriesRejectedLaunch: boolean;
  /** Whether no other run may start while a task of this one is still stopping. */
  readonly isExclusive: boolean;
}

export interface StepContext extends RunContext {
  readonly next: Next;
  /** What is called `step` where a failure is told. */
  readonly label: string;
  /** Where a failure goes, once it is told at {@link failurePath}; `undefined`: it fails the run as it is. */
  readonly onFailed: string | undefined;
  readonly failurePath: string;
}

/**
 * A Retrier of Step Functions’ own does the retries wherever it can. It knows no exit codes, no number of the try, and can’t
 * wait longer after a timeout, when the old task may still be stopping: then states count the tries.
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

/** Whether a failed step needs states of its own. */
export function catchesFailure(step: Step, isAlone: boolean): boolean {
  const isCounted = needsCountedRetries(step) && retryOfStep(step) !== undefined;
  return isCounted || (isAlone && step.timeoutSeconds !== undefined);
}

export function stepStates(step: Step, place: StepContext): Fragment {
  const run = runTaskState(step.name);
  const stop = place.isExclusive && step.timeoutSeconds !== undefined ? stopState(step, place) : undefined;
  const giveUpLate = stop?.[0] ?? place.onFailed;
  const counted = needsCountedRetries(step) ? countedRetry(step, { ...place, giveUpLate }, run) : undefined;
  const onFailed = counted?.onFailed ?? place.onFailed;
  const onTimedOut = counted?.onTimedOut ?? giveUpLate;
  const failures =
    onFailed === undefined || onTimedOut === undefined
      ? { catchers: [], states: [] }
      : failureStates(step, place, { onFailed, onTimedOut, isRetried: counted?.onFailed !== undefined });
  const retriers = [
    ...(place.retriesRejectedLaunch ? [launchRetrier] : []),
    ...(counted === undefined ? taskRetriers(retryOfStep(step)) : []),
  ];

  const task: State = {
    Type: 'Task',
    Resource: integrationArn(place.location, 'ecs:runTask.sync'),
    Parameters: runTaskParameters(step.task),
    // What comes after sees what this step saw; of the last one, ECS's description is what the run comes to.
    ...(place.next === undefined ? {} : { ResultPath: null }),
    // The state's timeout, not the machine's: Step Functions stops the task of a state that timed out, and a
    // retry counts anew.
    ...(step.timeoutSeconds === undefined ? {} : { TimeoutSeconds: step.timeoutSeconds }),
    ...(retriers.length === 0 ? {} : { Retry: retriers }),
    ...(failures.catchers.length === 0 ? {} : { Catch: failures.catchers }),
    ...onward(place.next),
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

/** Ends the run only once the task that timed out is no more. */
function stopState(step: Step, { onFailed }: StepContext): readonly [string, State] | undefined {
  if (onFailed === undefined) return undefined;
  return [
    waitState('WaitForTaskStop', step.name),
    { Type: 'Wait', Seconds: maximumTaskStopSeconds, Next: onFailed },
  ];
}

/** A launch that was refused for want of room counts for nothing: it is tried for some six minutes. */
const launchRetrier: Retrier = {
  ErrorEquals: launchErrors,
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
  /** Whether a failure may be tried again. */
  readonly isRetried: boolean;
}

/** Tells of a failure which step it was, and why: of a timeout Step Functions says no cause. */
function failureStates(
  step: Step,
  place: StepContext,
  { onFailed, onTimedOut, isRetried }: FailureTargets,
): { readonly catchers: readonly Catcher[]; readonly states: Fragment['states'] } {
  const [failed, timedOut] = [stateName('TaskFailed', step.name), stateName('TaskTimedOut', step.name)];
  const lost = stateName('LaunchFailed', step.name);
  const { timeoutSeconds } = step;
  const catcher = (errors: readonly string[], Next: string): Catcher => ({
    ErrorEquals: errors,
    ResultPath: '$.caught',
    Next,
  });
  const tell = (Next: string): State => ({
    Type: 'Pass',
    Parameters: {
      step: place.label,
      'error.$': '$.caught.Error',
      'cause.$': '$.caught.Cause',
      'message.$': `States.Format('${place.label}: {}', $.caught.Cause)`,
    },
    ResultPath: place.failurePath,
    Next,
  });
  // What is no failure of a task has had its tries, or must not have any.
  const isLost = isRetried && place.onFailed !== undefined;
  const late = `the task was still running after ${timeoutSeconds ?? 0} seconds, and was stopped`;
  const states: readonly (readonly [string, State])[] = [
    ...(timeoutSeconds === undefined
      ? []
      : [
          [
            timedOut,
            {
              Type: 'Pass',
              Result: {
                step: place.label,
                error: 'States.Timeout',
                cause: late,
                message: `${place.label}: ${late}`,
              },
              ResultPath: place.failurePath,
              Next: onTimedOut,
            },
          ] as const,
        ]),
    [failed, tell(onFailed)],
    ...(isLost ? [[lost, tell(place.onFailed)] as const] : []),
  ];
  const catchers = [
    ...(timeoutSeconds === undefined ? [] : [catcher(['States.Timeout'], timedOut)]),
    ...(isLost ? [catcher([...launchErrors, serverError], lost)] : []),
    catcher(['States.TaskFailed'], failed),
  ];
  return { catchers, states };
}
