/** Retries, timeouts and overlap of a job, as text and as JSON. */
import { describeDuration } from '../../../text/durations';
import type { Overlap, Retry, RunPlan, SidecarFailure, Stage, Step } from '../../../jobs/run/run-plan';

/**
 * Describes how a job runs. A job with a single command gets one line. A job with steps gets a line for each stage, and
 * a line for the whole run.
 */
export function describePolicy(run: RunPlan): readonly string[] {
  const { stages, onFailure, overlap, timeoutSeconds, sidecarFailure } = run;
  const whole = [
    ...(timeoutSeconds === undefined ? [] : [`run timeout ${describeDuration(timeoutSeconds)}`]),
    overlapText[overlap],
    ...sidecarText[sidecarFailure],
    ...(run.launchRetry.isDefault
      ? []
      : [`rejected launches are retried for about ${describeDuration(run.launchRetry.seconds)}`]),
  ].join(', ');
  const after = onFailure === undefined ? [] : [`on failure: ${describeStep(onFailure)}`];
  const [first] = stages;
  if (first?.kind === 'step' && first.step.name === undefined)
    return [`${describeStep(first.step)}, ${whole}`, ...after];
  return [...stages.map((stage, index) => `${index + 1}. ${describeStage(stage)}`), ...after, whole];
}

function describeStage(stage: Stage): string {
  if (stage.kind === 'step') return describeNamedStep(stage.step);
  return `in parallel: ${stage.steps.map(describeNamedStep).join('; ')}`;
}

function describeNamedStep(step: Step): string {
  return `${step.name ?? ''}: ${describeStep(step)}`;
}

function describeStep({ retry, timeoutSeconds }: Step): string {
  return `${describeRetry(retry)}, ${describeTimeout(timeoutSeconds)}`;
}

/** Describes retries, and the attempts that they allow. An attempt is one try of the task. */
export function describeRetry(retry: Retry | undefined): string {
  if (retry === undefined || retry.maxAttempts === 0) return 'no retries';
  const { maxAttempts, exitCodes, onStartFailure } = retry;
  const rules = [
    ...(exitCodes === undefined ? [] : [describeExitCodes(exitCodes)]),
    ...(onStartFailure ? [] : ['not if the task fails to start']),
    ...(retry.onDemandAfterSpot ? ['on FARGATE after the attempt on Spot'] : []),
  ];
  const retries = `${maxAttempts} ${maxAttempts === 1 ? 'retry' : 'retries'}`;
  return `${retries} (${[`at most ${maxAttempts + 1} attempts`, ...rules].join(', ')})`;
}

function describeExitCodes({ rule, codes }: NonNullable<Retry['exitCodes']>): string {
  const list = `${codes.length === 1 ? 'exit code' : 'exit codes'} ${codes.join(' or ')}`;
  return rule === 'on' ? `only after ${list}` : `not after ${list}`;
}

function describeTimeout(seconds: number | undefined): string {
  return seconds === undefined ? 'no timeout' : `timeout ${describeDuration(seconds)}`;
}

/** The rule for a run that starts while another run is active, in words. */
export const overlapText = {
  allow: 'runs may overlap',
  skip: 'a run is skipped while another run is active',
  replace: 'a new run stops the active run',
} as const satisfies Record<Overlap, string>;

/** Texts for lists. The default has no text, because lists show only other values. */
const sidecarText = {
  ignore: ['failed sidecars are ignored'],
  fail: ['a failed sidecar fails the run'],
  'fail-if-started': [],
} as const satisfies Record<SidecarFailure, readonly string[]>;

/** Returns the fields for JSON. A job with a single command has `retry` and `timeout_seconds` itself, and no steps. */
export function policyToJson(run: RunPlan): object {
  const { stages, onFailure, overlap, timeoutSeconds, sidecarFailure } = run;
  const [first] = stages;
  const isSingle = first?.kind === 'step' && first.step.name === undefined;
  return {
    ...(isSingle ? stepToJson(first.step) : { steps: stages.map(stageToJson) }),
    ...(onFailure === undefined ? {} : { on_failure: stepToJson(onFailure) }),
    run_timeout_seconds: timeoutSeconds ?? null,
    overlap,
    ...(sidecarFailure === 'fail-if-started' ? {} : { sidecar_failure: sidecarFailure }),
    ...(run.launchRetry.isDefault ? {} : { launch_retry_seconds: run.launchRetry.seconds }),
  };
}

function stageToJson(stage: Stage): object {
  return stage.kind === 'step'
    ? { name: stage.step.name, ...stepToJson(stage.step) }
    : { parallel: stage.steps.map((step) => ({ name: step.name, ...stepToJson(step) })) };
}

function stepToJson({ retry, timeoutSeconds }: Step): object {
  const attempts = retry?.maxAttempts ?? 0;
  return {
    retry: {
      max_attempts: attempts,
      maximum_runs: attempts + 1,
      ...(retry?.exitCodes === undefined
        ? {}
        : { [`${retry.exitCodes.rule}_exit_codes`]: retry.exitCodes.codes }),
      ...(retry?.onStartFailure === false ? { on_start_failure: false } : {}),
      ...(retry?.onDemandAfterSpot === true ? { on_demand_after_spot: true } : {}),
    },
    timeout_seconds: timeoutSeconds ?? null,
  };
}
