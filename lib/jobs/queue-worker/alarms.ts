import type { Alarm } from '../../aws/alarms/metric-alarms';
import type { WorkerAlarm } from './queue-worker';
import { jobResourceName } from '../resource-names';
import { queuesOf, type WorkerContext } from './queues';

/** What somebody is told of a worker's queues: a dead letter, and a message that waits too long. Nothing where nobody is. */
export function buildAlarms(configured: WorkerContext): readonly WorkerAlarm[] {
  const { config, name, job } = configured;
  const { alarmTopicArn: topicArn } = config;
  if (topicArn === undefined) return [];
  const { queue, deadLetterQueue } = queuesOf(configured);
  const resourceName = jobResourceName(config.service.name, name);
  const watch = (
    key: WorkerAlarm['key'],
    queueName: string,
    metric: string,
    rest: Pick<Alarm, 'threshold' | 'comparison' | 'description'>,
  ): WorkerAlarm => ({
    key,
    topicArn,
    alarm: {
      name: `${resourceName}-${key}`,
      queries: [
        {
          id: 'watched',
          namespace: 'AWS/SQS',
          name: metric,
          dimensions: { QueueName: queueName },
          statistic: 'Maximum',
        },
      ],
      evaluationPeriods: 1,
      treatMissingData: 'notBreaching',
      ...rest,
    },
  });
  return [
    watch('dead-letters', deadLetterQueue.name, 'ApproximateNumberOfMessagesVisible', {
      comparison: 'GreaterThanOrEqualToThreshold',
      threshold: 1,
      description: `${name}: a message failed ${job.queue.max_receive_count} times and is in ${deadLetterQueue.name}, which keeps it for 14 days. background-jobs commands ${name} says how to look at it and how to send it again.`,
    }),
    watch('message-age', queue.name, 'ApproximateAgeOfOldestMessage', {
      comparison: 'GreaterThanOrEqualToThreshold',
      threshold: job.maximum_message_age_seconds,
      description: `${name}: a message has waited in ${queue.name} for ${job.maximum_message_age_seconds} seconds: the tasks are too few, too slow, or fail.`,
    }),
  ];
}
