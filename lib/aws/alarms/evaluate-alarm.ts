import { evaluateMetricMath, type DataPoint } from './metric-math/evaluate-metric-math';
import { parseMetricMath } from './metric-math/parse-metric-math';
import type { Alarm, Metric } from './metric-alarms';

/**
 * The state of an alarm. The simulation has no `INSUFFICIENT_DATA`, because no generated alarm treats missing data as
 * `missing`.
 */
export type AlarmState = 'OK' | 'ALARM';

/** The result of an evaluation. */
export interface AlarmEvaluation {
  /** The new state. */
  readonly state: AlarmState;
  /** The newest value that is not missing; `undefined` if all are. A scaling policy selects its step by this value. */
  readonly value: DataPoint;
}

/**
 * The number of periods that CloudWatch reads before the evaluation periods, to replace missing values with real ones.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html#alarms-evaluating-missing-data
 */
const additionalPeriods = 2;

/** Evaluates an alarm as CloudWatch does. */
export class AlarmEvaluator {
  private readonly compute: (pointOf: (metric: Metric) => DataPoint) => DataPoint;

  /**
   * Creates an evaluator.
   *
   * @param alarm - The alarm.
   * @throws TypeError if an expression is invalid, or depends on several points in time.
   */
  constructor(private readonly alarm: Alarm) {
    this.compute = compile(alarm);
  }

  /** The number of periods that an evaluation reads. */
  get range(): number {
    return this.alarm.evaluationPeriods + additionalPeriods;
  }

  /**
   * Returns the value that is compared with the threshold.
   *
   * @param pointOf - Returns the value of a metric.
   */
  valueOf(pointOf: (metric: Metric) => DataPoint): DataPoint {
    return this.compute(pointOf);
  }

  /**
   * Returns the state of the alarm. Missing values count only if there are too few real values.
   *
   * @param values - The values of the last `range` periods, the oldest first.
   * @param before - The state before the evaluation.
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html#alarms-evaluating-missing-data
   */
  evaluate(values: readonly DataPoint[], before: AlarmState): AlarmEvaluation {
    const { evaluationPeriods, treatMissingData } = this.alarm;
    const real = values.filter((value) => value !== undefined).slice(-evaluationPeriods);
    const value = real.at(-1);
    if (!real.every((point) => this.isBreaching(point))) return { state: 'OK', value };
    if (real.length === evaluationPeriods) return { state: 'ALARM', value };
    const stateForMissing = { notBreaching: 'OK', breaching: 'ALARM', ignore: before } as const;
    return { state: stateForMissing[treatMissingData], value };
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

/**
 * Returns a function that computes the value of the alarm: the value of its last query. An expression can refer only to
 * earlier queries.
 */
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
    return { id, series: parsed.value };
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
