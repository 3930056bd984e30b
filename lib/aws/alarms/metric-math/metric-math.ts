/**
 * A subset of CloudWatch's metric math: the expressions whose value at a point in time depends only on that point and on
 * earlier points.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax
 */

/** A constant or a time series. */
export type Term = Constant | Series;

/** A number, which has the same value at each point in time. */
export interface Constant {
  readonly kind: 'number';
  /** The value. */
  readonly value: number;
}

/** A time series: it has a value, or no value, at each point in time. */
export type Series =
  /** A metric, or another expression, by its ID. */
  | { readonly kind: 'id'; readonly id: string }
  /** An operation of which at least one operand is a series. */
  | {
      readonly kind: 'calculation';
      readonly operator: Operator;
      readonly left: Term;
      readonly right: Term;
    }
  | { readonly kind: 'negative'; readonly operand: Series }
  | { readonly kind: 'rounded'; readonly rounding: 'CEIL' | 'FLOOR'; readonly operand: Series }
  /** `DIFF`: the difference to the preceding value. */
  | { readonly kind: 'difference'; readonly operand: Series }
  /** `FILL`: replaces missing values. */
  | { readonly kind: 'filled'; readonly operand: Series; readonly filler: Term }
  /** `IF` */
  | {
      readonly kind: 'choice';
      readonly condition: Term;
      readonly whenTrue: Term;
      /** The value if the condition is false. If it is `undefined`, the expression has no value in this case. */
      readonly whenFalse: Term | undefined;
    }
  /** An aggregate of several series at the same point in time. */
  | {
      readonly kind: 'aggregate';
      readonly aggregate: Aggregate;
      readonly operands: readonly Series[];
    };

/**
 * The functions that aggregate an array of series.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list
 */
export const aggregates = ['MAX', 'MIN', 'SUM'] as const;
/** A function that aggregates an array of series. */
export type Aggregate = (typeof aggregates)[number];

/** The operators by precedence, the lowest first. Operators of a row have the same precedence. */
export const operators = [
  ['>=', '<=', '==', '!=', '>', '<'],
  ['+', '-'],
  ['*', '/'],
] as const;
/** An arithmetic or comparison operator. */
export type Operator = (typeof operators)[number][number];

/** Calculates with two numbers. The result of a comparison is 1 or 0; a division by zero is not finite. */
export function calculate(operator: Operator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '>':
      return Number(left > right);
    case '>=':
      return Number(left >= right);
    case '<':
      return Number(left < right);
    case '<=':
      return Number(left <= right);
    case '==':
      return Number(left === right);
    case '!=':
      return Number(left !== right);
  }
}
