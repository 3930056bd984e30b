/** How tasks end in a simulated run, as somebody asks for it, and what Step Functions learns of it. */
import type { CallResult } from '../../aws/state-machines/interpreter/run-machine';

/** How a task ends, or why there is none. */
export type TaskOutcome =
  | { readonly kind: 'success' }
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'timeout'; readonly seconds: number }
  /** ECS made a task, and it never ran. */
  | { readonly kind: 'not-started' }
  /** ECS made none, for lack of room. */
  | { readonly kind: 'refused' };

/** How often the tasks of a step end in a way before they end well; `Infinity` for always. */
export interface TaskOutcomes {
  readonly refused: number;
  readonly notStarted: number;
  readonly fail: number;
  readonly timeout: number;
  readonly exitCode: number;
}

export const allSucceed: TaskOutcomes = { refused: 0, notStarted: 0, fail: 0, timeout: 0, exitCode: 1 };

/** How the `asked`-th of a step's tasks ends, counted from 0: what can go wrong does so in the order of a task's life. */
export function outcomeOf(
  wishes: TaskOutcomes,
  asked: number,
  timeoutSeconds: number | undefined,
): TaskOutcome {
  const kinds: readonly (readonly [times: number, ending: TaskOutcome])[] = [
    [wishes.refused, { kind: 'refused' }],
    [wishes.notStarted, { kind: 'not-started' }],
    [wishes.fail, { kind: 'exit', code: wishes.exitCode }],
    [wishes.timeout, { kind: 'timeout', seconds: timeoutSeconds ?? 0 }],
  ];
  let before = 0;
  for (const [times, ending] of kinds) {
    before += times;
    if (asked < before) return ending;
  }
  return { kind: 'success' };
}

/** What a state that waits for the task is told. */
export function callResultOf(ending: TaskOutcome, containerName: string): CallResult {
  switch (ending.kind) {
    case 'success':
      return { kind: 'result', value: stoppedTask(containerName, exited, 0) };
    case 'exit':
      return failed(stoppedTask(containerName, exited, ending.code));
    case 'not-started':
      return failed(stoppedTask(containerName, notStarted, undefined));
    case 'timeout':
      return { kind: 'error', error: 'States.Timeout', cause: '' };
    case 'refused':
      return {
        kind: 'error',
        error: 'ECS.AmazonECSException',
        cause: 'Capacity is unavailable at this time.',
      };
  }
}

const exited = { StopCode: 'EssentialContainerExited', StoppedReason: 'Essential container in task exited' };
const notStarted = { StopCode: 'TaskFailedToStart', StoppedReason: 'CannotPullContainerError' };

/**
 * As much of ECS's description of a task as definitions read.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
 */
function stoppedTask(
  containerName: string,
  why: Readonly<Record<string, string>>,
  exitCode: number | undefined,
) {
  const code = exitCode === undefined ? {} : { ExitCode: exitCode };
  return { ...why, LastStatus: 'STOPPED', Containers: [{ Name: containerName, ...code }] };
}

function failed(task: unknown): CallResult {
  return { kind: 'error', error: 'States.TaskFailed', cause: JSON.stringify(task) };
}
