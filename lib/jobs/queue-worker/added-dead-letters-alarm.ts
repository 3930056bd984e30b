/** The alarm for each dead letter after the first. */
import type { Metric } from '../../aws/alarms/metric-alarms';
import { runbookOf, type JobAlarm, type NotifyTopic } from '../alarms/job-alarm';
import { jobResourceName } from '../resource-names';
import { queuesOf, type WorkerContext } from './queues';

/**
 * Builds the alarm for dead letters that join others. The alarm `dead-letters` stays in ALARM while the queue has a dead
 * letter, and an alarm notifies only when it changes its state. This alarm returns to OK in the next minute without a new
 * dead letter. It publishes nothing then, because the dead letters are still there.
 *
 * `NumberOfMessagesSent` does not count messages that SQS moves to a dead-letter queue. So the alarm compares the numbers of
 * messages in two periods. The sum includes the messages in flight, because a received message that returns is not new.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function buildAddedDeadLettersAlarm(configured: WorkerContext, action: NotifyTopic): JobAlarm {
  const { config, name, job } = configured;
  const { deadLetterQueue } = queuesOf(configured);
  const queueMetric = (id: string, metric: string): Metric => ({
    id,
    namespace: 'AWS/SQS',
    name: metric,
    dimensions: { QueueName: deadLetterQueue.name },
    statistic: 'Maximum',
  });
  return {
    key: 'dead-letters-added',
    alarm: {
      name: `${jobResourceName(config.service.name, name)}-dead-letters-added`,
      description: `${name} in ${config.name}: one more message failed ${job.queue.max_receive_count} times and is in ${deadLetterQueue.name}, which has other messages already. npx background-jobs commands ${name} prints the commands to inspect the messages and to send them again. Runbook: ${runbookOf('dead-letters-added')}`,
      queries: [
        queueMetric('visible', 'ApproximateNumberOfMessagesVisible'),
        queueMetric('in_flight', 'ApproximateNumberOfMessagesNotVisible'),
        { id: 'letters', expression: 'SUM([visible, in_flight])', label: 'dead letters' },
        {
          id: 'added',
          // The alarm dead-letters reports the first letter. So there must be others: the sum must be above the difference.
          expression: 'IF(letters > DIFF(letters), DIFF(letters), 0)',
          label: 'dead letters that joined others',
        },
      ],
      comparison: 'GreaterThanThreshold',
      threshold: 0,
      evaluationPeriods: 1,
      treatMissingData: 'notBreaching',
    },
    action: { ...action, isSilentWhenOk: true },
  };
}
