/** Ranges of numbers and of instants, for the operators `Numeric…` and `Date…`. */

/** The numbers between two bounds. */
export interface NumberRange {
  /** The lower bound. */
  readonly from: number;
  /** The upper bound. */
  readonly to: number;
  /** Whether the range has the lower bound itself. */
  readonly hasFrom: boolean;
  /** Whether the range has the upper bound itself. */
  readonly hasTo: boolean;
}

/** Returns the numbers for which an operator holds; `undefined` if the value is not a number or a date. */
export function rangeOf(operator: string, text: string): NumberRange | undefined {
  const value = operator.startsWith('Date') && !/^\d+$/.test(text) ? Date.parse(text) / 1000 : Number(text);
  if (!Number.isFinite(value) || text.trim() === '') return undefined;
  const hasBound = operator.endsWith('Equals');
  if (operator.includes('LessThan')) return { from: -Infinity, hasFrom: false, to: value, hasTo: hasBound };
  if (operator.includes('GreaterThan')) return { from: value, hasFrom: hasBound, to: Infinity, hasTo: false };
  return { from: value, hasFrom: true, to: value, hasTo: true };
}

/** Returns whether the second range has every number of the first range. An unknown range contains nothing. */
export function isRangeContained(inner: NumberRange | undefined, outer: NumberRange | undefined): boolean {
  if (inner === undefined || outer === undefined) return false;
  const isAbove = inner.from > outer.from || (inner.from === outer.from && (outer.hasFrom || !inner.hasFrom));
  const isBelow = inner.to < outer.to || (inner.to === outer.to && (outer.hasTo || !inner.hasTo));
  return isAbove && isBelow;
}
