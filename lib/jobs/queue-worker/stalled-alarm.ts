/** The alarm for a worker that processes nothing although messages wait. */
import { evaluationTimeOf } from '../../aws/alarms/limits';
import type { Metric, MetricQuery } from '../../aws/alarms/metric-alarms';
import { runbookOf, type JobAlarm, type NotifyTopic } from '../alarms/job-alarm';
import { jobResourceName } from '../resource-names';
import { queuesOf, visibilityTimeoutOf, type WorkerContext } from './queues';

/**
 * The time that a worker without tasks needs until its first task processes messages: the metrics of the scaling alarm, its
 * evaluation, and the start of a task.
 */
const firstTaskSeconds = 600;

/**
 * Builds the alarm for a worker that is stalled: a message waits or is in flight, and no message is deleted.
 *
 * The alarm waits for the longest time in which a working worker may delete no message. In this time, a task dies in the
 * middle of a message, the message becomes visible again, and another task processes it.
 */
export function buildStalledAlarm(configured: WorkerContext, action: NotifyTopic): JobAlarm {
  const { config, name, job } = configured;
  const { queue } = queuesOf(configured);
  const seconds =
    job.queue.delay_seconds + visibilityTimeoutOf(job) + job.max_processing_seconds + firstTaskSeconds;
  const { periodSeconds, evaluationPeriods } = evaluationTimeOf(seconds);
  const queueMetric = (id: string, metric: string, statistic: 'Maximum' | 'Sum'): Metric => ({
    id,
    namespace: 'AWS/SQS',
    name: metric,
    dimensions: { QueueName: queue.name },
    statistic,
    periodSeconds,
  });
  // A period in which a message is deleted counts even if the queue is empty then, and has no age. The age is not
  // filled: if its newest data point is late, FILL would replace it, and the alarm would stay in OK.
  const isStalled = 'IF(FILL(deleted, 0) > 0, 0, age > 0)';
  const canStop = job.scheduled_scaling?.some(({ max_tasks: maximum }) => maximum === 0) === true;
  const tasks: readonly MetricQuery[] = canStop ? [tasksMetric(configured, periodSeconds)] : [];
  return {
    key: 'stalled',
    alarm: {
      name: `${jobResourceName(config.service.name, name)}-stalled`,
      description: `${name} in ${config.name}: messages are in ${queue.name}, and the tasks have processed none of them for ${Math.ceil(seconds / 60)} minutes. npx background-jobs commands ${name} prints the commands to inspect the service and the queue. Runbook: ${runbookOf('stalled')}`,
      queries: [
        queueMetric('age', 'ApproximateAgeOfOldestMessage', 'Maximum'),
        queueMetric('deleted', 'NumberOfMessagesDeleted', 'Sum'),
        ...tasks,
        {
          id: 'stalled',
          expression: canStop ? `IF(tasks > 0, ${isStalled})` : isStalled,
          label: 'messages are in the queue, and none is processed',
        },
      ],
      comparison: 'GreaterThanOrEqualToThreshold',
      threshold: 1,
      evaluationPeriods,
      treatMissingData: 'notBreaching',
    },
    action,
  };
}

/**
 * Returns the metric that counts the running tasks. If a scheduled action stops all tasks, messages wait until another
 * action starts tasks, and only the time with running tasks counts.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html
 */
function tasksMetric({ config, name }: WorkerContext, periodSeconds: number): Metric {
  return {
    id: 'tasks',
    namespace: 'AWS/ECS',
    name: 'CPUUtilization',
    dimensions: {
      ClusterName: config.service.clusterName,
      ServiceName: jobResourceName(config.service.name, name),
    },
    statistic: 'SampleCount',
    periodSeconds,
  };
}
