import { calculate, type Aggregate, type Series, type Term } from './metric-math';

/** What is missing is `undefined`. */
export type DataPoint = number | undefined;

/**
 * An expression at a point in time. Two series have a value where one of them has: what is missing of the other counts
 * as 0. What is divided by zero is missing.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-arithmetic
 */
export function evaluateMetricMath(series: Series, pointOf: (id: string) => DataPoint): DataPoint {
  const point = (term: Term): DataPoint =>
    term.kind === 'number' ? term.value : evaluateMetricMath(term, pointOf);
  switch (series.kind) {
    case 'id':
      return pointOf(series.id);
    case 'calculation': {
      const [left, right] = [point(series.left), point(series.right)];
      const isThere =
        (series.left.kind !== 'number' && left !== undefined) ||
        (series.right.kind !== 'number' && right !== undefined);
      return isThere ? finite(calculate(series.operator, left ?? 0, right ?? 0)) : undefined;
    }
    case 'negative': {
      const of = point(series.of);
      return of === undefined ? undefined : -of;
    }
    case 'rounded': {
      const of = point(series.of);
      if (of === undefined) return undefined;
      return series.how === 'CEIL' ? Math.ceil(of) : Math.floor(of);
    }
    case 'filled':
      return point(series.of) ?? point(series.with);
    case 'choice': {
      const condition = point(series.condition);
      if (condition === undefined) return undefined;
      if (condition === 0) return series.otherwise === undefined ? undefined : point(series.otherwise);
      // By a series as the condition, what is missing of the other is 0; not so where it does not hold.
      return point(series.then) ?? (series.condition.kind === 'number' ? undefined : 0);
    }
    case 'aggregate':
      return aggregate(
        series.how,
        series.of.map(point).filter((one) => one !== undefined),
      );
  }
}

function finite(value: number): DataPoint {
  return Number.isFinite(value) ? value : undefined;
}

/** Of those that are there: AWS says of AVG alone that the others were 0. */
function aggregate(how: Aggregate, points: readonly number[]): DataPoint {
  if (points.length === 0) return undefined;
  switch (how) {
    case 'MAX':
      return Math.max(...points);
    case 'MIN':
      return Math.min(...points);
    case 'SUM':
      return finite(points.reduce((sum, one) => sum + one, 0));
  }
}
