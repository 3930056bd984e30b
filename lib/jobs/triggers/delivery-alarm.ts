import type { EnvConfig } from '../../config/env-config';
import { buildMetricAlarm, type JobAlarm } from '../alarms/alarms';
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
  readonly triggers: readonly Pick<EventRule | Schedule, 'delivery'>[];
  /** The failed deliveries, as the subject of a sentence. */
  readonly subject: string;
}

/**
 * Builds the alarm for failed deliveries. Returns no alarm if the triggers have no dead-letter queue, or if the job has
 * no SNS topic.
 */
export function buildDeliveryAlarms(
  config: Pick<EnvConfig, 'alarms' | 'service'>,
  { key, jobName, job, triggers, subject }: DeliveryAlarmOptions,
): readonly JobAlarm[] {
  const queue = triggers.flatMap(({ delivery }) => delivery?.deadLetterQueue ?? [])[0];
  const topic = jobTopicOf(config, job);
  if (topic === undefined || queue === undefined) return [];
  return [
    buildMetricAlarm({
      key,
      resourceName: jobResourceName(config.service.name, jobName),
      topic,
      metric: {
        namespace: 'AWS/SQS',
        name: 'ApproximateNumberOfMessagesVisible',
        dimensions: { QueueName: queue.name },
        statistic: 'Maximum',
      },
      threshold: 1,
      description: `${jobName}: ${subject} and is in ${queue.name}, which keeps it for 14 days. background-jobs commands ${jobName} prints the commands to inspect it.`,
    }),
  ];
}
