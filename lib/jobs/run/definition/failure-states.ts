/** The states after the last attempt of a failed step. `$.failure` has the step's name, the error and its cause. */
import type { State } from '../../../aws/state-machines/definition';
import type { Step } from '../run-plan';
import { stateName, type Fragment, type NamedState } from './fragments';
import { stepStates, type RunContext } from './step-states';
import { exitCodePath, readStoppedTask, stoppedReasonPath } from './stopped-task';

/** The name of the state that fails the run. */
export const failedState = 'Failed';

/** Builds the state that fails the run with the step's error. If there are several steps, the cause begins with the step's name. */
export function failState(hasSteps: boolean): NamedState {
  const CausePath = hasSteps ? '$.failure.message' : '$.failure.cause';
  return [failedState, { Type: 'Fail', ErrorPath: '$.failure.error', CausePath }];
}

/**
 * Builds the step of `on_failure`. Its environment variables have a summary of the failure, because ECS's full
 * description can be too long for the overrides.
 */
export function onFailureStates(step: Step, context: RunContext): Fragment {
  const name = (what: string): string => stateName(what, step.name);
  const hasExitCode = name('HasExitCode');
  const [formatExitCode, formatReason, formatCause] = [
    name('FormatExitCode'),
    name('FormatStoppedReason'),
    name('FormatCause'),
  ];
  const run = stepStates(step, {
    ...context,
    next: failedState,
    label: step.name ?? '',
    onFailed: failedState,
    failurePath: '$.failure_of_on_failure',
  });
  const formatState = (template: string): State => ({
    Type: 'Pass',
    Parameters: { 'cause.$': template },
    ResultPath: '$.failure_summary',
    Next: run.start,
  });
  const hasReason = { Variable: stoppedReasonPath, IsPresent: true } as const;
  return {
    start: name('CheckFailureCause'),
    states: [
      ...readStoppedTask({
        stepName: step.name,
        names: ['CheckFailureCause', 'ParseFailureCause', 'FindFailedContainer'],
        cause: '$.failure.cause',
        containerName: step.task.overrides.containerName,
        next: hasExitCode,
        noTask: formatCause,
      }),
      [
        hasExitCode,
        {
          Type: 'Choice',
          Choices: [
            { And: [hasReason, { Variable: exitCodePath, IsPresent: true }], Next: formatExitCode },
            { ...hasReason, Next: formatReason },
          ],
          Default: formatCause,
        },
      ],
      [
        formatExitCode,
        formatState(`States.Format('{} (exit code {})', ${stoppedReasonPath}, ${exitCodePath})`),
      ],
      [formatReason, formatState(stoppedReasonPath)],
      [formatCause, formatState('$.failure.cause')],
      ...run.states,
    ],
  };
}
