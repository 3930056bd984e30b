/** The definition of a job's state machine: the lock, what the event lacks, the steps, and what follows a failure. */
import type { Location } from '../../../aws/arns';
import type { StateMachineDefinition } from '../../../aws/state-machines/definition';
import { defaultValueStates } from '../../../aws/state-machines/intrinsic-functions';
import { stepsOf, type RunPlan, type Stage, type Step } from '../run-plan';
import { eventReferencesOf } from '../task';
import { failedState, failState, onFailureStates } from './failure-states';
import { statesByName, type Fragment, type NamedState, type Next } from './fragments';
import { lockStates } from './lock-states';
import { parallelStates } from './parallel-states';
import { catchesFailure, stepStates, type RunContext } from './step-states';

export interface DefinitionProps {
  readonly location: Location;
  readonly jobName: string;
  readonly description: string | undefined;
  readonly run: RunPlan;
  /** The table that says which run of the job goes on. */
  readonly lockTableName: string;
}

const doneState = 'Done';

export function buildDefinition({
  location,
  jobName,
  description,
  run,
  lockTableName,
}: DefinitionProps): StateMachineDefinition {
  const stages = stageStates(location, jobName, run);
  const values = stepsOf(run).flatMap(({ task }) => eventReferencesOf(task));
  const filling = defaultValueStates(values, stages.start);
  const first = filling[0]?.[0] ?? stages.start;
  const lock =
    run.overlap === 'allow'
      ? undefined
      : lockStates({ location, tableName: lockTableName, jobName, overlap: run.overlap, next: first });
  return {
    ...(description === undefined ? {} : { Comment: description }),
    StartAt: lock?.start ?? first,
    ...(run.timeoutSeconds === undefined ? {} : { TimeoutSeconds: run.timeoutSeconds }),
    States: statesByName([...(lock?.states ?? []), ...filling, ...stages.states]),
  };
}

/** The stages one after the other, and what comes after them. */
function stageStates(location: Location, jobName: string, run: RunPlan): Fragment {
  const { stages, onFailure } = run;
  const place: RunContext = {
    location,
    retriesRejectedLaunch: isWatched(run),
    isExclusive: run.overlap !== 'allow',
  };
  const single = singleStep(run);
  const hasSteps = single === undefined;
  const fails = hasSteps || onFailure !== undefined || catchesFailure(single, place.isExclusive);
  const afterwards = onFailure === undefined ? undefined : onFailureStates(onFailure, place);
  const onFailed = fails ? (afterwards?.start ?? failedState) : undefined;
  const endsSideBySide = stages.at(-1)?.kind === 'parallel';
  const tail: readonly NamedState[] = [
    ...(endsSideBySide
      ? [[doneState, { Type: 'Pass', Result: { outcome: 'succeeded' }, End: true }] as const]
      : []),
    ...(afterwards?.states ?? []),
    ...(fails ? [failState(hasSteps)] : []),
  ];
  const placed = stages.reduceRight<{ readonly next: Next; readonly states: Fragment['states'] }>(
    ({ next, states }, stage) => {
      const fragment = stageFragment(stage, { ...place, jobName, next, onFailed });
      return { next: fragment.start, states: [...fragment.states, ...states] };
    },
    { next: endsSideBySide ? doneState : undefined, states: tail },
  );
  return { start: placed.next ?? failedState, states: placed.states };
}

/** The step of a job that has a single command. */
function singleStep({ stages: [first] }: RunPlan): Step | undefined {
  return first?.kind === 'step' && first.step.name === undefined ? first.step : undefined;
}

interface StageContext extends RunContext {
  readonly jobName: string;
  readonly next: Next;
  readonly onFailed: string | undefined;
}

function stageFragment(stage: Stage, place: StageContext): Fragment {
  if (stage.kind === 'parallel') {
    const { next = doneState, onFailed = failedState } = place;
    return parallelStates(stage.steps, { ...place, next, onFailed });
  }
  const label = stage.step.name ?? place.jobName;
  return stepStates(stage.step, { ...place, label, failurePath: '$.failure' });
}

/**
 * Whether the job asks for anything beyond one task and its timeout. What asks for nothing stays the single state that it
 * always was.
 */
function isWatched(run: RunPlan): boolean {
  const single = singleStep(run);
  const { onFailure, overlap, timeoutSeconds } = run;
  const asksOfRun = onFailure !== undefined || overlap !== 'allow' || timeoutSeconds !== undefined;
  return single === undefined || single.retry !== undefined || asksOfRun;
}
