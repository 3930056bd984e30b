/** The states that run one task and retry it. */
import { integrationArn, type Location } from '../../../aws/arns';
import {
  invalidParameterError,
  rejectedLaunchErrors,
  serverError,
  type Catcher,
  type Retrier,
  type State,
} from '../../../aws/state-machines/definition';
import { maximumTaskStopSeconds } from '../../../aws/ecs/limits';
import { isOnSpot, retryOfStep, type SidecarFailure, type Step } from '../run-plan';
import { runTaskParameters } from '../ecs-task/render-overrides';
import { countedRetry } from './counted-retry';
import { failedTaskStates, type SidecarRecord } from './failed-task';
import { launchRetriers, minimumLaunchRetrySeconds } from './launch-retry';
import { presentAnd, spotInterruption } from './stopped-task';
import {
  onward,
  runTaskOnDemandState,
  runTaskState,
  stateName,
  waitState,
  type Fragment,
  type NamedState,
  type Next,
} from './fragments';

/** The values that every step of a run shares. */
export interface RunContext {
  /** The partition, the region and the account of the AWS services that the states call. */
  readonly location: Location;
  /** The retriers of a rejected launch. */
  readonly launchRetriers: readonly Retrier[];
  /** Whether the tasks of this run must have stopped before another run may start. */
  readonly isExclusive: boolean;
  /** Whether a failed sidecar fails the run. */
  readonly sidecarFailure: SidecarFailure;
}

/** The values that {@link stepStates} needs: states that follow, and paths of results. */
export interface StepContext extends RunContext {
  /** The state after the step. */
  readonly next: Next;
  /**
   * The JSONPath of ECS's description of a task that succeeded; `null` drops it.
   *
   * @default the description replaces the input
   */
  readonly resultPath?: string | null;
  /** The step's name in the description of a failure. */
  readonly label: string;
  /** The state that follows a failure. `failurePath` has the failure's description. */
  readonly onFailed: string;
  /** The JSONPath to which the description of a failure is written. */
  readonly failurePath: string;
  /**
   * The state that follows a launch that ECS rejects for an invalid parameter.
   *
   * @default the state after any other failure
   */
  readonly onInvalidLaunch?: string;
  /** The record of a failed sidecar: its path, its value, and the state after it. */
  readonly record: SidecarRecord;
}

/** Returns the name of the state that describes the failure of a step's task. */
export function taskFailedState(stepName: string | undefined): string {
  return stateName('TaskFailed', stepName);
}

/** Whether the retries of the step run on FARGATE. If Spot has no capacity, the first attempt runs on FARGATE too. */
export function hasOnDemandFallback(step: Step): boolean {
  return retryOfStep(step)?.onDemandAfterSpot === true && isOnSpot(step);
}

/** Builds the states that run a step's task. */
export function stepStates(step: Step, context: StepContext): Fragment {
  const { label, onFailed, failurePath } = context;
  const { timeoutSeconds } = step;
  const run = runTaskState(step.name);
  const runOnDemand = hasOnDemandFallback(step);
  const onDemand = runTaskOnDemandState(step.name);
  const failed = taskFailedState(step.name);
  const timedOut = stateName('TaskTimedOut', step.name);
  const lost = stateName('TaskLost', step.name);
  // The next run could start while the task is still stopping.
  const stop = context.isExclusive ? [stopState(step.name, onFailed)] : [];
  const afterStop = stop[0]?.[0] ?? onFailed;
  const counted = countedRetry(step, {
    onFailed,
    onLastTimeout: afterStop,
    first: run,
    further: runOnDemand ? onDemand : run,
  });
  const decision = failedTaskStates(step, { ...context, onRetry: counted.onRetry });
  const catchers = [
    ...(timeoutSeconds === undefined ? [] : [catcher(['States.Timeout'], timedOut)]),
    ...(context.isExclusive ? [catcher([serverError], lost)] : []),
    ...(context.onInvalidLaunch === undefined
      ? []
      : [catcher([invalidParameterError], context.onInvalidLaunch)]),
    catcher(['States.TaskFailed'], failed),
  ];
  const spot = isOnSpot(step) ? spotStates(step, context, counted.onRetry ?? onFailed) : undefined;
  const { next, resultPath } = spot ?? context;
  return {
    start: counted.start,
    states: [
      ...counted.before,
      [
        run,
        runOnDemand
          ? taskState(step, context, {
              next,
              resultPath,
              retriers: launchRetriers(minimumLaunchRetrySeconds),
              catchers: [catcher(rejectedLaunchErrors, onDemand), ...catchers],
            })
          : taskState(step, context, { next, resultPath, retriers: context.launchRetriers, catchers }),
      ],
      ...(spot?.states ?? []),
      ...(runOnDemand
        ? [
            [
              onDemand,
              taskState({ ...step, task: { ...step.task, launch: { launchType: 'FARGATE' } } }, context, {
                next: context.next,
                resultPath: context.resultPath,
                retriers: context.launchRetriers,
                catchers,
              }),
            ] as const,
          ]
        : []),
      ...(timeoutSeconds === undefined
        ? []
        : [[timedOut, timeoutState(label, timeoutSeconds, failurePath, counted.onTimedOut)] as const]),
      ...(context.isExclusive ? [[lost, failureState(label, failurePath, afterStop)] as const] : []),
      [failed, failureState(label, failurePath, decision.start)],
      ...decision.states,
      ...counted.after,
      ...stop,
    ],
  };
}

