/**
 * Which events a rule takes.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */

/** Characters in whatever case. */
export type IgnoringCase = { readonly 'equals-ignore-case': string };

/** A lower bound, an upper bound, one number, or both bounds in this order. */
export type NumericComparison =
  readonly ['=' | '<' | '<=' | '>' | '>=', number] | readonly ['>' | '>=', number, '<' | '<=', number];

/** What none of these is. */
export type AnythingBut =
  | string
  | number
  | readonly string[]
  | readonly number[]
  | { readonly prefix: string | readonly string[] }
  | { readonly suffix: string | readonly string[] }
  | { readonly wildcard: string | readonly string[] }
  | { readonly 'equals-ignore-case': string | readonly string[] };

/**
 * What a value of an event is compared with.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export type ValueMatcher =
  | string
  | number
  | boolean
  | null
  | { readonly prefix: string | IgnoringCase }
  | { readonly suffix: string | IgnoringCase }
  | IgnoringCase
  /** `*` is any text; `\*` is an asterisk and `\\` a backslash. */
  | { readonly wildcard: string }
  | { readonly numeric: NumericComparison }
  | { readonly exists: boolean }
  /** A block of IP addresses: `10.0.0.0/24`. */
  | { readonly cidr: string }
  | { readonly 'anything-but': AnythingBut };

/**
 * Every field has to match. A leaf is always a list, of which one element has to match; a list of patterns is that of
 * `$or` and nothing else.
 */
export type EventPattern = {
  readonly [field: string]: readonly ValueMatcher[] | EventPattern | readonly EventPattern[];
};

/** The characters that a pattern may have. */
export const maximumEventPatternBytes = 4096;

/** What numbers a pattern compares with: between minus and plus this one. */
export const maximumComparedNumber = 5e9;

/** The lengths of all `$or` lists of a pattern, multiplied. */
export const maximumOrCombinations = 1000;
