/** The cause of a failure: ECS's description of the task as JSON, or a sentence if the task was never created. */
import type { ChoiceState, Condition, State } from '../../../aws/state-machines/definition';
import { stateName, type NamedState } from './fragments';

/** The failure that the states parse, and the states that follow. */
export interface StoppedTaskContext {
  /** The name of the step; `undefined` for a job with a single command. */
  readonly stepName: string | undefined;
  /** The first words of the names of the three states. The name of the step may follow each of them. */
  readonly names: readonly [hasTask: string, read: string, findContainer: string];
  /** The JSONPath of the description of the failure, which has the error and the cause. */
  readonly failurePath: string;
  /** The name of the job's container. */
  readonly containerName: string;
  /**
   * The choices before the description is read.
   *
   * @default no choices
   */
  readonly choicesBefore?: ChoiceState['Choices'];
  /** The state that follows if there was a task. */
  readonly next: string;
  /** The state that follows if a task failed and its description can't be read, for example because it is cut off. */
  readonly unreadable: string;
  /** The state that follows if there was no task. */
  readonly noTask: string;
}

/** The values of a task whose description was read. Any of them can be absent. */
export const stoppedTask = {
  /** The exit code of the job's container. It is absent if the container never ran. */
  exitCode: '$.stopped.containers[0].ExitCode',
  /** All containers of the task. */
  containers: '$.stopped.task.Containers',
  /**
   * The first two items of a list. The list has the job's container, and each container that exited with another code
   * than 0. If the job's container exited with 0 and the list has a second item, a sidecar failed.
   */
  failed: ['$.stopped.failed[0]', '$.stopped.failed[1]'],
  /** ECS's code for the reason why the task stopped. */
  stopCode: '$.stopped.task.StopCode',
  /** ECS's reason why the task stopped, as a sentence. */
  reason: '$.stopped.task.StoppedReason',
} as const;

/**
 * The stop code of a task that stopped because a container exited. Any other code means that ECS or a user stopped the
 * task. A program that was stopped may have left its work unfinished, even if it exited with 0.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
 */
export const containerExited = 'EssentialContainerExited';

/** The stop code of a task that AWS interrupted because it needs the Spot capacity. */
export const spotInterruption = 'SpotInterruption';

/** Returns a condition that is false if the value is absent. */
export function presentAnd(
  condition: Extract<Condition, { readonly Variable: string }>,
): Extract<Condition, { readonly And: unknown }>['And'] {
  return [{ Variable: condition.Variable, IsPresent: true }, condition];
}

/**
 * Whether a text is a whole description. Nothing can catch a failure of `States.StringToJson` in a Pass state, so a
 * text that was cut off must not reach it. ECS sorts the fields by name: `TaskDefinitionArn` is almost the last one, and
 * a quoted text inside the description can't contain it with unescaped quotes.
 */
function isDescription(cause: string): Extract<Condition, { readonly And: unknown }> {
  return {
    And: ['{*}', '*"Containers":*', '*"TaskDefinitionArn":*'].map((pattern) => ({
      Variable: cause,
      StringMatches: pattern,
    })),
  };
}

/**
 * Builds the states that parse the cause of a failure and find the job's container in it.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export function readStoppedTask(context: StoppedTaskContext): readonly NamedState[] {
  const { failurePath, containerName, choicesBefore = [], unreadable, noTask } = context;
  const cause = `${failurePath}.cause`;
  const [hasTask = '', read = '', find = ''] = context.names.map((what) => stateName(what, context.stepName));
  const pass = (parameters: Readonly<Record<string, string>>, Next: string): State => ({
    Type: 'Pass',
    Parameters: parameters,
    ResultPath: '$.stopped',
    Next,
  });
  return [
    [
      hasTask,
      {
        Type: 'Choice',
        Choices: [
          ...choicesBefore,
          { ...isDescription(cause), Next: read },
          ...(unreadable === noTask
            ? []
            : [
                {
                  Variable: `${failurePath}.error`,
                  StringEquals: 'States.TaskFailed',
                  Next: unreadable,
                } as const,
              ]),
        ],
        Default: noTask,
      },
    ],
    [read, pass({ 'task.$': `States.StringToJson(${cause})` }, find)],
    [
      find,
      pass(
        {
          'task.$': '$.stopped.task',
          'containers.$': `${stoppedTask.containers}[?(@.Name == '${containerName}')]`,
          // A container that never started has no exit code, so `@.ExitCode > 0` is false for it. Implementations of
          // JSONPath disagree on a filter without a match. This filter therefore always matches the job's container.
          'failed.$': `${stoppedTask.containers}[?(@.ExitCode > 0 || @.Name == '${containerName}')]`,
        },
        context.next,
      ),
    ],
  ];
}
