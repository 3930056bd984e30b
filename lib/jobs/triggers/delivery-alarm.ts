import type { EnvConfig } from '../../config/env-config';
import { defaultEventBus } from '../../aws/events/event-buses';
import { buildMetricAlarm, type JobAlarm } from '../alarms/job-alarm';
import { jobTopicOf, type AlarmedJob } from '../alarms/topics';
import { jobResourceName } from '../resource-names';
import type { EventRule, Schedule } from './triggers';

/** The alarm of a queue for failed deliveries. */
interface DeliveryAlarmOptions {
  /** The key of the alarm. */
  readonly key: 'dead-letters' | 'undelivered';
  /** The key of the job in the configuration. */
  readonly jobName: string;
  /** The configuration of the job. */
  readonly job: AlarmedJob;
  /** The rule and the schedules of the job, which share one queue. */
  readonly triggers: readonly (EventRule | Schedule)[];
  /** The failed deliveries, as the subject of a sentence. */
  readonly subject: string;
}

/**
 * Builds the alarm for failed deliveries: on the dead-letter queue if the triggers have one, or else on the failed
 * invocations of the rule. One alarm of the environment watches all schedules. Returns no alarm if the job has no topic.
 */
export function buildDeliveryAlarms(
  config: Pick<EnvConfig, 'alarms' | 'name' | 'service'>,
  { key, jobName, job, triggers, subject }: DeliveryAlarmOptions,
): readonly JobAlarm[] {
  const queue = triggers.flatMap(({ delivery }) => delivery?.deadLetterQueue ?? [])[0];
  const topic = jobTopicOf(config, job);
  if (topic === undefined) return [];
  const shared = { resourceName: jobResourceName(config.service.name, jobName), topic, threshold: 1 };
  const commands = `npx background-jobs commands ${jobName} prints the commands`;
  if (queue !== undefined)
    return [
      buildMetricAlarm({
        ...shared,
        key,
        metric: {
          namespace: 'AWS/SQS',
          name: 'ApproximateNumberOfMessagesVisible',
          dimensions: { QueueName: queue.name },
          statistic: 'Maximum',
        },
        description: `${jobName} in ${config.name}: ${subject} and is in ${queue.name}, which keeps it for 14 days. ${commands} to inspect the queue.`,
      }),
    ];
  const rule = triggers.find((trigger): trigger is EventRule => 'eventBusName' in trigger);
  if (rule === undefined) return [];
  return [
    buildMetricAlarm({
      ...shared,
      key: 'failed-invocations',
      metric: {
        namespace: 'AWS/Events',
        name: 'FailedInvocations',
        // Without the name of the bus, the metric is that of a rule on the default bus.
        dimensions: {
          ...(rule.eventBusName === defaultEventBus ? {} : { EventBusName: rule.eventBusName }),
          RuleName: rule.name,
        },
        statistic: 'Sum',
      },
      description: `${jobName} in ${config.name}: ${subject}, and is lost. Set dead_letter_queue: true in delivery to keep such events. ${commands} of the job.`,
    }),
  ];
}
