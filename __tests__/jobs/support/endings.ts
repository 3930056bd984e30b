import type { Ending } from './run-model';

/** Returns ECS's response to a state that waits for the task: its output, or an error and its cause. */
export type EcsAnswer =
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: string; readonly cause: string };

/** Returns a stopped task as Step Functions writes it into the cause of a failure. A sidecar is the first container. */
function stoppedTask(stopCode: string, reason: string, exitCode: number | undefined) {
  return {
    TaskArn: 'arn:aws:ecs:us-east-1:123456789012:task/app-test/0123456789abcdef0123456789abcdef',
    LastStatus: 'STOPPED',
    StopCode: stopCode,
    StoppedReason: reason,
    Containers: [
      { Name: 'log-router', ExitCode: 0, LastStatus: 'STOPPED' },
      { Name: 'app-test', LastStatus: 'STOPPED', ...(exitCode === undefined ? {} : { ExitCode: exitCode }) },
    ],
  };
}

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
        value: stoppedTask('EssentialContainerExited', 'Essential container in task exited', 0),
      };
    case 'exit':
      return failed(
        stoppedTask('EssentialContainerExited', 'Essential container in task exited', ending.code),
      );
    case 'no-start':
      return failed(stoppedTask('TaskFailedToStart', 'CannotPullContainerError: no such tag', undefined));
    case 'refused':
      return {
        kind: 'error',
        error: 'ECS.AmazonECSException',
        cause: 'Capacity is unavailable at this time.',
      };
    case 'lost':
      return { kind: 'error', error: 'ECS.ServerException', cause: 'Internal error' };
    case 'timeout':
      return { kind: 'error', error: 'States.Timeout', cause: '' };
  }
}
