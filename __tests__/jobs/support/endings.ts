import type { Ending } from './run-model';

/** Returns ECS's response to a state that waits for the task: its output, or an error and its cause. */
export type EcsAnswer =
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: string; readonly cause: string | undefined };

/** A container in ECS's description of a task. One that never started has no exit code. */
export interface StoppedContainer {
  readonly Name: string;
  readonly ExitCode?: number;
}

/** Returns a stopped task as Step Functions writes it into the cause of a failure. */
export function stoppedTask(stopCode: string, reason: string, containers: readonly StoppedContainer[]) {
  return {
    TaskArn: 'arn:aws:ecs:us-east-1:123456789012:task/app-test/0123456789abcdef0123456789abcdef',
    TaskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/app-test:7',
    LastStatus: 'STOPPED',
    StopCode: stopCode,
    StoppedReason: reason,
    Containers: containers.map((container) => ({ ...container, LastStatus: 'STOPPED' })),
  };
}

/** Returns the containers of a task. A sidecar is the first one. */
function containers(exitCode: number | undefined, sidecar: number | undefined): readonly StoppedContainer[] {
  const container = (name: string, code: number | undefined): StoppedContainer =>
    code === undefined ? { Name: name } : { Name: name, ExitCode: code };
  return [container('log-router', sidecar), container('app-test', exitCode)];
}

const exited = 'EssentialContainerExited';
const exitedReason = 'Essential container in task exited';

export function ecsAnswer(ending: Ending): EcsAnswer {
  const failed = (task: unknown): EcsAnswer => ({
    kind: 'error',
    error: 'States.TaskFailed',
    cause: JSON.stringify(task),
  });
  switch (ending.kind) {
    case 'success':
      return {
        kind: 'result',
        value: stoppedTask(exited, exitedReason, containers(0, 0)),
      };
    case 'exit':
      return failed(stoppedTask(exited, exitedReason, containers(ending.code, 0)));
    case 'spot': {
      const task = stoppedTask(
        'SpotInterruption',
        'Your Spot Task was interrupted.',
        containers(ending.code, 0),
      );
      // Step Functions decides by the exit codes only, and not by the StopCode.
      return ending.code === 0 ? { kind: 'result', value: task } : failed(task);
    }
    case 'sidecar':
      return failed(stoppedTask(exited, exitedReason, containers(0, ending.code)));
    case 'no-start':
      return failed(
        stoppedTask(
          'TaskFailedToStart',
          'CannotPullContainerError: no such tag',
          containers(undefined, undefined),
        ),
      );
    case 'rejected':
      return {
        kind: 'error',
        error: 'ECS.AmazonECSException',
        cause: 'Capacity is unavailable at this time.',
      };
    case 'lost':
      return { kind: 'error', error: 'ECS.ServerException', cause: 'Internal error' };
    case 'timeout':
      return { kind: 'error', error: 'States.Timeout', cause: undefined };
  }
}
