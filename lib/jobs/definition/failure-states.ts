/** The end of a run in which a step failed for good. `$.failure` says which, and why. */
import type { State } from '../../aws/state-machines/definition';
import type { Step } from '../run';
import { exitCodePath, findContainer, readCause } from './counted-retry';
import { stateName } from './fragments';
import { stepStates, type StepPlace } from './step-states';

export const failedState = 'Failed';

type NamedState = readonly [name: string, state: State];

/** Fails the run with the step's own error; of several steps, the cause begins with the name of the step. */
export function failState(hasSteps: boolean): NamedState {
  const CausePath = hasSteps ? '$.failure.message' : '$.failure.cause';
  return [failedState, { Type: 'Fail', ErrorPath: '$.failure.error', CausePath }];
}

/** The step of `on_failure`, told of what failed in a few words: ECS's whole description is longer than an override may be. */
export function onFailureStates(
  step: Step,
  { location, isAlone }: Pick<StepPlace, 'location' | 'isAlone'>,
): { readonly start: string; readonly states: readonly NamedState[] } {
  const name = (what: string): string => stateName(what, step.name);
  const [start, read, codes, judge] = [
    name('WhatFailed'),
    name('ReadFailure'),
    name('FindFailedContainer'),
    name('HasExitCode'),
  ];
  const [withCode, withReason, asIs] = [name('TellExitCode'), name('TellReason'), name('TellCause')];
  const run = stepStates(step, {
    location,
    next: failedState,
    label: step.name ?? '',
    onFailed: failedState,
    failurePath: '$.failure_of_on_failure',
    relaunches: true,
    isAlone,
  });
  const tell = (template: string): State => ({
    Type: 'Pass',
    Parameters: { 'cause.$': template },
    ResultPath: '$.told',
    Next: run.start,
  });
  const reason = '$.stopped.task.StoppedReason';
  const hasReason = { Variable: reason, IsPresent: true } as const;
  return {
    start,
    states: [
      [
        start,
        {
          Type: 'Choice',
          Choices: [{ Variable: '$.failure.cause', StringMatches: '{*}', Next: read }],
          Default: asIs,
        },
      ],
      [read, readCause('$.failure.cause', codes)],
      [codes, findContainer(step.task.overrides.containerName, judge)],
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
      [withCode, tell(`States.Format('{} (exit code {})', ${reason}, ${exitCodePath})`)],
      [withReason, tell(reason)],
      [asIs, tell('$.failure.cause')],
      ...run.states,
    ],
  };
}
