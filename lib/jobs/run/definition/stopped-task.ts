/** The cause of a failure: ECS's description of the task as JSON, or a sentence if the task was never created. */
import type { State } from '../../../aws/state-machines/definition';
import { stateName, type NamedState } from './fragments';

/** The failure that the states parse, and the states that follow. */
export interface StoppedTaskContext {
  /** The name of the step; `undefined` for a job with a single command. */
  readonly stepName: string | undefined;
  /** The names of the three states, before the name of the step. */
  readonly names: readonly [hasTask: string, read: string, findContainer: string];
  /** The JSONPath of the cause. */
  readonly cause: string;
  /** The name of the job's container. */
  readonly containerName: string;
  /** The state that follows if there was a task. */
  readonly next: string;
  /** The state that follows if there was no task. */
  readonly noTask: string;
}

/** The path of the container's exit code, which is absent if the container never ran. */
export const exitCodePath = '$.stopped.containers[0].ExitCode';
/** The path of ECS's reason why the task stopped. */
export const stoppedReasonPath = '$.stopped.task.StoppedReason';

/**
 * Builds the states that parse the cause and find the job's container.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export function readStoppedTask(context: StoppedTaskContext): readonly NamedState[] {
  const { cause, containerName } = context;
  const [hasTask = '', read = '', find = ''] = context.names.map((what) => stateName(what, context.stepName));
  const pass = (parameters: Readonly<Record<string, string>>, Next: string): State => ({
    Type: 'Pass',
    Parameters: parameters,
    ResultPath: '$.stopped',
    Next,
  });
  const containers = `$.stopped.task.Containers[?(@.Name == '${containerName}')]`;
  return [
    [
      hasTask,
      {
        Type: 'Choice',
        Choices: [{ Variable: cause, StringMatches: '{*}', Next: read }],
        Default: context.noTask,
      },
    ],
    [read, pass({ 'task.$': `States.StringToJson(${cause})` }, find)],
    [find, pass({ 'task.$': '$.stopped.task', 'containers.$': containers }, context.next)],
  ];
}
