import type { EventPattern, ValueMatcher } from '../../aws/events/event-patterns';
import { isEventPattern } from '../../aws/events/validate-event-pattern';
import type { EventJobConfig } from '../../config/schema/event-job';
import { compare } from '../../text/compare';
import type { BuildContext } from '../build-context';
import { parseEventText } from '../placeholders';
import { deadLetterQueueName, jobResourceName } from '../resource-names';
import { buildRuleTarget } from '../run/rule-target';
import type { RunJobBase } from '../run/run-job-base';
import { taskContext } from '../run/task-tags';
import { buildRunPlan } from '../run/run-plan';
import type { EcsClusterTarget, StateMachineTarget } from '../run/targets';
import { buildDeliveryAlarms } from '../triggers/delivery-alarm';
import { buildRule } from '../triggers/event-rule';
import type { EventRule, PatternEventSource } from '../triggers/triggers';
import { eventPlaceholders } from './event-placeholders';

/** A job that runs for events: a rule with the configured pattern starts its task or its state machine. */
export interface EventJob extends RunJobBase {
  readonly type: 'event_job';
  /** The rule with the pattern of the configuration. */
  readonly rule: EventRule<PatternEventSource>;
  /** The task or the state machine that the rule starts. */
  readonly target: EcsClusterTarget | StateMachineTarget;
}

/**
 * Builds an event job.
 *
 * @throws TypeError if the pattern is invalid. Validation rejects such a pattern.
 */
export function buildEventJob(context: BuildContext, name: string, job: EventJobConfig): EventJob {
  const { service } = context.config;
  const { event_pattern: pattern } = job;
  if (!isEventPattern(pattern)) throw new TypeError(`the job ${name} has an invalid pattern`);
  const placeholders = eventPlaceholders(pattern);
  const run = buildRunPlan(
    taskContext(context.config, name),
    job,
    (text) => parseEventText(text, placeholders),
    'event',
  );
  const rule = buildRule(context, jobResourceName(service.name, name), {
    description: job.description,
    state: job.state,
    source: { kind: 'pattern', pattern: sortFields(pattern) },
    configured: job,
    deadLetterQueueName: deadLetterQueueName(service.name, name),
  });
  return {
    type: 'event_job',
    name,
    run,
    alarms: buildDeliveryAlarms(context.config, {
      key: 'dead-letters',
      jobName: name,
      triggers: [rule],
      subject: 'an event could not be delivered',
    }),
    rule,
    target: buildRuleTarget(context, name, job, run, placeholders),
  };
}

/** Sorts the fields of a pattern. Their order in the file has no effect, so it must not change a plan. */
function sortFields(pattern: EventPattern): EventPattern {
  return Object.fromEntries(
    Object.entries(pattern)
      .map(([name, expected]): [string, EventPattern[string]] => [name, sortNested(expected)])
      .sort(([a], [b]) => Number(a === '$or') - Number(b === '$or') || compare(a, b)),
  );
}

function sortNested(expected: EventPattern[string]): EventPattern[string] {
  if (!isList(expected)) return sortFields(expected);
  return expected.every((one) => isEventPattern(one)) ? expected.map(sortFields) : expected;
}

function isList(
  expected: EventPattern[string],
): expected is readonly ValueMatcher[] | readonly EventPattern[] {
  return Array.isArray(expected);
}
