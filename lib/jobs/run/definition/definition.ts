/**
 * The definition of a job's state machine: its lock, the defaults of optional values, the steps and the failure states.
 */
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

/** The values of a job that its definition needs. */
export interface DefinitionProps {
  /** The partition, the region and the account of the integrations. */
  readonly location: Location;
  /** The job's name. It is the key in the lock table, and identifies the failure of a job with a single command. */
  readonly jobName: string;
  /** The comment of the definition; `undefined` for no comment. */
  readonly description: string | undefined;
  /** The steps of the job, and the rules of its runs. */
  readonly run: RunPlan;
  /** The name of the table of active runs, used unless runs may overlap. */
  readonly lockTableName: string;
}

const doneState = 'Done';

/** Builds the definition of a job's state machine. */
export function buildDefinition({
  location,
  jobName,
  description,
  run,
  lockTableName,
}: DefinitionProps): StateMachineDefinition {
  const stages = stageStates(location, jobName, run);
  const values = stepsOf(run).flatMap(({ task }) => eventReferencesOf(task));
  const defaults = defaultValueStates(values, stages.start);
  const first = defaults[0]?.[0] ?? stages.start;
  const lock =
    run.overlap === 'allow'
      ? undefined
      : lockStates({ location, tableName: lockTableName, jobName, overlap: run.overlap, next: first });
  return {
    ...(description === undefined ? {} : { Comment: description }),
    StartAt: lock?.start ?? first,
    ...(run.timeoutSeconds === undefined ? {} : { TimeoutSeconds: run.timeoutSeconds }),
    States: statesByName([...(lock?.states ?? []), ...defaults, ...stages.states]),
  };
}

/** Builds the stages in order, and the states after the last one. */
function stageStates(location: Location, jobName: string, run: RunPlan): Fragment {
  const { stages, onFailure } = run;
  const context: RunContext = {
    location,
    retriesRejectedLaunch: needsMoreThanOneState(run),
    isExclusive: run.overlap !== 'allow',
  };
  const single = singleStep(run);
  const hasSteps = single === undefined;
  const fails = hasSteps || onFailure !== undefined || catchesFailure(single, context.isExclusive);
  const afterwards = onFailure === undefined ? undefined : onFailureStates(onFailure, context);
  const onFailed = fails ? (afterwards?.start ?? failedState) : undefined;
  const endsSideBySide = stages.at(-1)?.kind === 'parallel';
  const tail: readonly NamedState[] = [
    ...(endsSideBySide
      ? [[doneState, { Type: 'Pass', Result: { outcome: 'succeeded' }, End: true }] as const]
      : []),
    ...(afterwards?.states ?? []),
    ...(fails ? [failState(hasSteps)] : []),
  ];
  const chain = stages.reduceRight<{ readonly next: Next; readonly states: Fragment['states'] }>(
    ({ next, states }, stage) => {
      const fragment = stageFragment(stage, { ...context, jobName, next, onFailed });
      return { next: fragment.start, states: [...fragment.states, ...states] };
    },
    { next: endsSideBySide ? doneState : undefined, states: tail },
  );
  return { start: chain.next ?? failedState, states: chain.states };
}

/** Returns the step of a job that has a single command. */
function singleStep({ stages: [first] }: RunPlan): Step | undefined {
  return first?.kind === 'step' && first.step.name === undefined ? first.step : undefined;
}

interface StageContext extends RunContext {
  readonly jobName: string;
  readonly next: Next;
  readonly onFailed: string | undefined;
}

function stageFragment(stage: Stage, context: StageContext): Fragment {
  if (stage.kind === 'parallel') {
    const { next = doneState, onFailed = failedState } = context;
    return parallelStates(stage.steps, { ...context, next, onFailed });
  }
  const label = stage.step.name ?? context.jobName;
  return stepStates(stage.step, { ...context, label, failurePath: '$.failure' });
}

/** Whether the definition needs states besides the one that runs the task. */
function needsMoreThanOneState(run: RunPlan): boolean {
  const single = singleStep(run);
  const { onFailure, overlap, timeoutSeconds } = run;
  const asksOfRun = onFailure !== undefined || overlap !== 'allow' || timeoutSeconds !== undefined;
  return single === undefined || single.retry !== undefined || asksOfRun;
}
