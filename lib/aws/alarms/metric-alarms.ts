/** CloudWatch metrics and alarms as plain values. */
import type { DeferredString } from '../../values/deferred-values';

/**
 * The interval of the data points of SQS and ECS, and the period of each generated alarm.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-metrics.html
 */
export const metricPeriodSeconds = 60;

/**
 * A query of an alarm: a metric, or an expression over other queries.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export type MetricQuery = Metric | MetricExpression;

/**
 * A metric in CloudWatch, and the statistic that an alarm reads.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html
 */
export interface Metric {
  /** The ID by which expressions refer to this metric. It must begin with a lowercase letter. */
  readonly id: string;
  /** `AWS/SQS`, or the namespace of an application's own metrics. */
  readonly namespace: string;
  /** The name of the metric in its namespace. */
  readonly name: string;
  /** The values of the dimensions, by their names. */
  readonly dimensions: Readonly<Record<string, DeferredString>>;
  /** The statistic of each period. */
  readonly statistic: MetricStatistic;
  /**
   * The seconds that one data point covers.
   *
   * @default metricPeriodSeconds
   */
  readonly periodSeconds?: number;
}

/**
 * A statistic of the data points in a period.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export type MetricStatistic = 'Average' | 'Maximum' | 'Minimum' | 'SampleCount' | 'Sum';

/** An expression of metric math. */
export interface MetricExpression {
  /** The ID by which other expressions refer to this expression. It must begin with a lowercase letter. */
  readonly id: string;
  /** Metric math over the IDs of other queries. */
  readonly expression: string;
  /** The label in the console. */
  readonly label: string;
}

/**
 * An alarm.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export interface Alarm {
  /** The name, unique in the account and region. */
  readonly name: string;
  /** The description in the console. */
  readonly description: string;
  /** The queries. The value of the last one is compared with the threshold. */
  readonly queries: readonly [...MetricQuery[], MetricQuery];
  /** The comparison of the value with the threshold. The alarm is in `ALARM` while the comparison is true. */
  readonly comparison: 'GreaterThanOrEqualToThreshold' | 'GreaterThanThreshold' | 'LessThanThreshold';
  /** The threshold. */
  readonly threshold: number;
  /** The number of consecutive periods for which the comparison must be true. */
  readonly evaluationPeriods: number;
  /** The effect of missing values. */
  readonly treatMissingData: 'notBreaching' | 'breaching' | 'ignore';
}
