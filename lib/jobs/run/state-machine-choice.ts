/** Whether a rule can start a job's task by itself. */
import { explainInvalidInTemplate, type TemplateProblem } from '../../aws/events/input-transformer';
import { maximumInputPaths } from '../../aws/events/limits';
import { eventReferences, type EventTemplate } from '../../values/event-templates';
import { parseEventText, unknownPlaceholders, type Placeholders } from '../placeholders';

/** The fields of a job that can make a state machine necessary. */
export interface StateMachineOptions {
  /**
   * The maximum duration of each attempt, in seconds.
   *
   * @default no maximum
   */
  readonly timeout_seconds?: number | undefined;
  /**
   * The retries.
   *
   * @default no retry
   */
  readonly retry?: { readonly max_attempts?: number | undefined } | undefined;
  /**
   * The command, which may have placeholders.
   *
   * @default the job has steps
   */
  readonly task_command?: readonly string[] | undefined;
  /**
   * The environment variables by name. Their values may have placeholders.
   *
   * @default no variable
   */
  readonly environment_variables?: Readonly<Record<string, string>> | undefined;
  /**
   * The steps.
   *
   * @default the job has a single command
   */
  readonly steps?: readonly unknown[] | undefined;
  /**
   * The step after a failure.
   *
   * @default nothing runs after a failure
   */
  readonly on_failure?: object | undefined;
  /**
   * The rule for a new run while another run of the job is active.
   *
   * @default allow: both runs continue
   */
  readonly overlap?: 'allow' | 'skip' | 'replace' | undefined;
  /**
   * The maximum duration of the whole run, in seconds.
   *
   * @default no maximum
   */
  readonly run_timeout_seconds?: number | undefined;
  /**
   * The time in which a run normally ends, in seconds.
   *
   * @default no alarm for a slow run
   */
  readonly expected_seconds?: number | undefined;
  /**
   * The effect of a failed sidecar on the run.
   *
   * @default the run fails if the sidecar has started
   */
  readonly sidecar_failure?: 'ignore' | 'fail' | undefined;
  /**
   * The time for which a rejected launch is retried, in seconds.
   *
   * @default the default of the job's kind
   */
  readonly launch_retry_seconds?: number | undefined;
}

/**
 * Returns the reasons why a rule cannot start the job's task by itself; an empty list if it can.
 *
 * @param job - The fields of the job.
 * @param placeholders - The placeholders of the job's texts.
 * @returns Sentences that begin with the name of a field, or with "a placeholder" or "placeholders".
 */
export function reasonsForStateMachine(
  job: StateMachineOptions,
  placeholders: Placeholders,
): readonly string[] {
  const texts = [...(job.task_command ?? []), ...Object.values(job.environment_variables ?? {})]
    // Another rule reports unknown placeholders.
    .filter((text) => unknownPlaceholders(text, placeholders).length === 0)
    .map((text): EventTemplate => parseEventText(text, placeholders));
  const problems = new Set<string | undefined>(
    // The name of a variable has no placeholders. The template contains it too, so < and > in a name are also problems.
    [...texts, ...Object.keys(job.environment_variables ?? {})].map(explainInvalidInTemplate),
  );
  const values = new Set(texts.flatMap(eventReferences).map(({ name }) => name)).size;
  return [
    ...(job.timeout_seconds === undefined
      ? []
      : ['timeout_seconds (EventBridge starts the task but does not monitor it, so nothing would stop it)']),
    ...(job.retry?.max_attempts === undefined || job.retry.max_attempts === 0
      ? []
      : ['retry (EventBridge does not know whether the task failed, so nothing would retry it)']),
    ...(job.steps === undefined ? [] : ['steps (a rule starts one task)']),
    ...(job.on_failure === undefined
      ? []
      : ['on_failure (EventBridge does not know whether the task failed)']),
    ...(job.overlap === undefined || job.overlap === 'allow'
      ? []
      : [`overlap: ${job.overlap} (EventBridge starts the task even if another run is active)`]),
    ...(job.run_timeout_seconds === undefined
      ? []
      : ['run_timeout_seconds (EventBridge starts the task but does not monitor it)']),
    ...(job.expected_seconds === undefined
      ? []
      : ['expected_seconds (EventBridge starts the task but does not monitor it)']),
    ...(job.sidecar_failure === undefined
      ? []
      : ['sidecar_failure (EventBridge does not know which containers failed)']),
    ...(job.launch_retry_seconds === undefined
      ? []
      : ['launch_retry_seconds (EventBridge does not retry a launch that ECS rejects for capacity)']),
    ...Object.entries(templateReasons).flatMap(([problem, reason]) =>
      problems.has(problem) ? [reason] : [],
    ),
    ...(values > maximumInputPaths
      ? [
          `placeholders of ${values} values (EventBridge passes at most ${maximumInputPaths} values to a task)`,
        ]
      : []),
  ];
}

/**
 * Returns the reason why a job's target cannot be `ecs_cluster`; `undefined` if it can, or if the job has another
 * target.
 *
 * @param placeholders - The placeholders of the job's texts.
 */
export function explainUnsupportedTarget(
  job: StateMachineOptions & { readonly target?: string | undefined },
  placeholders: Placeholders,
): string | undefined {
  const reasons = reasonsForStateMachine(job, placeholders);
  return job.target === 'ecs_cluster' && reasons.length > 0
    ? `ecs_cluster does not support ${reasons.join(', ')}; set state_machine, or remove target`
    : undefined;
}

/** For each problem of a template, the reason why the job needs a state machine. Reasons are listed in this order. */
const templateReasons = {
  'part-of-text':
    'a placeholder inside a longer text (EventBridge does not escape the value, so a quote in it would end the text)',
  optional: 'a placeholder whose value some events lack (EventBridge has no default value)',
  'from-execution': 'a placeholder of the execution (a rule without a state machine has no execution)',
  number:
    'a placeholder whose value is a number (EventBridge would pass a number to ECS, which accepts only strings)',
  'any-type':
    'a placeholder whose value may be a number, true, false or null (EventBridge would pass the value unchanged to ECS, which accepts only strings)',
  bracket: '< or > in a text (EventBridge reads it as the start of a placeholder and has no escape for it)',
} as const satisfies Record<TemplateProblem, string>;
