/**
 * The scaling of an ECS service as plain values: alarms, and the scaling policies of Application Auto Scaling that they
 * trigger.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-step-scaling-policies.html
 */
import { deferredString, type DeferredString } from '../../values/deferred-values';
import type { ScheduleExpression } from '../schedules/expressions/schedule-expression';
import { metricPeriodSeconds, type Alarm, type Metric, type MetricExpression } from '../alarms/metric-alarms';

/**
 * The maximum number of steps of a step scaling policy.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-quotas.html
 */
export const maximumSteps = 20;

/**
 * The maximum number of scheduled actions of a scalable target. AWS can't raise this maximum.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-quotas.html
 */
export const maximumScheduledActions = 200;

/**
 * The default quota of ECS services with a scalable target in a region. AWS raises it on request.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-quotas.html
 */
export const defaultScalableServicesPerRegion = 3000;

/**
 * A step of a scaling policy: the desired count for a range of values of the metric. If the policy's alarm compares for
 * values above the threshold, the lower bound is inclusive. If it compares for values below the threshold, the upper
 * bound is inclusive.
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
  /** The policy does not scale in for this time after a change of the desired count. */
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
  /** The parsed form of `expression`. */
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
  readonly resourceId: DeferredString;
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
  readonly clusterName: DeferredString;
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
 * and the alarm must be evaluated. The value is enough for tasks that start in ten minutes, with metrics that are four
 * minutes late.
 */
const uncountedTasksSeconds = 900;

/** The number of consecutive minutes without a message after which a queue is idle. */
const idleMinutes = 5;

/**
 * Returns step scaling by backlog. If tasks use scale-in protection, the number of tasks also falls with the number of
 * messages. Otherwise, it falls only after minutes without a message.
 *
 * It is not target tracking: target tracking never scales out from zero, and AWS does not document its steps.
 *
 * @param service - The service and its queue.
 */
export function scalingByBacklog(service: ScaledService): ServiceScaling {
  const { serviceName, clusterName, scheduledActions } = service;
  const bounds = [service, ...scheduledActions];
  const maximumCapacity = Math.max(...bounds.map((bound) => bound.maximumCapacity));
  const minimumCapacity = Math.min(...bounds.map((bound) => bound.minimumCapacity));
  const metrics = backlogMetrics(service);
  return {
    resourceId: deferredString`service/${clusterName}/${serviceName}`,
    minimumCapacity: service.minimumCapacity,
    maximumCapacity: service.maximumCapacity,
    scheduledActions,
    rules: [busyRule(service, metrics, maximumCapacity), idleRule(service, metrics, minimumCapacity)],
  };
}

/** The metrics that the alarms of a service read. */
interface BacklogMetrics {
  /** The number of messages that wait. */
  readonly visible: Metric;
  /** The number of messages that tasks have received and not yet deleted. */
  readonly inFlight: Metric;
  /** The sum of the two. */
  readonly messages: MetricExpression;
  /** The number of running tasks. */
  readonly running: Metric;
}

function backlogMetrics({ serviceName, queueName, clusterName }: ScaledService): BacklogMetrics {
  const queueMetric = (id: string, name: string): Metric => ({
    id,
    namespace: 'AWS/SQS',
    name,
    dimensions: { QueueName: queueName },
    statistic: 'Maximum',
  });
  return {
    visible: queueMetric('visible', 'ApproximateNumberOfMessagesVisible'),
    inFlight: queueMetric('in_flight', 'ApproximateNumberOfMessagesNotVisible'),
    messages: {
      id: 'messages',
      // This expression does not use FILL. If the newest data point is late, FILL would replace it, and the alarm would
      // never read the real value.
      expression: 'SUM([visible, in_flight])',
      label: 'messages that wait or are in flight',
    },
    // Each running task sends one sample a minute.
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html
    running: {
      id: 'running',
      namespace: 'AWS/ECS',
      name: 'CPUUtilization',
      dimensions: { ClusterName: clusterName, ServiceName: serviceName },
      statistic: 'SampleCount',
    },
  };
}

