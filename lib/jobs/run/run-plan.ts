/** The plan of a job's runs: the steps, and their retries and timeouts. */
import type { EventTemplate, EventReference } from '../../values/event-templates';
import type { Path } from '../../config/issues/issues';
import type { RunJobConfig } from '../../config/schema/job';
import type { StepConfig, StepOrParallelConfig } from '../../config/schema/step';
import { buildTask, type Task, type TaskContext } from './ecs-task/task';
import { mergeJobDefaults, type TaskConfig } from './ecs-task/task-fields';

/** The steps of a job, and the settings of its runs, such as a timeout. */
export interface RunPlan {
  /** The stages, in the order in which they run. There is at least one stage. */
  readonly stages: readonly Stage[];
  /** The step that runs after the last attempt of a failed step; `undefined` for no such step. */
  readonly onFailure: Step | undefined;
  /** The rule for a new run while another run of the same job is active. */
  readonly overlap: Overlap;
  /** The maximum duration of the whole run, in seconds; `undefined` for no maximum. */
  readonly timeoutSeconds: number | undefined;
  /** The time in which a run normally ends, in seconds; `undefined` if it is not known. */
  readonly expectedSeconds: number | undefined;
  /** Whether a failed sidecar fails the run. */
  readonly sidecarFailure: SidecarFailure;
  /** The time for which a rejected launch is retried. */
  readonly launchRetry: LaunchRetry;
}

/** The average time for which a rejected launch is retried. The waits before the retries are random. */
export interface LaunchRetry {
  /** The time in seconds. */
  readonly seconds: number;
  /** Whether the time is the default of the job's kind, because the job does not set it. */
  readonly isDefault: boolean;
}

/**
 * The default time for which a rejected launch is retried, in seconds. A schedule starts few tasks at a time, and its
 * next run is better than a late one. Uploads and events come in bursts of thousands. EventBridge does not send them
 * again, so their runs retry for longer.
 */
const defaultLaunchRetrySeconds = { schedule: 600, event: 14_400 } as const;

/**
 * Whether a run fails if the job's own container exited with 0 and another container of the task failed.
 * `fail-if-started` accepts a sidecar that never started, because it can't have stopped the job's container.
 */
export type SidecarFailure = 'ignore' | 'fail' | 'fail-if-started';

/** One step, or steps that run in parallel. */
export type Stage =
  | { readonly kind: 'step'; readonly step: Step }
  /** The stage ends when all of its steps have ended. */
  | { readonly kind: 'parallel'; readonly steps: readonly Step[] };

/** A task and its retries. */
export interface Step {
  /** The name of the step; `undefined` for a job with a single command. */
  readonly name: string | undefined;
  /** The ECS task of the step. */
  readonly task: Task;
  /** The maximum duration of each attempt, in seconds; `undefined` for no maximum. */
  readonly timeoutSeconds: number | undefined;
  /** The retries; `undefined` if the configuration has no `retry`. */
  readonly retry: Retry | undefined;
}

/** The retries of a step. */
export interface Retry {
  /** The maximum number of retries after the first attempt. */
  readonly maxAttempts: number;
  /** Seconds before the first retry; `undefined` for Step Functions' default. */
  readonly intervalSeconds: number | undefined;
  /** The factor by which each wait is longer than the previous wait; `undefined` for Step Functions' default. */
  readonly backoffRate: number | undefined;
  /** The maximum wait before a retry, in seconds; `undefined` for Step Functions' own maximum. */
  readonly maxDelaySeconds: number | undefined;
  /** Whether each wait is random, from zero up to the computed wait. */
  readonly jitter: boolean;
  /**
   * The exit codes that are retried (`on`), or that are not retried (`unless`); `undefined` if all exit codes are
   * retried.
   */
  readonly exitCodes: { readonly rule: 'on' | 'unless'; readonly codes: readonly number[] } | undefined;
  /** Whether a task that never started is retried. */
  readonly onStartFailure: boolean;
  /** Whether only the first attempt of a Spot task runs on Spot capacity, and all retries run on FARGATE. */
  readonly onDemandAfterSpot: boolean;
}

/** The rule for a new run while another run of the same job is active. */
export type Overlap = 'allow' | 'skip' | 'replace';

/** The number of skipped runs in a row that are a failure. `overlap: skip` accepts single skipped runs. */
export const skippedInARow = 3;

/** The name of the step of `on_failure`. No other step may have it. */
export const onFailureName = 'on_failure';

/** The environment variables that describe the failure to the `on_failure` step. */
export const failureVariables = ['FAILED_STEP', 'FAILED_ERROR', 'FAILED_CAUSE'] as const;

/**
 * Builds the run plan of a job.
 *
 * @param parse - Finds the placeholders in the texts of the job.
 * @param trigger - The trigger, which decides for how long rejected launches are retried by default.
 */
