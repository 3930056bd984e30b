/** What a failure says of its task: ECS's description of it as JSON, or, of one that was never made, a sentence. */
import type { State } from '../../../aws/state-machines/definition';
import { stateName, type NamedState } from './fragments';

export interface StoppedTaskContext {
  readonly stepName: string | undefined;
  /** What its three states are called before the name of the step. */
  readonly names: readonly [isTask: string, read: string, findContainer: string];
  /** Where the cause is. */
  readonly cause: string;
  readonly containerName: string;
  /** What comes after, when there was a task, and when there was none. */
  readonly next: string;
  readonly noTask: string;
}

/** Where the exit code of the job's container then is: nowhere, when that never ran. */
export const exitCodePath = '$.stopped.containers[0].ExitCode';
/** Where ECS's reason is. */
export const stoppedReasonPath = '$.stopped.task.StoppedReason';

/**
 * Reads the cause. The container may stand anywhere among those of the task.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export function readStoppedTask(place: StoppedTaskContext): readonly NamedState[] {
  const { cause, containerName } = place;
  const [isTask = '', read = '', find = ''] = place.names.map((what) => stateName(what, place.stepName));
  const pass = (parameters: Readonly<Record<string, string>>, Next: string): State => ({
    Type: 'Pass',
    Parameters: parameters,
    ResultPath: '$.stopped',
    Next,
  });
  const containers = `$.stopped.task.Containers[?(@.Name == '${containerName}')]`;
  return [
    [
      isTask,
      {
        Type: 'Choice',
        Choices: [{ Variable: cause, StringMatches: '{*}', Next: read }],
        Default: place.noTask,
      },
    ],
    [read, pass({ 'task.$': `States.StringToJson(${cause})` }, find)],
    [find, pass({ 'task.$': '$.stopped.task', 'containers.$': containers }, place.next)],
  ];
}
