/** Alarms of jobs: a metric of any namespace, and the action while the alarm is in its state. */
import type { Alarm, Metric } from '../../aws/alarms/metric-alarms';
import type { ScalingRule } from '../../aws/scaling/scaling';

/** Keys that tell the alarms of one job apart, and that end their names and addresses. */
export const alarmKeys = ['busy', 'idle', 'dead-letters', 'message-age'] as const;
export type AlarmKey = (typeof alarmKeys)[number];

/** An alarm of a job. */
export interface JobAlarm {
  /** Tells it from the job's other alarms. */
  readonly key: AlarmKey;
  readonly alarm: Alarm;
  readonly action: AlarmAction;
}

/** The action while the alarm is in the ALARM state. */
export type AlarmAction = NotifyTopic | ApplyScalingPolicy;

/** Publishes to an SNS topic, in the ALARM state and again in the OK state. */
export interface NotifyTopic {
  readonly kind: 'notify_topic';
  readonly topicArn: string;
}

/** Applies the scaling policy of the same job that has this key. AWS generates a part of the policy's ARN. */
export interface ApplyScalingPolicy {
  readonly kind: 'apply_scaling_policy';
  readonly policyKey: ScalingRule['key'];
}

/** An alarm on a single metric that notifies an SNS topic. */
export interface MetricAlarmOptions {
  readonly key: AlarmKey;
  /** The resource name of the job: the alarm's name begins with it. */
  readonly resourceName: string;
  readonly topicArn: string;
  readonly description: string;
  readonly metric: Omit<Metric, 'id'>;
  readonly threshold: number;
  /** @default GreaterThanOrEqualToThreshold */
  readonly comparison?: Alarm['comparison'];
  /** Periods in a row that must breach the threshold. @default 1 */
  readonly evaluationPeriods?: number;
  /** @default notBreaching */
  readonly treatMissingData?: Alarm['treatMissingData'];
}

/** Builds an alarm on one metric, of any namespace, that notifies an SNS topic. */
export function buildMetricAlarm({
  key,
  resourceName,
  topicArn,
  description,
  metric,
  threshold,
  comparison = 'GreaterThanOrEqualToThreshold',
  evaluationPeriods = 1,
  treatMissingData = 'notBreaching',
}: MetricAlarmOptions): JobAlarm {
  return {
    key,
    alarm: {
      name: `${resourceName}-${key}`,
      description,
      queries: [{ id: 'watched', ...metric }],
      comparison,
      threshold,
      evaluationPeriods,
      treatMissingData,
    },
    action: { kind: 'notify_topic', topicArn },
  };
}

/** Builds the alarm that applies a scaling policy while it is in the ALARM state. */
export function buildScalingAlarm({ key, alarm }: ScalingRule): JobAlarm {
  return { key, alarm, action: { kind: 'apply_scaling_policy', policyKey: key } };
}
