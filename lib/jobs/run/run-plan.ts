/** What a job does once it has started: its steps, and what becomes of those that fail. */
import type { EventTemplate, EventReference } from '../../values/event-templates';
import type { ServiceConfig } from '../../config/env-config';
import type { Path } from '../../config/issues';
import type { RunJobConfig } from '../../config/schema/job';
import type { StepConfig, StepOrParallelConfig } from '../../config/schema/step';
import { buildTask, type Task } from './task';
import { mergeJobDefaults, type TaskConfig } from './task-fields';

export interface RunPlan {
  /** One after the other. Never empty. */
  readonly stages: readonly Stage[];
  /** Runs when a step failed for good. */
  readonly onFailure: Step | undefined;
  readonly overlap: Overlap;
  /** Seconds after which the whole run is ended. */
  readonly timeoutSeconds: number | undefined;
}

export type Stage =
  | { readonly kind: 'step'; readonly step: Step }
  /** The stage is over when all of them are. */
  | { readonly kind: 'parallel'; readonly steps: readonly Step[] };

/** A task, and how often it is tried. */
export interface Step {
  /** `undefined` in a job that has a single command. */
  readonly name: string | undefined;
  readonly task: Task;
  /** Seconds of each try. */
  readonly timeoutSeconds: number | undefined;
  readonly retry: Retry | undefined;
}

export interface Retry {
  /** Tries after the first. */
  readonly maxAttempts: number;
  readonly intervalSeconds: number | undefined;
  readonly backoffRate: number | undefined;
  readonly maxDelaySeconds: number | undefined;
  /** Whether a wait is a random part of what it would be. */
  readonly jitter: boolean;
  /** The exit codes with which alone a task is tried again, or is not. */
  readonly exitCodes: { readonly rule: 'on' | 'unless'; readonly codes: readonly number[] } | undefined;
  /** Whether a task that never started is tried again. */
  readonly onStartFailure: boolean;
}

/** What a run does that finds another of its job still running. */
export type Overlap = 'allow' | 'skip' | 'replace';

/** The step of the contract's `on_failure`: no other may have its name. */
export const onFailureName = 'on_failure';

/** The variables that tell that step what failed. */
export const failureVariables = ['FAILED_STEP', 'FAILED_ERROR', 'FAILED_CAUSE'] as const;

/** What a job has said of its run, whatever its kind. */
export type RunConfig = RunJobConfig;

/** The run of a job; `parse` finds the placeholders in its texts. */
export function buildRunPlan(
  service: ServiceConfig,
  job: RunConfig,
  parse: (text: string) => EventTemplate,
): RunPlan {
  const build = (config: TaskConfig, name?: string): Step => ({
    name,
    task: buildTask(service, config, parse),
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
  };
}

function stageOf(config: StepOrParallelConfig, step: (config: StepConfig) => Step): Stage {
  return config.parallel === undefined
    ? { kind: 'step', step: step(config) }
    : { kind: 'parallel', steps: config.parallel.map(step) };
}

function retryOf(retry: RunConfig['retry']): Retry | undefined {
  if (retry === undefined) return undefined;
  const { on_exit_codes: on, unless_exit_codes: unless, jitter } = retry;
  const [rule, codes] = on === undefined ? (['unless', unless] as const) : (['on', on] as const);
  return {
    maxAttempts: retry.max_attempts,
    intervalSeconds: retry.interval_seconds,
    backoffRate: retry.backoff_rate,
    maxDelaySeconds: retry.max_delay_seconds,
    jitter: jitter === true || jitter === 'FULL',
    // The order of a list means nothing, and must not show in a plan.
    exitCodes: codes === undefined ? undefined : { rule, codes: codes.toSorted((a, b) => a - b) },
    onStartFailure: retry.on_start_failure ?? true,
  };
}

/** Where the states of a failure put what is told of it. */
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

/** How a step is tried again, where it is at all. */
export function retryOfStep({ retry }: Step): Retry | undefined {
  return retry !== undefined && retry.maxAttempts > 0 ? retry : undefined;
}

/** Every step, the one after a failure included. */
export function stepsOf(run: RunPlan): readonly Step[] {
  return placedSteps(run).map(({ step }) => step);
}

/** Every step, with where in its job the configuration says it. */
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
