/**
 * The scaling of an ECS service as plain values: alarms, and the scaling policies of Application Auto Scaling that they
 * trigger.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-step-scaling-policies.html
 */
import type { ScheduleExpression } from '../schedules/expressions/schedule-expression';
import { metricPeriodSeconds, type Alarm, type Metric, type MetricExpression } from '../alarms/metric-alarms';

/**
 * The maximum number of steps of a step scaling policy.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html
 */
export const maximumSteps = 20;

/**
 * A step of a scaling policy: the desired count for a range of values of the metric. The lower bound is inclusive for
 * an alarm above its threshold, and the upper bound for an alarm below its threshold.
 */
export interface ScalingStep {
  /** The step's lower bound, as a distance from the alarm's threshold; `undefined` for no bound. */
  readonly lower: number | undefined;
  /** The step's upper bound, as a distance from the alarm's threshold; `undefined` for no bound. */
  readonly upper: number | undefined;
  /** The desired count. Application Auto Scaling keeps it between the current minimum and maximum. */
  readonly capacity: number;
}

/** A step scaling policy whose adjustment type is `ExactCapacity`. */
export interface StepScalingPolicy {
  /** The name of the policy. */
  readonly name: string;
  /** The time after a change in which the policy does not scale in. */
  readonly cooldownSeconds: number;
  /** The steps, which must not overlap. */
  readonly steps: readonly ScalingStep[];
}

/** A policy and its alarm, which triggers the policy once a minute while it is in `ALARM`. */
export interface ScalingRule {
  /** The identifier of the rule, unique in the service. */
  readonly key: 'busy' | 'idle';
  /** The alarm. */
  readonly alarm: Alarm;
  /** The policy. */
  readonly policy: StepScalingPolicy;
}

/**
 * A change of the minimum and maximum at scheduled times.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
 */
export interface ScheduledAction {
  /** The identifier of the action, unique in the service. */
  readonly key: string;
  /** The name of the action. */
  readonly name: string;
  /** The schedule expression in AWS's spelling: `cron(…)`, `rate(…)` or `at(…)`. */
  readonly expression: string;
  /** The same expression, parsed. */
  readonly parsedExpression: ScheduleExpression;
  /** The IANA name of the time zone. */
  readonly timezone: string;
  /** The new minimum number of tasks. */
  readonly minimumCapacity: number;
  /** The new maximum number of tasks. */
  readonly maximumCapacity: number;
}

/** The scaling of a service. */
export interface ServiceScaling {
  /** The ID of the scalable target: `service/<cluster>/<service>`. */
  readonly resourceId: string;
  /** The minimum number of tasks. */
  readonly minimumCapacity: number;
  /** The maximum number of tasks. */
  readonly maximumCapacity: number;
  /** The policies and their alarms. */
  readonly rules: readonly ScalingRule[];
  /** The changes of the minimum and maximum. */
  readonly scheduledActions: readonly ScheduledAction[];
}

interface ScaledService {
  readonly clusterName: string;
  readonly serviceName: string;
  readonly queueName: string;
  /** The bounds of the desired count when no scheduled action has changed them. */
  readonly minimumCapacity: number;
  readonly maximumCapacity: number;
  readonly scheduledActions: readonly ScheduledAction[];
  /** The backlog per task: one task runs for this many messages, visible or in flight. */
  readonly backlogPerTask: number;
  /** Whether busy tasks use scale-in protection, so that a scale-in never stops one of them. */
  readonly isProtected: boolean;
}

/**
 * The time from a change of the desired count until alarms count the new tasks. The tasks must start and send a data point,
 * and the alarm must be evaluated.
 */
const metricDelaySeconds = 180;

/** The number of consecutive minutes without a message after which a queue is idle. */
const idleMinutes = 5;

/**
 * Returns step scaling by backlog. It does not scale in while messages are in flight, unless tasks use scale-in protection.
 *
 * This is not target tracking, because target tracking never scales out from zero, and AWS does not document its steps.
 *
 * @param service - The service and its queue.
 */
export function scalingByBacklog(service: ScaledService): ServiceScaling {
  const { serviceName, queueName, clusterName, backlogPerTask, isProtected, scheduledActions } = service;
  const queueMetric = (id: string, name: string): Metric => ({
    id,
    namespace: 'AWS/SQS',
    name,
    dimensions: { QueueName: queueName },
    statistic: 'Maximum',
  });
  const visible = queueMetric('visible', 'ApproximateNumberOfMessagesVisible');
  const inFlight = queueMetric('in_flight', 'ApproximateNumberOfMessagesNotVisible');
  const messages: MetricExpression = {
    id: 'messages',
    // FILL would replace a newest data point that is late, and the alarm would never read the real one.
    expression: 'SUM([visible, in_flight])',
    label: 'messages that wait or are in flight',
  };
  const desiredTasks: MetricExpression = {
    id: 'desired_tasks',
    expression: `CEIL(messages / ${backlogPerTask})`,
    label: 'tasks needed for the messages',
  };
  // Each running task sends one sample a minute.
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html
  const running: Metric = {
    id: 'running',
    namespace: 'AWS/ECS',
    name: 'CPUUtilization',
    dimensions: { ClusterName: clusterName, ServiceName: serviceName },
    statistic: 'SampleCount',
  };
  const desiredTasksNoScaleIn: MetricExpression = {
    id: 'desired_tasks_no_scale_in',
    // The metric of messages in flight is missing while there are none, so compare the sum with the visible messages.
    expression: 'IF(messages > visible, MAX([desired_tasks, running]), desired_tasks)',
    label: 'tasks needed, without scale-in while a message is in flight',
  };
  const maximumCapacity = Math.max(
    service.maximumCapacity,
    ...scheduledActions.map((action) => action.maximumCapacity),
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
          description: `Messages are in ${queueName}, so the service runs the tasks needed for them. No action is required.`,
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
          // The number of running tasks is known late: do not scale in until it includes the new tasks.
          cooldownSeconds: isProtected ? metricPeriodSeconds : metricDelaySeconds,
          steps: stepsUpTo(maximumCapacity),
        },
      },
      {
        key: 'idle',
        alarm: {
          name: `${serviceName}-idle`,
          description: `No message was in ${queueName} for ${idleMinutes} minutes, so the service runs its minimum number of tasks. No action is required.`,
          queries: [visible, inFlight, messages],
          comparison: 'LessThanThreshold',
          threshold: 1,
          evaluationPeriods: idleMinutes,
          treatMissingData: 'breaching',
        },
        policy: {
          name: `${serviceName}-idle`,
          cooldownSeconds: metricPeriodSeconds,
          // Application Auto Scaling raises the desired count to the minimum.
          steps: [{ lower: undefined, upper: 0, capacity: 0 }],
        },
      },
    ],
  };
}

/**
 * Returns a step for each number of tasks. If a policy can't have as many steps, each step covers several numbers, and sets
 * the highest of them.
 */
function stepsUpTo(capacity: number): readonly ScalingStep[] {
  const count = Math.min(Math.max(capacity, 1), maximumSteps);
  const capacities = Array.from({ length: count }, (_, index) =>
    Math.ceil((Math.max(capacity, 1) * (index + 1)) / count),
  );
  return capacities.map((tasks, index) => ({
    // The threshold of the alarm is one task.
    lower: index === 0 ? 0 : (capacities[index - 1] ?? 0),
    upper: index === count - 1 ? undefined : tasks,
    capacity: tasks,
  }));
}
