/** Outcomes of tasks in a simulated run, and the results that Step Functions gets. */
import type { CallResult } from '../../aws/state-machines/interpreter/run-machine';

/** Outcome of a launch. */
export type TaskOutcome =
  | { readonly kind: 'success' }
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'timeout'; readonly seconds: number }
  /** The command succeeds, and another container of the task fails: with an exit code, or because it never starts. */
  | { readonly kind: 'sidecar'; readonly code: number | undefined }
  /** AWS interrupted the task, which runs on Spot capacity. */
  | { readonly kind: 'spot-interruption' }
  /** ECS accepted the launch, but the task never ran. */
  | { readonly kind: 'not-started' }
  /** ECS rejected the launch for lack of capacity, so there is no task. */
  | { readonly kind: 'rejected' };

/** The number of launches of a step for each outcome. All further launches succeed. `Infinity` means all launches. */
export interface TaskOutcomes {
  /** The number of launches that ECS rejects for lack of capacity. */
  readonly rejectedLaunches: number;
  /** The number of tasks that stop before their command starts. */
  readonly failedStarts: number;
  /** The number of tasks whose command exits with `exitCode`. */
  readonly failures: number;
  /** The number of Spot tasks that AWS interrupts. */
  readonly spotInterruptions: number;
  /** The number of tasks that exceed the timeout of their step. */
  readonly timeouts: number;
  /** The number of tasks whose command succeeds while another container never starts. */
  readonly unstartedSidecars: number;
  /** The number of tasks whose command succeeds while another container exits with `exitCode`. */
  readonly failedSidecars: number;
  /** The exit code of the commands and of the other containers that fail. */
  readonly exitCode: number;
}

/** Every launch succeeds. */
export const allSucceed: TaskOutcomes = {
  rejectedLaunches: 0,
  failedStarts: 0,
  failures: 0,
  spotInterruptions: 0,
  timeouts: 0,
  unstartedSidecars: 0,
  failedSidecars: 0,
  exitCode: 1,
};

/**
 * Returns the outcome of one launch of a step. The outcomes come in this order, each as often as `outcomes` defines:
 * rejected, not started, interrupted, failed, timed out, with a failed sidecar. All further launches succeed.
 *
 * @param launch - The number of the launch, from 0.
 * @param interruptions - For a launch on Spot: the number of launches of the step that AWS interrupts. AWS interrupts
 *   no launch on FARGATE. For such a launch: the number of launches of the step that AWS has already interrupted.
 */
export function outcomeOf(
  outcomes: TaskOutcomes,
  launch: number,
  timeoutSeconds: number | undefined,
  interruptions: number,
): TaskOutcome {
  const kinds: readonly (readonly [times: number, outcome: TaskOutcome])[] = [
    [outcomes.rejectedLaunches, { kind: 'rejected' }],
    [outcomes.failedStarts, { kind: 'not-started' }],
    [interruptions, { kind: 'spot-interruption' }],
    [outcomes.failures, { kind: 'exit', code: outcomes.exitCode }],
    [outcomes.timeouts, { kind: 'timeout', seconds: timeoutSeconds ?? 0 }],
    [outcomes.unstartedSidecars, { kind: 'sidecar', code: undefined }],
    [outcomes.failedSidecars, { kind: 'sidecar', code: outcomes.exitCode }],
  ];
  let before = 0;
  for (const [times, outcome] of kinds) {
    before += times;
    if (launch < before) return outcome;
  }
  return { kind: 'success' };
}

/** Returns the result that Step Functions gets for an outcome. */
export function callResultOf(ending: TaskOutcome, containerName: string): CallResult {
  switch (ending.kind) {
    case 'success':
      return { kind: 'result', value: stoppedTask(exited, container(containerName, 0)) };
    case 'exit':
      return failed(stoppedTask(exited, container(containerName, ending.code)));
    case 'spot-interruption':
      return failed(stoppedTask(interrupted, container(containerName, 143)));
    case 'not-started':
      return failed(stoppedTask(notStarted, container(containerName, undefined)));
    case 'sidecar':
      return failed(
        stoppedTask(exited, container(containerName, 0), container(sidecarName(containerName), ending.code)),
      );
    case 'timeout':
      return { kind: 'error', error: 'States.Timeout', cause: undefined };
    case 'rejected':
      return {
        kind: 'error',
        error: 'ECS.AmazonECSException',
        cause: 'Capacity is unavailable at this time.',
      };
  }
}

const exited = { StopCode: 'EssentialContainerExited', StoppedReason: 'Essential container in task exited' };
const interrupted = { StopCode: 'SpotInterruption', StoppedReason: 'Your Spot Task was interrupted.' };
const notStarted = { StopCode: 'TaskFailedToStart', StoppedReason: 'CannotPullContainerError' };

/** Returns a name that the container of the job does not have. */
function sidecarName(containerName: string): string {
  return containerName === 'sidecar' ? 'another-sidecar' : 'sidecar';
}

type Container = Readonly<Record<string, string | number>>;

/** Returns ECS's description of a container. A container without an exit code never started. */
function container(name: string, exitCode: number | undefined): Container {
  return { Name: name, ...(exitCode === undefined ? {} : { ExitCode: exitCode }) };
}

/**
 * Returns the fields of ECS's task description that definitions read.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
 */
function stoppedTask(reason: Readonly<Record<string, string>>, ...containers: readonly Container[]) {
  return { ...reason, LastStatus: 'STOPPED', Containers: containers, TaskDefinitionArn: 'simulated' };
}

function failed(task: unknown): CallResult {
  return { kind: 'error', error: 'States.TaskFailed', cause: JSON.stringify(task) };
}
