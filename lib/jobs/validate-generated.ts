/**
 * Validates the values that AWS parses: event patterns, input templates and state machine definitions.
 *
 * The configuration is already valid when they are generated, so each problem is a defect of this program.
 */
import { validateInputTransformer } from '../aws/events/validate-input-transformer';
import { validatePattern } from '../aws/events/validate-event-pattern';
import { validateMachine } from '../aws/state-machines/validation/validate-definition';
import { escapeControlCharacters } from '../text/escape-control-characters';
import type { FailureRule } from './alarms/failed-runs';
import type { EnvironmentJobs } from './environment';
import { withoutLookups } from '../values/deferred-values';
import { runningInputPaths, type Watch } from './alarms/watch/watch';
import { rulesOf, stateMachineOf, type Job } from './job';

/** The error for generated values that AWS would reject. Its message has several lines, which the user must report. */
export class InvalidGeneratedValueError extends Error {}

/**
 * Validates everything that AWS parses in the jobs of an environment.
 *
 * @param environment - The jobs, built from a valid configuration.
 * @throws InvalidGeneratedValueError if AWS would reject a value. The message lists each problem with its job.
 * @see docs/decisions/0019-validate-what-is-generated.md
 */
export function validateGenerated({ config, jobs, failureRules, watch }: EnvironmentJobs): void {
  const problems = [
    ...jobs.flatMap((job) => problemsOf(job).map((problem) => [job.name, problem] as const)),
    ...failureRules.flatMap((rule) => problemsOfRule(rule).map((problem) => [rule.name, problem] as const)),
    ...(watch === undefined ? [] : problemsOfWatch(watch)).map(
      (problem) => ['checks of runs', problem] as const,
    ),
  ].map(([name, problem]) => `  ${name}: ${escapeControlCharacters(problem)}`);
  if (problems.length === 0) return;
  throw new InvalidGeneratedValueError(
    [
      `environment ${config.name}: AWS would reject values that were generated for these jobs:`,
      ...problems,
      'Your configuration is valid: this is a defect of background-jobs. Report it with the configuration of these jobs.',
    ].join('\n'),
  );
}

function problemsOf(job: Job): readonly string[] {
  const stateMachine = stateMachineOf(job)?.stateMachine;
  return [
    ...rulesOf([job]).flatMap(({ eventPattern }) => labelled('event pattern', validatePattern(eventPattern))),
    ...inputTransformersOf(job).flatMap((transformer) =>
      labelled('input transformer', validateInputTransformer(transformer)),
    ),
    ...(stateMachine === undefined
      ? []
      : labelled('state machine', validateMachine(stateMachine.definition))),
  ];
}

function problemsOfRule({ eventPattern, message }: FailureRule): readonly string[] {
  return [
    ...labelled('event pattern', validatePattern(withoutLookups(eventPattern))),
    ...labelled('input transformer', validateInputTransformer(message)),
  ];
}

function problemsOfWatch({ stateMachine, rules }: Watch): readonly string[] {
  return [
    ...labelled('state machine', validateMachine(stateMachine.definition)),
    ...rules.flatMap(({ eventPattern, targets }) => [
      ...labelled('event pattern', validatePattern(withoutLookups(eventPattern))),
      ...targets.flatMap(({ input }) =>
        labelled(
          'input transformer',
          validateInputTransformer({
            inputPaths: runningInputPaths,
            inputTemplate: JSON.stringify(withoutLookups(input)),
          }),
        ),
      ),
    ]),
  ];
}

function inputTransformersOf(job: Job) {
  const target = job.type === 'queue_worker_job' ? job.upload?.target : job.target;
  if (target === undefined || target.kind === 'state_machine' || target.inputTransformer === undefined)
    return [];
  return [target.inputTransformer];
}

function labelled(label: string, reasons: readonly string[]): readonly string[] {
  return reasons.map((reason) => `${label}: ${reason}`);
}
