/** Alarms of CloudWatch as plain values: metrics, metric math, and the threshold. */

/** Seconds between two data points of SQS and of ECS. */
export const metricPeriodSeconds = 60;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
export type MetricQuery = Metric | MetricExpression;

export interface Metric {
  /** The name in expressions; begins with a small letter. */
  readonly id: string;
  /** `AWS/SQS`, or a namespace of an application's own metrics. */
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: MetricStatistic;
  /** Seconds that one data point covers. @default metricPeriodSeconds */
  readonly periodSeconds?: number;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
export type MetricStatistic = 'Average' | 'Maximum' | 'Minimum' | 'SampleCount' | 'Sum';

export interface MetricExpression {
  readonly id: string;
  /** CloudWatch's metric math over the ids of others. */
  readonly expression: string;
  readonly label: string;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export interface Alarm {
  readonly name: string;
  readonly description: string;
  /** The last one is what the threshold is compared with. */
  readonly queries: readonly [...MetricQuery[], MetricQuery];
  readonly comparison: 'GreaterThanOrEqualToThreshold' | 'GreaterThanThreshold' | 'LessThanThreshold';
  readonly threshold: number;
  /** So many periods in a row have to be beyond the threshold. */
  readonly evaluationPeriods: number;
  readonly treatMissingData: 'notBreaching' | 'breaching' | 'ignore';
}
