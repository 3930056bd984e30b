/**
 * How an ECS service is scaled, as plain values: alarms on metrics, and what Application Auto Scaling does while one is
 * in alarm.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-step-scaling-policies.html
 */
import type { ScheduleExpression } from '../schedules/expressions/schedule-expression';
import { metricPeriodSeconds, type Alarm, type Metric, type MetricExpression } from '../alarms/metric-alarms';

/** A policy has no more steps. https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html */
export const maximumSteps = 20;

/** From `lower` on and below `upper`, both as distances from the alarm's threshold; absent, there is no bound. */
export interface ScalingStep {
  readonly lower: number | undefined;
  readonly upper: number | undefined;
  /** The number of tasks, within the minimum and maximum of the moment. */
  readonly capacity: number;
}

/** Steps that each say how many tasks there are to be: `ExactCapacity`. */
export interface StepScalingPolicy {
  readonly name: string;
  readonly cooldownSeconds: number;
  readonly steps: readonly ScalingStep[];
}

/** A policy, and the alarm that carries it out, once a minute as long as it is in alarm. */
export interface ScalingRule {
  /** Tells it from the service's other one. */
  readonly key: 'busy' | 'idle';
  readonly alarm: Alarm;
  readonly policy: StepScalingPolicy;
}

/** @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html */
export interface ScheduledAction {
  /** Tells it from the service's others. */
  readonly key: string;
  readonly name: string;
  /** The expression in AWS's spelling. */
  readonly expression: string;
  /** The same expression, parsed. */
  readonly parsedExpression: ScheduleExpression;
  /** An IANA name. */
  readonly timezone: string;
  readonly minimumCapacity: number;
  readonly maximumCapacity: number;
}

export interface ServiceScaling {
  /** `service/<cluster>/<service>` */
  readonly resourceId: string;
  readonly minimumCapacity: number;
  readonly maximumCapacity: number;
  readonly rules: readonly ScalingRule[];
  /** They change the minimum and the maximum from their time on. */
  readonly scheduledActions: readonly ScheduledAction[];
}

interface ScaledService {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly queueName: string;
  /** Tasks that are always there, and at most, now or by a scheduled action. */
  readonly minimumCapacity: number;
  readonly maximumCapacity: number;
  readonly scheduledActions: readonly ScheduledAction[];
  /** Messages, waiting or in flight, that are work for one task. */
  readonly backlogPerTask: number;
  /** Whether tasks protect themselves while they work, so that any number may be stopped at any time. */
  readonly isProtected: boolean;
}

/** Seconds until a task that is started runs, tells its first minute, and an alarm sees that. */
const countedAfterSeconds = 180;

/** A queue counts as idle after so many minutes in a row without a message. */
const idleMinutes = 5;

/**
 * As many tasks as the messages of a queue are work for, and none less while one is in flight, unless tasks protect
 * themselves. Steps, and not target tracking, which never leaves zero and does not say what it will do.
 */
export function scalingByBacklog(service: ScaledService): ServiceScaling {
  const { serviceName, queueName, clusterName, backlogPerTask, isProtected, scheduledActions } = service;
  const ofQueue = (id: string, name: string): Metric => ({
    id,
    namespace: 'AWS/SQS',
    name,
    dimensions: { QueueName: queueName },
    statistic: 'Maximum',
  });
  const visible = ofQueue('visible', 'ApproximateNumberOfMessagesVisible');
  const inFlight = ofQueue('in_flight', 'ApproximateNumberOfMessagesNotVisible');
  const messages: MetricExpression = {
    id: 'messages',
    // FILL would stand in for every newest point that is late, and the alarm would never see one.
    expression: 'SUM([visible, in_flight])',
    label: 'messages that wait or are in flight',
  };
  const desiredTasks: MetricExpression = {
    id: 'desired_tasks',
    expression: `CEIL(messages / ${backlogPerTask})`,
    label: 'tasks that the messages are work for',
  };
  // Every running task is one sample a minute. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html
  const running: Metric = {
    id: 'running',
    namespace: 'AWS/ECS',
    name: 'CPUUtilization',
    dimensions: { ClusterName: clusterName, ServiceName: serviceName },
    statistic: 'SampleCount',
  };
  const desiredTasksNoScaleIn: MetricExpression = {
    id: 'desired_tasks_no_scale_in',
    // More than those that wait: some are in flight, of which there is no metric while there is none.
    expression: 'IF(messages > visible, MAX([desired_tasks, running]), desired_tasks)',
    label: 'tasks, none less while a message is in flight',
  };
  const largest = Math.max(
    service.maximumCapacity,
    ...scheduledActions.map(({ maximumCapacity }) => maximumCapacity),
  );
  return {
    resourceId: `service/${clusterName}/${serviceName}`,
    minimumCapacity: service.minimumCapacity,
    maximumCapacity: service.maximumCapacity,
    scheduledActions,
    rules: [
      {
        key: 'busy',
        alarm: {
          name: `${serviceName}-busy`,
          description: `Messages are in ${queueName}: as many tasks run as they are work for. No reason to worry.`,
          queries: isProtected
            ? [visible, inFlight, messages, desiredTasks]
            : [visible, inFlight, running, messages, desiredTasks, desiredTasksNoScaleIn],
          comparison: 'GreaterThanOrEqualToThreshold',
          threshold: 1,
          evaluationPeriods: 1,
          treatMissingData: 'notBreaching',
        },
        policy: {
          name: `${serviceName}-busy`,
          // How many tasks run is known late: until those are counted that were just started, none is to be stopped.
          cooldownSeconds: isProtected ? metricPeriodSeconds : countedAfterSeconds,
          steps: stepsUpTo(largest),
        },
      },
      {
        key: 'idle',
        alarm: {
          name: `${serviceName}-idle`,
          description: `No message was in ${queueName} for ${idleMinutes} minutes: the fewest tasks run. No reason to worry.`,
          queries: [visible, inFlight, messages],
          comparison: 'LessThanThreshold',
          threshold: 1,
          evaluationPeriods: idleMinutes,
          treatMissingData: 'breaching',
        },
        policy: {
          name: `${serviceName}-idle`,
          cooldownSeconds: metricPeriodSeconds,
          // Below the minimum, it is the minimum.
          steps: [{ lower: undefined, upper: 0, capacity: 0 }],
        },
      },
    ],
  };
}

/**
 * A step for each number of tasks; where that were too many steps, fewer that are about as far from each other, each
 * with as many tasks as its largest number wants.
 */
function stepsUpTo(capacity: number): readonly ScalingStep[] {
  const count = Math.min(Math.max(capacity, 1), maximumSteps);
  const capacities = Array.from({ length: count }, (_, index) =>
    Math.ceil((Math.max(capacity, 1) * (index + 1)) / count),
  );
  return capacities.map((tasks, index) => ({
    // The threshold is one task.
    lower: index === 0 ? 0 : (capacities[index - 1] ?? 0),
    upper: index === count - 1 ? undefined : tasks,
    capacity: tasks,
  }));
}
