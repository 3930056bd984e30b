/**
 * CloudWatch dashboards as plain values: the subset of widgets that the program generates.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
import type { DeferredString, Json } from '../values/deferred-values';
import type { MetricStatistic } from './alarms/metric-alarms';

/** The number of columns of a dashboard. */
export const dashboardColumns = 24;

/** The maximum number of alarms in an alarm widget. */
export const maximumWidgetAlarms = 100;

/**
 * The maximum number of metrics of a dashboard, in all widgets. It includes metrics that only expressions read.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
export const maximumDashboardMetrics = 2500;

/** A line of a graph: a metric, or the sum of metrics. */
export interface GraphLine {
  /** The label of the line. CloudWatch replaces `${…}` in it, so it must not be a text of a user with such characters. */
  readonly label: string;
  /** The metrics of the line. The line is their sum. */
  readonly metrics: readonly [GraphMetric, ...GraphMetric[]];
}

/** A metric of a line. */
export interface GraphMetric {
  /** The namespace, such as `AWS/SQS`. */
  readonly namespace: string;
  /** The name in its namespace. */
  readonly name: string;
  /** The values of the dimensions, by their names. */
  readonly dimensions: Readonly<Record<string, DeferredString>>;
  /** The statistic of each period. */
  readonly statistic: MetricStatistic;
}

/** A graph of lines. */
export interface Graph {
  /** The title. */
  readonly title: string;
  /** The seconds that one data point covers. */
  readonly periodSeconds: number;
  /** The lines. */
  readonly lines: readonly GraphLine[];
}

/** The position and the size of a widget in the grid. */
export interface WidgetBox {
  /** The first column, from 0. */
  readonly x: number;
  /** The first row, from 0. */
  readonly y: number;
  /** The number of columns. */
  readonly width: number;
  /** The number of rows. */
  readonly height: number;
}

/** Returns a text widget. Its text is Markdown, so it must not have a text of a user. */
export function textWidget(box: WidgetBox, markdown: string): Json {
  return { type: 'text', ...box, properties: { markdown } };
}

/** Returns a widget with the states of alarms, of which at most {@link maximumWidgetAlarms} are allowed. */
export function alarmWidget(box: WidgetBox, title: string, alarmArns: readonly DeferredString[]): Json {
  return { type: 'alarm', ...box, properties: { title, alarms: alarmArns } };
}

/** Returns a widget with a graph. */
export function graphWidget(box: WidgetBox, region: string, { title, periodSeconds, lines }: Graph): Json {
  return {
    type: 'metric',
    ...box,
    properties: {
      title,
      region,
      view: 'timeSeries',
      stacked: false,
      period: periodSeconds,
      metrics: lines.flatMap(lineRows),
    },
  };
}

/** Returns the number of metrics and expressions of a line. */
export function lineSize({ metrics }: GraphLine): number {
  return metrics.length === 1 ? 1 : metrics.length + 1;
}

function lineRows({ label, metrics }: GraphLine, index: number): readonly Json[] {
  if (metrics.length === 1) return metrics.map((metric) => metricRow(metric, { label }));
  const ids = metrics.map((_, position) => `m${index}_${position}`);
  return [
    [{ expression: `SUM([${ids.join(', ')}])`, label, id: `sum${index}` }],
    ...metrics.map((metric, position) => metricRow(metric, { id: ids[position] ?? '', visible: false })),
  ];
}

function metricRow(
  { namespace, name, dimensions, statistic }: GraphMetric,
  rendering: Readonly<Record<string, Json>>,
): Json {
  return [namespace, name, ...Object.entries(dimensions).flat(), { ...rendering, stat: statistic }];
}
