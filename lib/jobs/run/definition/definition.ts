/**
 * The definition of a job's state machine: its lock, the defaults of optional values, the steps and the failure states.
 */
import type { Location } from '../../../aws/arns';
import type { StateMachineDefinition } from '../../../aws/state-machines/definition';
import { defaultValueStates } from '../../../aws/state-machines/intrinsic-functions';
import { stepsOf, type RunPlan, type Stage, type Step } from '../run-plan';
import { eventReferencesOf } from '../ecs-task/task';
import { failedState, failState, onFailureStates } from './failure-states';
import { succeededDespiteSidecar, type SidecarRecord } from './failed-task';
import { statesByName, type Fragment, type NamedState, type Next } from './fragments';
import { launchRetriers, launchRetrySecondsOf } from './launch-retry';
import { lockStates } from './lock-states';
import { parallelStates } from './parallel-states';
import { stepStates, type RunContext } from './step-states';

/** The values of a job that its definition needs. */
export interface DefinitionProps {
  /** The partition, the region and the account of the AWS services that the states call. */
  readonly location: Location;
  /** The job's name. It is the key in the lock table, and identifies the failure of a job with a single command. */
  readonly jobName: string;
  /** The comment of the definition; `undefined` for no comment. */
  readonly description: string | undefined;
  /** The steps of the job, and the settings of its runs, such as a timeout. */
  readonly run: RunPlan;
  /** The name of the lock table, which has the active run of each job. A job whose runs may overlap does not use it. */
  readonly lockTableName: string;
  /** The number of skipped runs in a row of which the last one fails; `undefined` if skipped runs are not counted. */
  readonly failsAfterSkips: number | undefined;
}

const doneState = 'Done';

/** Builds the definition of a job's state machine. */
export function buildDefinition({
  location,
  jobName,
  description,
  run,
  lockTableName,
  failsAfterSkips,
}: DefinitionProps): StateMachineDefinition {
  const stages = stageStates(location, jobName, run);
  const values = stepsOf(run).flatMap(({ task }) => eventReferencesOf(task));
  const defaults = defaultValueStates(values, stages.start);
  const first = defaults[0]?.[0] ?? stages.start;
  const lock =
    run.overlap === 'allow'
      ? undefined
      : lockStates({
          location,
          tableName: lockTableName,
          jobName,
          overlap: run.overlap,
          failsAfterSkips,
          next: first,
        });
  return {
    ...(description === undefined ? {} : { Comment: description }),
    StartAt: lock?.start ?? first,
    ...(run.timeoutSeconds === undefined ? {} : { TimeoutSeconds: run.timeoutSeconds }),
    States: statesByName([...(lock?.states ?? []), ...defaults, ...stages.states]),
  };
}

/** Builds the states of the stages in order, and the states after the last stage. */
function stageStates(location: Location, jobName: string, run: RunPlan): Fragment {
  const { stages, onFailure, sidecarFailure } = run;
  const single = singleStep(run);
  const context: RunContext = {
    location,
    launchRetriers: launchRetriers(launchRetrySecondsOf(run)),
    isExclusive: run.overlap !== 'allow',
    sidecarFailure,
  };
  const afterwards = onFailure === undefined ? undefined : onFailureStates(onFailure, context);
  const onFailed = afterwards?.start ?? failedState;
  const end = single === undefined ? endStates(run) : { next: undefined, states: [] };
  const tail: readonly NamedState[] = [
    ...end.states,
    ...(afterwards?.states ?? []),
    failState(single === undefined),
  ];
  const chain = stages.reduceRight<{ readonly next: Next; readonly states: Fragment['states'] }>(
    ({ next, states }, stage, index) => {
      const fragment = stageFragment(stage, {
        ...context,
        jobName,
        next,
        // A later stage gets the input of this stage.
        resultPath: index < stages.length - 1 ? null : end.resultPath,
        record: recordOf(single === undefined ? index : undefined, next),
        onFailed,
      });
      return { next: fragment.start, states: [...fragment.states, ...states] };
    },
    { next: end.next, states: tail },
  );
  return { start: chain.next ?? failedState, states: chain.states };
}

interface End {
  /** The first state after the last stage; `undefined` if the run ends with that stage. */
  readonly next: Next;
  /**
   * The JSONPath of ECS's description of the last task.
   *
   * @default the description is the output of the run
   */
  readonly resultPath?: string;
  readonly states: readonly NamedState[];
}

const lastTaskPath = '$.last_task';
const sidecarFailuresPath = '$.sidecar_failures';

/** Builds the states after the last of several steps. They build the output of the run, with the sidecars that failed. */
function endStates({ stages, sidecarFailure }: RunPlan): End {
  const endsInParallel = stages.at(-1)?.kind === 'parallel';
  const done: NamedState = [
    doneState,
    endsInParallel
      ? { Type: 'Pass', Result: { outcome: 'succeeded' }, End: true }
      : { Type: 'Pass', InputPath: lastTaskPath, End: true },
  ];
  if (sidecarFailure === 'fail')
    return endsInParallel ? { next: doneState, states: [done] } : { next: undefined, states: [] };
  const [check, succeeded] = ['CheckSidecarFailures', 'SucceededDespiteSidecar'];
  return {
    next: check,
    resultPath: lastTaskPath,
    states: [
      [
        check,
        {
          Type: 'Choice',
          Choices: [{ Variable: sidecarFailuresPath, IsPresent: true, Next: succeeded }],
          Default: doneState,
        },
      ],
      [
        succeeded,
        {
          Type: 'Pass',
          Parameters: { ...succeededDespiteSidecar, 'sidecar_failures.$': sidecarFailuresPath },
          End: true,
        },
      ],
      done,
    ],
  };
}

/**
 * Returns the record of the failed sidecars of a stage. For a job with a single command, the record is the output of
 * the run.
 */
function recordOf(index: number | undefined, next: Next): SidecarRecord {
  return index === undefined
    ? { path: undefined, value: (failure) => ({ ...succeededDespiteSidecar, ...failure }), next }
    : { path: `${sidecarFailuresPath}.stage_${index + 1}`, value: (failure) => failure, next };
}

/** Returns the step of a job that has a single command. */
function singleStep({ stages: [first] }: RunPlan): Step | undefined {
  return first?.kind === 'step' && first.step.name === undefined ? first.step : undefined;
}

interface StageContext extends RunContext {
  readonly jobName: string;
  readonly next: Next;
  readonly resultPath: string | null | undefined;
  readonly record: SidecarRecord;
  readonly onFailed: string;
}

function stageFragment(stage: Stage, { resultPath, ...context }: StageContext): Fragment {
  if (stage.kind === 'parallel')
    return parallelStates(stage.steps, { ...context, next: context.next ?? doneState });
  const label = stage.step.name ?? context.jobName;
  return stepStates(stage.step, {
    ...context,
    ...(resultPath === undefined ? {} : { resultPath }),
    label,
    failurePath: '$.failure',
  });
}
