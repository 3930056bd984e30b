import { calculate, type Aggregate, type Series, type Term } from './metric-math';

/** A value at a point in time; `undefined` if it is missing. */
export type DataPoint = number | undefined;

/** A point in the time range that CloudWatch reads. */
export interface TimePoint {
  /** The number of periods from this point to the newest point of the range. */
  readonly age: number;
  /** The age of the oldest point of the range. */
  readonly oldestAge: number;
}

const onlyPoint: TimePoint = { age: 0, oldestAge: 0 };

/**
 * Evaluates an expression at a point in time.
 *
 * An operation has a value if at least one of its series has a value. A missing value of another series then counts as
 * 0. A division by zero has no value.
 *
 * @param series - The expression.
 * @param pointOf - Returns the value of a metric or another expression, by its ID and the age of the point.
 * @param at - The point in time. By default, the time range has only this point.
 * @returns The value; `undefined` if it is missing.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-arithmetic
 */
export function evaluateMetricMath(
  series: Series,
  pointOf: (id: string, age: number) => DataPoint,
  at: TimePoint = onlyPoint,
): DataPoint {
  const point = (term: Term): DataPoint =>
    term.kind === 'number' ? term.value : evaluateMetricMath(term, pointOf, at);
  switch (series.kind) {
    case 'id':
      return pointOf(series.id, at.age);
    case 'calculation': {
      const [left, right] = [point(series.left), point(series.right)];
      const hasValue =
        (series.left.kind !== 'number' && left !== undefined) ||
        (series.right.kind !== 'number' && right !== undefined);
      return hasValue ? finite(calculate(series.operator, left ?? 0, right ?? 0)) : undefined;
    }
    case 'negative': {
      const value = point(series.operand);
      return value === undefined ? undefined : -value;
    }
    case 'rounded': {
      const value = point(series.operand);
      if (value === undefined) return undefined;
      return series.rounding === 'CEIL' ? Math.ceil(value) : Math.floor(value);
    }
    case 'difference': {
      const value = point(series.operand);
      const preceding = precedingValue(series.operand, pointOf, at);
      return value === undefined || preceding === undefined ? undefined : finite(value - preceding);
    }
    case 'filled':
      return point(series.operand) ?? point(series.filler);
    case 'choice': {
      const condition = point(series.condition);
      if (condition === undefined) return undefined;
      if (condition === 0) return series.whenFalse === undefined ? undefined : point(series.whenFalse);
      // If the condition is a series and true, a missing value counts as 0.
      return point(series.whenTrue) ?? (series.condition.kind === 'number' ? undefined : 0);
    }
    case 'aggregate':
      return aggregate(
        series.aggregate,
        series.operands.map(point).filter((value) => value !== undefined),
      );
  }
}

/** Returns the newest value before a point that is not missing; `undefined` if the time range has none. */
function precedingValue(
  series: Series,
  pointOf: (id: string, age: number) => DataPoint,
  { age, oldestAge }: TimePoint,
): DataPoint {
  for (let earlier = age + 1; earlier <= oldestAge; earlier += 1) {
    const value = evaluateMetricMath(series, pointOf, { age: earlier, oldestAge });
    if (value !== undefined) return value;
  }
  return undefined;
}

function finite(value: number): DataPoint {
  return Number.isFinite(value) ? value : undefined;
}

/**
 * Aggregates the values that are not missing. According to AWS's documentation, only `AVG` counts missing values as 0.
 * This subset of metric math does not have `AVG`.
 */
function aggregate(name: Aggregate, points: readonly number[]): DataPoint {
  if (points.length === 0) return undefined;
  switch (name) {
    case 'MAX':
      return Math.max(...points);
    case 'MIN':
      return Math.min(...points);
    case 'SUM':
      return finite(points.reduce((sum, value) => sum + value, 0));
  }
}