/** Sets the number of tasks while there are messages. */
function busyRule(
  { serviceName, queueName, backlogPerTask, isProtected }: ScaledService,
  { visible, inFlight, messages, running }: BacklogMetrics,
  maximumCapacity: number,
): ScalingRule {
  const desiredTasks: MetricExpression = {
    id: 'desired_tasks',
    expression: `CEIL(messages / ${backlogPerTask})`,
    label: 'tasks needed for the messages',
  };
  const desiredTasksNoScaleIn: MetricExpression = {
    id: 'desired_tasks_no_scale_in',
    // While no message is in flight, SQS reports no metric for it. So the condition compares the sum with the visible
    // messages. From zero tasks, no running task is reported: MAX ignores the missing value, and the alarm can scale out.
    // While messages are in flight, tasks must run. If their metric is late, MAX alone could scale in. So the last IF tests
    // this metric. Without the metric, the IF has no value, and the alarm changes nothing.
    expression:
      'IF(messages <= visible, IF(visible, MAX([desired_tasks, running]), 0), IF(running, MAX([desired_tasks, running])))',
    label: 'tasks needed, at least the running tasks',
  };
  return {
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
      // Without metrics, the alarm returns to OK, and its policy neither starts nor stops a task.
      treatMissingData: 'notBreaching',
    },
    policy: {
      name: `${serviceName}-busy`,
      // Without protection, the alarm reads the number of running tasks, and this metric is late. The cooldown prevents a
      // scale-in before the metric includes the new tasks.
      cooldownSeconds: isProtected ? metricPeriodSeconds : uncountedTasksSeconds,
      steps: stepsUpTo(maximumCapacity),
    },
  };
}

/** Stops the tasks above the minimum after some minutes without a message. */
function idleRule(
  { serviceName, queueName }: ScaledService,
  { visible, inFlight, messages, running }: BacklogMetrics,
  minimumCapacity: number,
): ScalingRule {
  const idleTasks: MetricExpression = {
    id: 'idle_tasks',
    // The value is missing if the number of messages is missing, or if it is 0 and the number of running tasks is missing.
    expression: 'IF(messages, 0, running)',
    label: 'tasks that run without a message',
  };
  return {
    key: 'idle',
    alarm: {
      name: `${serviceName}-idle`,
      description: `No message was in ${queueName} for ${idleMinutes} minutes, so the tasks above the minimum stop. No action is required.`,
      queries: [visible, inFlight, running, messages, idleTasks],
      comparison: 'GreaterThanThreshold',
      // The alarm returns to OK as soon as there is nothing more to stop.
      threshold: minimumCapacity,
      evaluationPeriods: idleMinutes,
      // Without metrics, the number of messages is unknown, so no task may stop.
      treatMissingData: 'notBreaching',
    },
    policy: {
      name: `${serviceName}-idle`,
      cooldownSeconds: metricPeriodSeconds,
      // Application Auto Scaling raises the desired count to the minimum.
      steps: [{ lower: 0, upper: undefined, capacity: 0 }],
    },
  };
}

/**
 * Returns a step for each number of tasks up to `capacity`. If a policy can't have so many steps, each later step
 * covers several numbers of tasks. These steps grow by a constant factor. Each step sets the highest number of tasks
 * that it covers.
 */
function stepsUpTo(capacity: number): readonly ScalingStep[] {
  const capacities = stepCapacities(Math.max(capacity, 1));
  return capacities.map((tasks, index) => ({
    // The threshold of the alarm is one task.
    lower: index === 0 ? 0 : (capacities[index - 1] ?? 0),
    upper: index === capacities.length - 1 ? undefined : tasks,
    capacity: tasks,
  }));
}

/**
 * Returns how many more tasks than needed a step of the scale-out policy can set, in percent of the needed tasks: the
 * maximum of all steps, rounded up. It is 0 if each number of tasks has its own step.
 */
export function maximumExcessPercent({ rules }: ServiceScaling): number {
  const steps = rules.flatMap(({ key, policy }) => (key === 'busy' ? policy.steps : []));
  // Bounds are distances from the threshold of one task. So a step with the lower bound 2 begins at three tasks.
  return Math.max(
    0,
    ...steps.map(({ lower = 0, capacity }) => Math.ceil((capacity / (lower + 1)) * 100 - 100)),
  );
}

/** Returns the number of tasks of each step. The factor between two steps is the lowest for which all steps fit a policy. */
function stepCapacities(maximum: number): readonly number[] {
  for (let percent = 100; ; percent += 1) {
    const capacities = [1];
    for (let last = 1; last < maximum && capacities.length <= maximumSteps; capacities.push(last))
      last = Math.min(maximum, Math.max(last + 1, Math.floor((last * percent) / 100)));
    if (capacities.length <= maximumSteps) return capacities;
  }
}
