/** What CloudWatch watches, as plain values: metrics, what is made of them, and when there is alarm. */

/** Seconds between two data points of SQS and of ECS, and the period of every alarm here. */
export const metricPeriodSeconds = 60;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
export type MetricQuery = Metric | MetricExpression;

export interface Metric {
  /** What expressions call it: begins with a small letter. */
  readonly id: string;
  readonly namespace: 'AWS/SQS' | 'AWS/ECS';
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Maximum' | 'SampleCount';
}

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
