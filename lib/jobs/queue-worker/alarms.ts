import { buildMetricAlarm, type JobAlarm, type NotifyTopic } from '../alarms/job-alarm';
import { jobTopicOf } from '../alarms/topics';
import { jobResourceName } from '../resource-names';
import { buildAddedDeadLettersAlarm } from './added-dead-letters-alarm';
import { queuesOf, type WorkerContext } from './queues';
import { buildStalledAlarm } from './stalled-alarm';

/**
 * Builds the alarms for dead letters, for old messages, and for a worker that processes nothing. Returns no alarm if the job
 * has no SNS topic.
 */
export function buildAlarms(configured: WorkerContext): readonly JobAlarm[] {
  const { config, name, job } = configured;
  const topic = jobTopicOf(config, job);
  if (topic === undefined) return [];
  const { queue, deadLetterQueue } = queuesOf(configured);
  const action: NotifyTopic = { kind: 'notify_topic', topic };
  const resourceName = jobResourceName(config.service.name, name);
  const metricOf = (queueName: string, metric: string) => ({
    namespace: 'AWS/SQS',
    name: metric,
    dimensions: { QueueName: queueName },
    statistic: 'Maximum' as const,
  });
  return [
    buildMetricAlarm({
      key: 'dead-letters',
      resourceName,
      topic,
      metric: metricOf(deadLetterQueue.name, 'ApproximateNumberOfMessagesVisible'),
      threshold: 1,
      description: `${name} in ${config.name}: a message failed ${job.queue.max_receive_count} times and is in ${deadLetterQueue.name}, which keeps it for 14 days. npx background-jobs commands ${name} prints the commands to inspect the message and to send it again.`,
    }),
    buildMetricAlarm({
      key: 'message-age',
      resourceName,
      topic,
      metric: metricOf(queue.name, 'ApproximateAgeOfOldestMessage'),
      threshold: job.maximum_message_age_seconds,
      description: `${name} in ${config.name}: a message has waited in ${queue.name} for ${job.maximum_message_age_seconds} seconds: there are too few tasks, or the tasks are too slow or fail. npx background-jobs commands ${name} prints the commands to inspect the queue and the tasks.`,
    }),
    buildAddedDeadLettersAlarm(configured, action),
    buildStalledAlarm(configured, action),
  ];
}
