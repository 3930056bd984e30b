/**
 * Steps side by side. A branch never fails: it says in its output what failed, so that the others run to their end. Step
 * Functions would stop their tasks otherwise, in the middle of whatever they do.
 */
import type { Branch } from '../../../aws/state-machines/definition';
import type { Step } from '../run-plan';
import { stateName, statesByName, type Fragment, type NamedState } from './fragments';
import { stepStates, type RunContext } from './step-states';

export interface ParallelContext extends RunContext {
  readonly next: string;
  readonly onFailed: string;
}

/** Its own two states have the name of the first of the steps. */
export function parallelStates(steps: readonly Step[], place: ParallelContext): Fragment {
  const [start, judge] = [stateName('Parallel', steps[0]?.name), stateName('CheckBranches', steps[0]?.name)];
  const failureOf = (step: Step): string => stateName('SelectFailure', step.name);
  // Not by a filter: what a filter that finds nothing comes to is no matter that everybody agrees on.
  const at = (index: number): string => `$.branches[${index}].failure`;
  const states: readonly NamedState[] = [
    [
      start,
      {
        Type: 'Parallel',
        Branches: steps.map((step) => branch(step, place)),
        ResultPath: '$.branches',
        Next: judge,
      },
    ],
    [
      judge,
      {
        Type: 'Choice',
        Choices: steps.map((step, index) => ({
          Variable: at(index),
          IsPresent: true,
          Next: failureOf(step),
        })),
        Default: place.next,
      },
    ],
    ...steps.map((step, index): NamedState => [
      failureOf(step),
      {
        Type: 'Pass',
        Parameters: Object.fromEntries(
          ['step', 'error', 'cause', 'message'].map((field) => [`${field}.$`, `${at(index)}.${field}`]),
        ),
        ResultPath: '$.failure',
        Next: place.onFailed,
      },
    ]),
  ];
  return { start, states };
}

function branch(step: Step, place: ParallelContext): Branch {
  const [done, failed] = [stateName('Done', step.name), stateName('Failed', step.name)];
  const { start, states } = stepStates(step, {
    ...place,
    next: done,
    label: step.name ?? '',
    onFailed: failed,
    failurePath: '$.failure',
  });
  return {
    StartAt: start,
    States: statesByName([
      ...states,
      [done, { Type: 'Pass', Result: {}, End: true }],
      [failed, { Type: 'Pass', Parameters: { 'failure.$': '$.failure' }, End: true }],
    ]),
  };
}
