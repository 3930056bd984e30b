/** Alarms of jobs. An alarm evaluates metrics of any namespace, and has an action for the ALARM state. */
import type { Alarm, Metric } from '../../aws/alarms/metric-alarms';
import type { ScalingRule } from '../../aws/scaling/scaling';
import type { JobTopic } from './topics';

/** The keys of a job's alarms. The alarm's name and address end with the key. */
export const alarmKeys = [
  'busy',
  'idle',
  'dead-letters',
  'dead-letters-added',
  'message-age',
  'stalled',
  'undelivered',
  'failed-invocations',
] as const;
/** The keys of the alarms that start and stop the tasks of a worker. They notify no SNS topic. */
export const scalingAlarmKeys = ['busy', 'idle'] as const satisfies readonly AlarmKey[];

/** The key of an alarm, unique in its job. */
export type AlarmKey = (typeof alarmKeys)[number];

/** The kinds of notifications that have a section in docs/alarms.md. The heading of the section has the same words. */
export type RunbookSection = AlarmKey | 'failed-run' | 'failed-task' | 'failed-worker' | 'dropped-runs';

/** Returns the page and the heading that explain a notification, and what to do first. */
export function runbookOf(section: RunbookSection): string {
  return `docs/alarms.md#${section}`;
}

/** An alarm of a job. */
export interface JobAlarm {
  /** The key of the alarm, unique in its job. */
  readonly key: AlarmKey;
  /** The alarm as CloudWatch evaluates it. */
  readonly alarm: Alarm;
  /** The effect of the alarm. */
  readonly action: AlarmAction;
}

/** The action while the alarm is in the ALARM state. */
export type AlarmAction = NotifyTopic | ApplyScalingPolicy;

/** An alarm action that publishes to an SNS topic, in the ALARM state and again in the OK state. */
export interface NotifyTopic {
  readonly kind: 'notify_topic';
  /** The SNS topic, and whether the alarm notifies it. */
  readonly topic: JobTopic;
  /**
   * Whether the alarm publishes nothing in the OK state.
   *
   * @default false
   */
  readonly isSilentWhenOk?: true;
}

/**
 * An alarm action that applies a scaling policy of the same job. It has the policy's key instead of its ARN, because
 * AWS generates a part of the ARN.
 */
export interface ApplyScalingPolicy {
  readonly kind: 'apply_scaling_policy';
  /** The key of the scaling policy. */
  readonly policyKey: ScalingRule['key'];
}

/** The options of an alarm that notifies an SNS topic, and that evaluates a single metric. */
export interface MetricAlarmOptions {
  /** The key of the alarm. The name of the alarm ends with the key. */
  readonly key: AlarmKey;
  /** The resource name of the job. The name of the alarm begins with it. */
  readonly resourceName: string;
  /** The SNS topic, and whether the alarm notifies it. */
  readonly topic: JobTopic;
  /** The description of the alarm, which the notification contains. The page of the runbook follows it. */
  readonly description: string;
  /** The metric, without a query ID, because the alarm has only this metric. */
  readonly metric: Omit<Metric, 'id'>;
  /** The threshold, in the unit of the metric. */
  readonly threshold: number;
  /**
   * The comparison of the metric with the threshold.
   *
   * @default GreaterThanOrEqualToThreshold
   */
  readonly comparison?: Alarm['comparison'];
  /**
   * The number of consecutive periods that must breach the threshold.
   *
   * @default 1
   */
  readonly evaluationPeriods?: number;
  /**
   * The effect of missing values.
   *
   * @default notBreaching
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
   */
  readonly treatMissingData?: Alarm['treatMissingData'];
}

/** Builds an alarm on one metric, of any namespace, that notifies an SNS topic. */
export function buildMetricAlarm({
  key,
  resourceName,
  topic,
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
      description: `${description} Runbook: ${runbookOf(key)}`,
      queries: [{ id: 'watched', ...metric }],
      comparison,
      threshold,
      evaluationPeriods,
      treatMissingData,
    },
    action: { kind: 'notify_topic', topic },
  };
}

/** Builds the alarm that applies a scaling policy while it is in the ALARM state. */
export function buildScalingAlarm({ key, alarm }: ScalingRule): JobAlarm {
  return { key, alarm, action: { kind: 'apply_scaling_policy', policyKey: key } };
}
