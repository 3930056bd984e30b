/**
 * Steps that run in parallel. A branch must not fail, because Step Functions would stop the tasks of the other
 * branches. Instead, the output of the branch has the failure.
 */
import type { Branch, State } from '../../../aws/state-machines/definition';
import type { Step } from '../run-plan';
import type { SidecarRecord } from './failed-task';
import { stateName, statesByName, type Fragment, type NamedState } from './fragments';
import { stepStates, type RunContext } from './step-states';

/** The values that {@link parallelStates} needs: states that follow, and the record of failed sidecars. */
export interface ParallelContext extends RunContext {
  /** The state that follows if every branch succeeded. */
  readonly next: string;
  /** The state that follows if a branch failed. */
  readonly onFailed: string;
  /** The record of the failed sidecars of all branches. */
  readonly record: SidecarRecord;
}

/**
 * Builds a Parallel state, and the states that find a failed branch. The names of the Parallel state and of the check
 * after it end with the name of the first step.
 */
export function parallelStates(steps: readonly Step[], context: ParallelContext): Fragment {
  const [start, checkBranches] = [
    stateName('Parallel', steps[0]?.name),
    stateName('CheckBranches', steps[0]?.name),
  ];
  const failureOf = (step: Step): string => stateName('SelectFailure', step.name);
  // Implementations of JSONPath disagree on a filter that matches nothing, so each branch has its own path.
  const failurePath = (index: number): string => `$.branches[${index}].failure`;
  const record = stateName('RecordSidecarFailures', steps[0]?.name);
  const keepsSidecars = context.sidecarFailure !== 'fail';
  const states: readonly NamedState[] = [
    [
      start,
      {
        Type: 'Parallel',
        Branches: steps.map((step) => branch(step, context)),
        ResultPath: '$.branches',
        Next: checkBranches,
      },
    ],
    [
      checkBranches,
      {
        Type: 'Choice',
        Choices: [
          ...steps.map((step, index) => ({
            Variable: failurePath(index),
            IsPresent: true as const,
            Next: failureOf(step),
          })),
          ...(keepsSidecars
            ? steps.map((_, index) => ({
                Variable: `$.branches[${index}].sidecar_failure`,
                IsPresent: true as const,
                Next: record,
              }))
            : []),
        ],
        Default: context.next,
      },
    ],
    ...steps.map((step, index): NamedState => [
      failureOf(step),
      {
        Type: 'Pass',
        Parameters: Object.fromEntries(
          ['step', 'error', 'cause', 'message'].map((field) => [
            `${field}.$`,
            `${failurePath(index)}.${field}`,
          ]),
        ),
        ResultPath: '$.failure',
        Next: context.onFailed,
      },
    ]),
    ...(keepsSidecars ? [[record, recordState(context)] as const] : []),
  ];
  return { start, states };
}

/** Builds a state that copies the outputs of the branches, because a later Parallel state overwrites the original. */
function recordState({ record, next }: ParallelContext): State {
  return {
    Type: 'Pass',
    InputPath: '$.branches',
    ...(record.path === undefined ? {} : { ResultPath: record.path }),
    Next: next,
  };
}

function branch(step: Step, context: ParallelContext): Branch {
  const [done, failed] = [stateName('Done', step.name), stateName('Failed', step.name)];
  const { start, states } = stepStates(step, {
    ...context,
    next: done,
    resultPath: null,
    record: { path: undefined, value: (failure) => ({ sidecar_failure: failure }), next: undefined },
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
