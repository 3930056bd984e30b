/** The cause of a failure: ECS's description of the task as JSON, or a sentence if the task was never created. */
import { maximumTaskContainers } from '../../../aws/ecs/limits';
import type { ChoiceState, Condition } from '../../../aws/state-machines/definition';
import { stateName, statesByName, type NamedState } from './fragments';

/** The first words of the names of the states that parse a failure, in the order of the states. */
interface StateNames {
  /** The state that checks whether the cause describes a task. */
  readonly checkTask: string;
  /** The state that contains the following states, and catches their errors. */
  readonly parse: string;
  /** The state that converts the text to JSON. */
  readonly convert: string;
  /** The state that checks whether the description has the job's container. */
  readonly checkContainers: string;
  /** The state that selects two things of the stopped task: the job's container, and the containers that failed. */
  readonly findContainer: string;
  /** The state that fails `parse`, because the description does not have the job's container. */
  readonly missingContainer: string;
}

/** The failure to parse, and the names of the states that run after it is parsed. */
export interface StoppedTaskContext {
  /** The name of the step; `undefined` for a job with a single command. */
  readonly stepName: string | undefined;
  /** The first words of the names of the states. The name of the step may follow each of them. */
  readonly names: StateNames;
  /** The JSONPath of the description of the failure. The description has the error and the cause. */
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

/** The JSONPath of the result of the Parallel state: a list with the output of its only branch. */
const resultPath = '$.stopped';
const description = `${resultPath}[0].task`;

/** The values of a task whose description was read. Any of them can be absent. */
export const stoppedTask = {
  /** The exit code of the job's container. It is absent if the container never ran. */
  exitCode: `${resultPath}[0].containers[0].ExitCode`,
  /** All containers of the task. */
  containers: `${description}.Containers`,
  /**
   * The first two items of a list. The list has the job's container, and each container that exited with another code
   * than 0. If the job's container exited with 0 and the list has a second item, a sidecar failed.
   */
  failed: [`${resultPath}[0].failed[0]`, `${resultPath}[0].failed[1]`],
  /** ECS's code for the reason why the task stopped. */
  stopCode: `${description}.StopCode`,
  /** ECS's reason why the task stopped, as a sentence. */
  reason: `${description}.StoppedReason`,
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
 * Whether a text looks like a whole description, and not like a sentence or a description that was cut off. ECS sorts the
 * fields by name: `TaskDefinitionArn` is almost the last one, and a quoted text inside the description can't contain it
 * with unescaped quotes.
 */
function looksLikeDescription(cause: string): Extract<Condition, { readonly And: unknown }> {
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
  const { failurePath, containerName, choicesBefore = [], next, unreadable, noTask, names } = context;
  const cause = `${failurePath}.cause`;
  const name = (state: keyof StateNames): string => stateName(names[state], context.stepName);
  return [
    [
      name('checkTask'),
      {
        Type: 'Choice',
        Choices: [
          ...choicesBefore,
          { ...looksLikeDescription(cause), Next: name('parse') },
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
    [
      name('parse'),
      {
        // Only a Task, Parallel or Map state can catch an error.
        Type: 'Parallel',
        Branches: [
          { StartAt: name('convert'), States: statesByName(parseStates(name, cause, containerName)) },
        ],
        ResultPath: resultPath,
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: resultPath, Next: unreadable }],
        Next: next,
      },
    ],
  ];
}

/** Builds the branch that parses the cause. It fails if the cause is not JSON or does not have the job's container. */
function parseStates(
  name: (state: keyof StateNames) => string,
  cause: string,
  containerName: string,
): readonly NamedState[] {
  const containers = '$.task.Containers';
  return [
    [
      name('convert'),
      {
        Type: 'Pass',
        Parameters: { 'task.$': `States.StringToJson(${cause})` },
        Next: name('checkContainers'),
      },
    ],
    [
      name('checkContainers'),
      {
        Type: 'Choice',
        // No state can catch the failure of a path, and implementations of JSONPath disagree on a filter without a match.
        Choices: Array.from({ length: maximumTaskContainers }, (_, index) => ({
          And: presentAnd({ Variable: `${containers}[${index}].Name`, StringEquals: containerName }),
          Next: name('findContainer'),
        })),
        Default: name('missingContainer'),
      },
    ],
    [
      name('findContainer'),
      {
        Type: 'Pass',
        Parameters: {
          'task.$': '$.task',
          'containers.$': `${containers}[?(@.Name == '${containerName}')]`,
          // A container that never started has no exit code, so `@.ExitCode > 0` is false for it. Implementations of
          // JSONPath disagree on a filter without a match. This filter therefore always matches the job's container.
          'failed.$': `${containers}[?(@.ExitCode > 0 || @.Name == '${containerName}')]`,
        },
        End: true,
      },
    ],
    [
      name('missingContainer'),
      {
        Type: 'Fail',
        Error: 'ContainerMissing',
        Cause: `the description of the task does not have the container ${containerName}`,
      },
    ],
  ];
}
