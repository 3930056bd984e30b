/**
 * The decision after a task failed: another attempt, the end of the step, or success although a sidecar failed. Step
 * Functions fails the task if any of its containers has an exit code other than 0, or no exit code.
 */
import {
  rejectedLaunchErrors,
  serverError,
  type ChoiceState,
  type State,
} from '../../../aws/state-machines/definition';
import { isOnSpot, retryOfStep, type Retry, type SidecarFailure, type Step } from '../run-plan';
import { onward, stateName, type Fragment, type NamedState, type Next } from './fragments';
import { containerExited, presentAnd, readStoppedTask, spotInterruption, stoppedTask } from './stopped-task';

/** The record of a step whose sidecar failed although the job's container exited with 0. */
export interface SidecarRecord {
  /** The JSONPath of the record; `undefined` if the record is the output of the run or branch. */
  readonly path: string | undefined;
  /** Returns the record. */
  readonly value: (record: SidecarRecordValue) => SidecarRecordValue;
  /** The state after the record. */
  readonly next: Next;
}

/** A JSON template with the name of the step, and with ECS's descriptions of the task's containers. */
export type SidecarRecordValue = {
  readonly [name: string]: string | SidecarRecordValue;
};

/** The values that {@link failedTaskStates} needs: states that follow, and the record of a failed sidecar. */
export interface FailedTaskContext {
  /** The name of the step in descriptions. */
  readonly label: string;
  /** The JSONPath of the description of the failure. */
  readonly failurePath: string;
  /** The state after a failure that is not retried. */
  readonly onFailed: string;
  /** The state that starts another attempt; `undefined` if the step has no retry. */
  readonly onRetry: string | undefined;
  /** Whether a failed sidecar fails the run. */
  readonly sidecarFailure: SidecarFailure;
  /** The record of a failed sidecar: its path, its value, and the state after it. */
  readonly record: SidecarRecord;
}

/** Builds the states that decide what follows a failed task. */
export function failedTaskStates(step: Step, context: FailedTaskContext): Fragment {
  const { failurePath, onFailed, onRetry, sidecarFailure } = context;
  if (onRetry === undefined && sidecarFailure === 'fail') return { start: onFailed, states: [] };
  const retry = retryOfStep(step);
  const checkExitCode = stateName('CheckExitCode', step.name);
  const noTask = (retry?.onStartFailure === true ? onRetry : undefined) ?? onFailed;
  const names = {
    checkTask: 'CheckTaskStarted',
    parse: 'ParseCause',
    convert: 'ConvertCause',
    checkContainers: 'CheckContainers',
    findContainer: 'FindContainer',
    missingContainer: 'MissingContainer',
  } as const;
  const { containerName } = step.task.overrides;
  return {
    start: stateName(names.checkTask, step.name),
    states: [
      ...readStoppedTask({
        stepName: step.name,
        names,
        failurePath,
        containerName,
        choicesBefore: noTask === onFailed ? [] : [launchFailedChoice(failurePath, onFailed)],
        next: checkExitCode,
        // The task may have finished its work, so it must not run again.
        unreadable: onFailed,
        noTask,
      }),
      [
        checkExitCode,
        {
          Type: 'Choice',
          Choices: [
            ...(isOnSpot(step) ? [interruptedChoice(onRetry ?? onFailed)] : []),
            ...succeededChoices(step, context),
            ...(retry === undefined || onRetry === undefined
              ? []
              : exitCodeChoices(retry, { onFailed, onRetry })),
          ],
          Default: noTask,
        },
      ],
      ...(sidecarFailure === 'fail' ? [] : [recordState(step, context)]),
    ],
  };
}

/**
 * Returns the choice for a failed launch, which is not retried: either the Retrier of the launch has already retried it,
 * or a retry could start a second task.
 */
function launchFailedChoice(failurePath: string, onFailed: string): ChoiceState['Choices'][number] {
  const errors = [...rejectedLaunchErrors, serverError];
  return {
    Or: errors.map((error) => ({ Variable: `${failurePath}.error`, StringEquals: error })),
    Next: onFailed,
  };
}

/** The choice for an interrupted task. It ignores the exit code, because many programs exit with 0 after SIGTERM. */
function interruptedChoice(next: string): ChoiceState['Choices'][number] {
  return {
    And: presentAnd({ Variable: stoppedTask.stopCode, StringEquals: spotInterruption }),
    Next: next,
  };
}

/** The choices for a task in which the job's own container exited with 0. Such a task is never retried. */
function succeededChoices(
  step: Step,
  { onFailed, onRetry, sidecarFailure }: FailedTaskContext,
): ChoiceState['Choices'] {
  const hasSucceeded = presentAnd({ Variable: stoppedTask.exitCode, NumericEquals: 0 });
  const record = stateName(recordStateName, step.name);
  switch (sidecarFailure) {
    case 'ignore':
      return [{ And: hasSucceeded, Next: record }];
    case 'fail':
      return [{ And: hasSucceeded, Next: onFailed }];
    case 'fail-if-started':
      return [
        // An essential sidecar stops the other containers, and many programs exit with 0 after SIGTERM.
        {
          And: [...hasSucceeded, { Variable: stoppedTask.failed[1], IsPresent: true }],
          Next: onFailed,
        },
        {
          And: [
            ...hasSucceeded,
            ...presentAnd({ Variable: stoppedTask.stopCode, StringEquals: containerExited }),
          ],
          Next: record,
        },
        // Without a retry, every other failure has the same next state.
        ...(onRetry === undefined ? [] : [{ And: hasSucceeded, Next: onFailed }]),
      ];
  }
}

/** The choices by the exit code of the job's container. */
function exitCodeChoices(
  { exitCodes }: Retry,
  { onFailed, onRetry }: { readonly onFailed: string; readonly onRetry: string },
): ChoiceState['Choices'] {
  const hasExitCode = { Variable: stoppedTask.exitCode, IsPresent: true } as const;
  const [listed, others] = exitCodes?.rule === 'on' ? [onRetry, onFailed] : [onFailed, onRetry];
  const isListed = (exitCodes?.codes ?? []).map((code) => ({
    Variable: stoppedTask.exitCode,
    NumericEquals: code,
  }));
  return [
    ...(isListed.length === 0 ? [] : [{ And: [hasExitCode, { Or: isListed }], Next: listed } as const]),
    { ...hasExitCode, Next: others },
  ];
}

const recordStateName = 'RecordSidecarFailure';

function recordState(step: Step, { label, record }: FailedTaskContext): NamedState {
  const state: State = {
    Type: 'Pass',
    Parameters: record.value({ step: label, 'containers.$': stoppedTask.containers }),
    ...(record.path === undefined ? {} : { ResultPath: record.path }),
    ...onward(record.next),
  };
  return [stateName(recordStateName, step.name), state];
}

/** The fields of an output that contain the reason why the run succeeded although Step Functions reported a failed task. */
export const succeededDespiteSidecar = {
  outcome: 'succeeded',
  because: 'the container of the job exited with 0, and another container of the task failed',
} as const;
