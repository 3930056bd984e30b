/** How the runs of a job go, in words and for programs. */
import { describeDuration } from '../../../text/durations';
import type { Overlap, Retry, RunPlan, Stage, Step } from '../../../jobs/run/run-plan';

/** In lines: one for a job with a single command, one for each stage of a job with steps, and one for the whole. */
export function describePolicy(run: RunPlan): readonly string[] {
  const { stages, onFailure, overlap, timeoutSeconds } = run;
  const ofRun = [
    ...(timeoutSeconds === undefined ? [] : [`the whole run ${timeoutWords(timeoutSeconds)}`]),
    overlapWords[overlap],
  ].join(', ');
  const after = onFailure === undefined ? [] : [`after a failure: ${stepWords(onFailure)}`];
  const [first] = stages;
  if (first?.kind === 'step' && first.step.name === undefined)
    return [`${stepWords(first.step)}, ${ofRun}`, ...after];
  return [...stages.map((stage, index) => `${index + 1}. ${stageWords(stage)}`), ...after, ofRun];
}

function stageWords(stage: Stage): string {
  if (stage.kind === 'step') return namedWords(stage.step);
  return `side by side: ${stage.steps.map(namedWords).join('; ')}`;
}

function namedWords(step: Step): string {
  return `${step.name ?? ''}: ${stepWords(step)}`;
}

function stepWords({ retry, timeoutSeconds }: Step): string {
  return `${describeRetry(retry)}, ${timeoutWords(timeoutSeconds)}`;
}

/** Retries as Step Functions counts them, and how many runs of the task that makes in all. */
export function describeRetry(retry: Retry | undefined): string {
  if (retry === undefined || retry.maxAttempts === 0) return 'no retries: 1 run';
  const { maxAttempts, exitCodes, onStartFailure } = retry;
  const codes = exitCodes?.codes.join(' or ');
  const rules = [
    ...(codes === undefined
      ? []
      : [`of exit codes ${exitCodes?.rule === 'on' ? `only ${codes}` : `all but ${codes}`}`]),
    ...(onStartFailure ? [] : ['not when the task never started']),
  ];
  const when = rules.length === 0 ? '' : ` (${rules.join(', ')})`;
  return `${maxAttempts} ${maxAttempts === 1 ? 'retry' : 'retries'}: ${maxAttempts + 1} runs at the most${when}`;
}

function timeoutWords(seconds: number | undefined): string {
  return seconds === undefined ? 'no timeout' : `timeout ${describeDuration(seconds)}`;
}

const overlapWords = {
  allow: 'runs may overlap',
  skip: 'a start while a run goes on does nothing',
  replace: 'a start ends the run that goes on',
} as const satisfies Record<Overlap, string>;

/** For programs. A job with a single command has its retry and timeout itself, and no steps. */
export function policyToJson({ stages, onFailure, overlap, timeoutSeconds }: RunPlan): object {
  const [first] = stages;
  const isSingle = first?.kind === 'step' && first.step.name === undefined;
  return {
    ...(isSingle ? stepToJson(first.step) : { steps: stages.map(stageToJson) }),
    ...(onFailure === undefined ? {} : { on_failure: stepToJson(onFailure) }),
    run_timeout_seconds: timeoutSeconds ?? null,
    overlap,
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
    },
    timeout_seconds: timeoutSeconds ?? null,
  };
}
