/** The parts that file upload jobs and event jobs share: an EventBridge rule starts their runs. */
import type { RunJobConfig } from '../../config/schema/job';
import { buildSlowRun } from '../alarms/watch/slow-run';
import type { BuildContext } from '../build-context';
import { parseEventText, type Placeholders } from '../placeholders';
import { deadLetterQueueName, jobResourceName } from '../resource-names';
import type { RunJobBase } from '../run/run-job-base';
import { buildRunPlan } from '../run/run-plan';
import { buildRuleTarget, type RuleTargetConfig } from '../run/rule-target';
import { taskContext } from '../run/ecs-task/task-tags';
import type { EcsClusterTarget, StateMachineTarget } from '../run/targets';
import { buildDeliveryAlarms } from './delivery-alarm';
import { buildRule, type EventRuleConfig } from './event-rule';
import type { Enablement, EventRule, EventSource } from './triggers';

/** A job whose runs an EventBridge rule starts. */
export interface RuleJobBase<Source extends EventSource> extends RunJobBase {
  /** The rule that matches the events. */
  readonly rule: EventRule<Source>;
  /** The task or the state machine that the rule starts. */
  readonly target: EcsClusterTarget | StateMachineTarget;
}

/**
 * Builds the rule, the runs, the target and the alarms of a job.
 *
 * @param source - The events that the rule matches.
 * @param placeholders - The placeholders that the texts of the job may contain.
 */
export function buildRuleJob<Source extends EventSource>(
  context: BuildContext,
  name: string,
  job: RunJobConfig & EventRuleConfig & RuleTargetConfig & { readonly state: Enablement },
  source: Source,
  placeholders: Placeholders,
): RuleJobBase<Source> {
  const { config } = context;
  const run = buildRunPlan(
    taskContext(config, name),
    job,
    (text) => parseEventText(text, placeholders),
    'event',
  );
  const rule = buildRule(context, jobResourceName(config.service.name, name), {
    description: job.description,
    state: job.state,
    source,
    configured: job,
    deadLetterQueueName: deadLetterQueueName(config.service.name, name),
  });
  return {
    name,
    run,
    alarms: buildDeliveryAlarms(config, {
      key: 'dead-letters',
      jobName: name,
      job,
      triggers: [rule],
      subject: 'an event could not be delivered',
    }),
    slowRun: buildSlowRun(context, name, job),
    rule,
    target: buildRuleTarget(context, name, job, run, placeholders),
  };
}