interface TaskStateOptions {
  readonly next: Next;
  readonly resultPath: string | null | undefined;
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
}

function taskState(
  { task, timeoutSeconds }: Step,
  { location }: RunContext,
  { next, resultPath, retriers, catchers }: TaskStateOptions,
): State {
  return {
    Type: 'Task',
    Resource: integrationArn(location, 'ecs:runTask.sync'),
    Parameters: runTaskParameters(task),
    ...(resultPath === undefined ? {} : { ResultPath: resultPath }),
    // `TimeoutSeconds` of a state applies to each attempt. After it, Step Functions stops the task. `TimeoutSeconds` of
    // a state machine does neither.
    ...(timeoutSeconds === undefined ? {} : { TimeoutSeconds: timeoutSeconds }),
    Retry: retriers,
    Catch: catchers,
    ...onward(next),
  };
}

const spotTaskPath = '$.last_task';

/**
 * Builds the states after a Spot task that Step Functions counts as succeeded. They check for an interruption, because
 * all containers of an interrupted task can exit with 0.
 *
 * @param onInterrupted - The state after an interruption.
 */
function spotStates(
  step: Step,
  { next, label, failurePath }: StepContext,
  onInterrupted: string,
): { readonly next: string; readonly resultPath: string; readonly states: readonly NamedState[] } {
  const check = stateName('CheckSpotInterruption', step.name);
  const interrupted = stateName('SpotInterrupted', step.name);
  const done = stateName('SpotTaskDone', step.name);
  const cause = 'AWS interrupted the Spot task, and its containers exited with 0';
  return {
    next: check,
    resultPath: spotTaskPath,
    states: [
      [
        check,
        {
          Type: 'Choice',
          Choices: [
            {
              And: presentAnd({ Variable: `${spotTaskPath}.StopCode`, StringEquals: spotInterruption }),
              Next: interrupted,
            },
          ],
          Default: next ?? done,
        },
      ],
      [
        interrupted,
        {
          Type: 'Pass',
          Result: { step: label, error: spotInterruption, cause, message: `${label}: ${cause}` },
          ResultPath: failurePath,
          Next: onInterrupted,
        },
      ],
      ...(next === undefined ? [[done, { Type: 'Pass', InputPath: spotTaskPath, End: true }] as const] : []),
    ],
  };
}

/** Builds the state that delays the end of the run until a task that may still run has stopped. */
function stopState(stepName: string | undefined, next: string): NamedState {
  return [
    waitState('WaitForTaskStop', stepName),
    { Type: 'Wait', Seconds: maximumTaskStopSeconds, Next: next },
  ];
}

function catcher(errors: readonly string[], next: string): Catcher {
  return { ErrorEquals: errors, ResultPath: '$.caught', Next: next };
}

/** Describes a failure by the error that was caught. */
function failureState(label: string, failurePath: string, next: string): State {
  return {
    Type: 'Pass',
    Parameters: {
      step: label,
      'error.$': '$.caught.Error',
      'cause.$': '$.caught.Cause',
      'message.$': `States.Format('${label}: {}', $.caught.Cause)`,
    },
    ResultPath: failurePath,
    Next: next,
  };
}

/** Describes a timeout, for which Step Functions has no cause. */
function timeoutState(label: string, seconds: number, failurePath: string, next: string): State {
  const cause = `the task was still running after ${seconds} seconds, and was stopped`;
  return {
    Type: 'Pass',
    Result: { step: label, error: 'States.Timeout', cause, message: `${label}: ${cause}` },
    ResultPath: failurePath,
    Next: next,
  };
}
