/** The states after the last attempt of a failed step. `$.failure` has the step's name, the error and its cause. */
import type { Step } from '../run-plan';
import { stateName, type Fragment, type NamedState } from './fragments';
import { stepStates, type RunContext } from './step-states';
import { containerExited, presentAnd, readStoppedTask, stoppedTask } from './stopped-task';

/** The name of the state that fails the run. */
export const failedState = 'Failed';

/** Builds the state that fails the run with the step's error. If there are several steps, the cause begins with the step's name. */
export function failState(hasSteps: boolean): NamedState {
  const CausePath = hasSteps ? '$.failure.message' : '$.failure.cause';
  return [failedState, { Type: 'Fail', ErrorPath: '$.failure.error', CausePath }];
}

/**
 * Builds the step of `on_failure`. Its environment variables have a summary of the failure, because ECS's full
 * description can be too long for the overrides. Whatever the cause is, the summary is short and the step runs.
 */
export function onFailureStates(step: Step, context: RunContext): Fragment {
  const name = (what: string): string => stateName(what, step.name);
  const run = stepStates(step, {
    ...context,
    // The run fails in any case.
    sidecarFailure: 'fail',
    record: { path: undefined, value: (failure) => failure, next: undefined },
    next: failedState,
    resultPath: null,
    label: step.name ?? '',
    onFailed: failedState,
    failurePath: '$.failure_of_on_failure',
  });
  const summaries = {
    FormatUnreadableCause: "States.Format('{}: the history of the execution has the cause', $.failure.error)",
    FormatFailedSidecar: `States.Format('{} (exit codes: {} {}, {} {})', ${[stoppedTask.reason, ...stoppedTask.failed.flatMap((container) => [`${container}.Name`, `${container}.ExitCode`])].join(', ')})`,
    FormatMissingSidecar: `States.Format('{} (exit code 0; another container did not start)', ${stoppedTask.reason})`,
    FormatExitCode: `States.Format('{} (exit code {})', ${stoppedTask.reason}, ${stoppedTask.exitCode})`,
    FormatStoppedReason: stoppedTask.reason,
    FormatCause: '$.failure.cause',
  } as const;
  const hasReason = { Variable: stoppedTask.reason, IsPresent: true } as const;
  const hasSucceeded = [hasReason, ...presentAnd({ Variable: stoppedTask.exitCode, NumericEquals: 0 })];
  const next = (summary: keyof typeof summaries): string => name(summary);
  const choose = name('HasExitCode');
  return {
    start: name('CheckFailureCause'),
    states: [
      ...readStoppedTask({
        stepName: step.name,
        names: ['CheckFailureCause', 'ParseFailureCause', 'FindFailedContainer'],
        failurePath: '$.failure',
        containerName: step.task.overrides.containerName,
        next: choose,
        unreadable: next('FormatUnreadableCause'),
        noTask: next('FormatCause'),
      }),
      [
        choose,
        {
          Type: 'Choice',
          Choices: [
            {
              And: [...hasSucceeded, { Variable: stoppedTask.failed[1], IsPresent: true }],
              Next: next('FormatFailedSidecar'),
            },
            {
              And: [
                ...hasSucceeded,
                ...presentAnd({ Variable: stoppedTask.stopCode, StringEquals: containerExited }),
              ],
              Next: next('FormatMissingSidecar'),
            },
            {
              And: [hasReason, { Variable: stoppedTask.exitCode, IsPresent: true }],
              Next: next('FormatExitCode'),
            },
            { ...hasReason, Next: next('FormatStoppedReason') },
          ],
          Default: next('FormatUnreadableCause'),
        },
      ],
      ...Object.entries(summaries).map(([what, template]): NamedState => [
        name(what),
        {
          Type: 'Pass',
          Parameters: { 'cause.$': template },
          ResultPath: '$.failure_summary',
          Next: run.start,
        },
      ]),
      ...run.states,
    ],
  };
}
