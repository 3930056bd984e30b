/** The end of a run in which a step failed for good. `$.failure` says which, and why. */
import type { State } from '../../../aws/state-machines/definition';
import type { Step } from '../run-plan';
import { stateName, type Fragment, type NamedState } from './fragments';
import { stepStates, type RunContext } from './step-states';
import { exitCodePath, readStoppedTask, stoppedReasonPath } from './stopped-task';

export const failedState = 'Failed';

/** Fails the run with the step's own error; of several steps, the cause begins with the name of the step. */
export function failState(hasSteps: boolean): NamedState {
  const CausePath = hasSteps ? '$.failure.message' : '$.failure.cause';
  return [failedState, { Type: 'Fail', ErrorPath: '$.failure.error', CausePath }];
}

/** The step of `on_failure`, told of what failed in a few words: ECS's whole description is longer than an override may be. */
export function onFailureStates(step: Step, place: RunContext): Fragment {
  const name = (what: string): string => stateName(what, step.name);
  const judge = name('HasExitCode');
  const [withCode, withReason, asIs] = [
    name('FormatExitCode'),
    name('FormatStoppedReason'),
    name('FormatCause'),
  ];
  const run = stepStates(step, {
    ...place,
    next: failedState,
    label: step.name ?? '',
    onFailed: failedState,
    failurePath: '$.failure_of_on_failure',
  });
  const tell = (template: string): State => ({
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
        next: judge,
        noTask: asIs,
      }),
      [
        judge,
        {
          Type: 'Choice',
          Choices: [
            { And: [hasReason, { Variable: exitCodePath, IsPresent: true }], Next: withCode },
            { ...hasReason, Next: withReason },
          ],
          Default: asIs,
        },
      ],
      [withCode, tell(`States.Format('{} (exit code {})', ${stoppedReasonPath}, ${exitCodePath})`)],
      [withReason, tell(stoppedReasonPath)],
      [asIs, tell('$.failure.cause')],
      ...run.states,
    ],
  };
}
