/**
 * CloudWatch's metric math, as far as it can be told from a single point in time.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax
 */

/** A number, which is the same at every time, or a time series. */
export type Term = Constant | Series;

export interface Constant {
  readonly kind: 'number';
  readonly value: number;
}

/** What has a value at a point in time, or none. */
export type Series =
  /** A metric, or another expression. */
  | { readonly kind: 'id'; readonly id: string }
  /** At least one of the two is a series. */
  | {
      readonly kind: 'calculation';
      readonly operator: Operator;
      readonly left: Term;
      readonly right: Term;
    }
  | { readonly kind: 'negative'; readonly of: Series }
  | { readonly kind: 'rounded'; readonly how: 'CEIL' | 'FLOOR'; readonly of: Series }
  | { readonly kind: 'filled'; readonly of: Series; readonly with: Term }
  | {
      readonly kind: 'choice';
      readonly condition: Term;
      readonly then: Term;
      /** Absent, there is no value where the condition does not hold. */
      readonly otherwise: Term | undefined;
    }
  /** Of several series, at the same time. */
  | { readonly kind: 'aggregate'; readonly how: Aggregate; readonly of: readonly Series[] };

export const aggregates = ['MAX', 'MIN', 'SUM'] as const;
export type Aggregate = (typeof aggregates)[number];

/** Those of a row bind as tightly as each other, and less than those of the next. */
export const operators = [
  ['>=', '<=', '==', '!=', '>', '<'],
  ['+', '-'],
  ['*', '/'],
] as const;
export type Operator = (typeof operators)[number][number];

/** What is calculated of two numbers; a comparison is 1 or 0, and nothing finite is divided by zero. */
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
