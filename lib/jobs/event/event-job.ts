import { sortFields } from '../../aws/events/sort-fields';
import { isEventPattern } from '../../aws/events/validate-event-pattern';
import type { EventJobConfig } from '../../config/schema/event-job';
import type { BuildContext } from '../build-context';
import { buildRuleJob, type RuleJobBase } from '../triggers/rule-job';
import type { PatternEventSource } from '../triggers/triggers';
import { eventPlaceholders } from './event-placeholders';

/** A job that runs for events: a rule with the configured pattern starts its task or its state machine. */
export interface EventJob extends RuleJobBase<PatternEventSource> {
  readonly type: 'event_job';
}

/**
 * Builds an event job.
 *
 * @throws TypeError if the pattern is invalid. Validation rejects such a pattern.
 */
export function buildEventJob(context: BuildContext, name: string, job: EventJobConfig): EventJob {
  const { event_pattern: pattern } = job;
  if (!isEventPattern(pattern)) throw new TypeError(`the job ${name} has an invalid pattern`);
  const source = { kind: 'pattern', pattern: sortFields(pattern) } as const;
  return { type: 'event_job', ...buildRuleJob(context, name, job, source, eventPlaceholders(pattern)) };
}
