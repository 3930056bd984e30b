import { evaluateMetricMath, type DataPoint } from './metric-math/evaluate-metric-math';
import { parseMetricMath } from './metric-math/parse-metric-math';
import type { Alarm, Metric } from './metric-alarms';

/** `INSUFFICIENT_DATA` is no state of alarms that say what missing data counts as. */
export type AlarmState = 'OK' | 'ALARM';

export interface AlarmEvaluation {
  readonly state: AlarmState;
  /** The newest value there is, of which a step is chosen. */
  readonly value: DataPoint;
}

/** CloudWatch looks at more periods than it asks of, to have real values instead of missing ones. */
const furtherPeriods = 2;

/** An alarm that can be asked of points in time. */
export class AlarmEvaluator {
  private readonly compute: (pointOf: (metric: Metric) => DataPoint) => DataPoint;

  /** @throws TypeError for an expression that is no metric math of a single point in time. */
  constructor(private readonly alarm: Alarm) {
    this.compute = compile(alarm);
  }

  /** How many periods are looked at. */
  get range(): number {
    return this.alarm.evaluationPeriods + furtherPeriods;
  }

  /** What the threshold is compared with, at a time at which metrics have these values. */
  valueOf(pointOf: (metric: Metric) => DataPoint): DataPoint {
    return this.compute(pointOf);
  }

  /**
   * The state by the values of `range` periods, the oldest first. Real values count first, and what is missing only as
   * far as there are not enough of them.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html#alarms-evaluating-missing-data
   */
  evaluate(values: readonly DataPoint[], before: AlarmState): AlarmEvaluation {
    const { evaluationPeriods, treatMissingData } = this.alarm;
    const real = values.filter((value) => value !== undefined).slice(-evaluationPeriods);
    const value = real.at(-1);
    if (!real.every((one) => this.isBreaching(one))) return { state: 'OK', value };
    if (real.length === evaluationPeriods) return { state: 'ALARM', value };
    const filled = { notBreaching: 'OK', breaching: 'ALARM', ignore: before } as const;
    return { state: filled[treatMissingData], value };
  }

  private isBreaching(value: number): boolean {
    const { comparison, threshold } = this.alarm;
    switch (comparison) {
      case 'GreaterThanOrEqualToThreshold':
        return value >= threshold;
      case 'GreaterThanThreshold':
        return value > threshold;
      case 'LessThanThreshold':
        return value < threshold;
    }
  }
}

/** Each expression is over the queries before it; the last one is the value. */
function compile({ name, queries }: Alarm): (pointOf: (metric: Metric) => DataPoint) => DataPoint {
  const ids: string[] = [];
  const steps = queries.map((query) => {
    const { id } = query;
    if (!('expression' in query)) {
      ids.push(id);
      return { id, metric: query };
    }
    const parsed = parseMetricMath(query.expression, ids);
    if (!parsed.ok) throw new TypeError(`${name}: ${query.expression}: ${parsed.reason}`);
    ids.push(id);
    return { id, series: parsed.series };
  });
  return (pointOf) => {
    const points = new Map<string, DataPoint>();
    let last: DataPoint;
    for (const step of steps) {
      last =
        'metric' in step ? pointOf(step.metric) : evaluateMetricMath(step.series, (id) => points.get(id));
      points.set(step.id, last);
    }
    return last;
  };
}
