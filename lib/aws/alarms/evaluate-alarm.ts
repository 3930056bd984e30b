import { evaluateMetricMath, type DataPoint, type TimePoint } from './metric-math/evaluate-metric-math';
import type { Series } from './metric-math/metric-math';
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

/** Returns the value of a metric in a period, by the number of periods from this one to the newest one. */
type PointOf = (metric: Metric, age: number) => DataPoint;

/** Evaluates an alarm as CloudWatch does. */
export class AlarmEvaluator {
  private readonly compute: (pointOf: PointOf, at: TimePoint) => DataPoint;

  /**
   * Creates an evaluator.
   *
   * @param alarm - The alarm.
   * @throws TypeError if an expression is invalid.
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
   * @param age - The number of periods from the period of the value to the newest period.
   */
  valueOf(pointOf: PointOf, age = 0): DataPoint {
    return this.compute(pointOf, { age, oldestAge: this.range - 1 });
  }

  /**
   * Returns the values of the last `range` periods, the oldest first.
   *
   * @param pointOf - Returns the value of a metric in a period.
   */
  valuesOf(pointOf: PointOf): readonly DataPoint[] {
    const { range } = this;
    return Array.from({ length: range }, (_, index) => this.valueOf(pointOf, range - 1 - index));
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
function compile({ name, queries }: Alarm): (pointOf: PointOf, at: TimePoint) => DataPoint {
  const steps = new Map<string, MetricStep | ExpressionStep>();
  for (const query of queries) {
    if (!('expression' in query)) {
      steps.set(query.id, { kind: 'metric', metric: query });
      continue;
    }
    const parsed = parseMetricMath(query.expression, [...steps.keys()]);
    if (!parsed.ok) throw new TypeError(`${name}: ${query.expression}: ${parsed.reason}`);
    steps.set(query.id, { kind: 'expression', series: parsed.value });
  }
  const last = queries.at(-1)?.id ?? '';
  return (pointOf, { age, oldestAge }) => {
    const valueOf = (id: string, atAge: number): DataPoint => {
      const step = steps.get(id);
      switch (step?.kind) {
        case undefined:
          return undefined;
        case 'metric':
          return pointOf(step.metric, atAge);
        case 'expression':
          return evaluateMetricMath(step.series, valueOf, { age: atAge, oldestAge });
      }
    };
    return valueOf(last, age);
  };
}

interface MetricStep {
  readonly kind: 'metric';
  readonly metric: Metric;
}

interface ExpressionStep {
  readonly kind: 'expression';
  readonly series: Series;
}