export function buildRunPlan(
  context: TaskContext,
  job: RunJobConfig,
  parse: (text: string) => EventTemplate,
  trigger: keyof typeof defaultLaunchRetrySeconds,
): RunPlan {
  const build = (config: TaskConfig, name?: string): Step => ({
    name,
    task: buildTask(context, config, parse),
    timeoutSeconds: config.timeout_seconds,
    retry: retryOf(config.retry),
  });
  const step = (config: StepConfig): Step => build(mergeJobDefaults(job, config), config.name);
  const { steps = [], task_command: command } = job;
  return {
    stages:
      command === undefined
        ? steps.map((config) => stageOf(config, step))
        : [{ kind: 'step', step: build({ ...job, task_command: command }) }],
    onFailure:
      job.on_failure === undefined
        ? undefined
        : withFailureVariables(
            build(mergeJobDefaults({ ...job, retry: undefined }, job.on_failure), onFailureName),
          ),
    overlap: job.overlap ?? 'allow',
    timeoutSeconds: job.run_timeout_seconds,
    expectedSeconds: job.expected_seconds,
    sidecarFailure: job.sidecar_failure ?? 'fail-if-started',
    launchRetry: {
      seconds: job.launch_retry_seconds ?? defaultLaunchRetrySeconds[trigger],
      isDefault: job.launch_retry_seconds === undefined,
    },
  };
}

function stageOf(config: StepOrParallelConfig, step: (config: StepConfig) => Step): Stage {
  return config.parallel === undefined
    ? { kind: 'step', step: step(config) }
    : { kind: 'parallel', steps: config.parallel.map(step) };
}

function retryOf(retry: RunJobConfig['retry']): Retry | undefined {
  if (retry === undefined) return undefined;
  const { on_exit_codes: on, unless_exit_codes: unless, jitter } = retry;
  const [rule, codes] = on === undefined ? (['unless', unless] as const) : (['on', on] as const);
  return {
    maxAttempts: retry.max_attempts,
    intervalSeconds: retry.interval_seconds,
    backoffRate: retry.backoff_rate,
    maxDelaySeconds: retry.max_delay_seconds,
    jitter: jitter === true || jitter === 'FULL',
    // The order of a list has no effect, so it must not change a plan.
    exitCodes: codes === undefined ? undefined : { rule, codes: codes.toSorted((a, b) => a - b) },
    onStartFailure: retry.on_start_failure ?? true,
    onDemandAfterSpot: retry.on_demand_after_spot ?? false,
  };
}

/** For each environment variable that describes a failure, the JSONPath to which the failure states write its value. */
const failureValues = {
  FAILED_STEP: { name: 'failed_step', path: '$.failure.step', maximumLength: 64 },
  FAILED_ERROR: { name: 'failed_error', path: '$.failure.error', maximumLength: 256 },
  FAILED_CAUSE: { name: 'failed_cause', path: '$.failure_summary.cause', maximumLength: 1024 },
} as const satisfies Record<
  (typeof failureVariables)[number],
  Pick<EventReference, 'name' | 'path' | 'maximumLength'>
>;

function withFailureVariables(step: Step): Step {
  const { task } = step;
  const texts = failureVariables.map((name) => {
    const value: EventTemplate = [{ ...failureValues[name], kind: 'text', presence: 'always' }];
    return { name, value };
  });
  const { environment_variables: variables } = task.overrides;
  const overrides = { ...task.overrides, environment_variables: [...variables, ...texts] };
  return { ...step, task: { ...task, overrides } };
}

/** Returns the step's retries; `undefined` if there is none. */
export function retryOfStep({ retry }: Step): Retry | undefined {
  return retry !== undefined && retry.maxAttempts > 0 ? retry : undefined;
}

/** Whether AWS can interrupt the step's task, because it runs on Spot capacity. */
export function isOnSpot({ task }: Step): boolean {
  return 'capacityProvider' in task.launch;
}

/** Returns every step, including the step of `on_failure`. */
export function stepsOf(run: RunPlan): readonly Step[] {
  return placedSteps(run).map(({ step }) => step);
}

/** Returns every step with its path below the job in the configuration. */
export function placedSteps({
  stages,
  onFailure,
}: RunPlan): readonly { readonly step: Step; readonly path: Path }[] {
  return [
    ...stages.flatMap((stage, index) =>
      stage.kind === 'parallel'
        ? stage.steps.map((step, inner) => ({ step, path: ['steps', index, 'parallel', inner] }))
        : [{ step: stage.step, path: stage.step.name === undefined ? [] : ['steps', index] }],
    ),
    ...(onFailure === undefined ? [] : [{ step: onFailure, path: ['on_failure'] }]),
  ];
}
