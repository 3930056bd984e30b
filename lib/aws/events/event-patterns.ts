/**
 * Event patterns: the JSON with which a rule selects events.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */

/** Matches a text in upper, lower or mixed case. */
export type IgnoringCase = { readonly 'equals-ignore-case': string };

/** Compares a number with one bound, or with two. Of two bounds, the lower one must be first. */
export type NumericComparison =
  readonly ['=' | '<' | '<=' | '>' | '>=', number] | readonly ['>' | '>=', number, '<' | '<=', number];

/**
 * Matches every value except the given ones. With an operator, matches every value that the operator does not match.
 */
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
 * Matches a value of an event.
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
 * Matches events in which all fields match. A leaf is a list of matchers, one of which must match. Only `$or` has a list of
 * patterns.
 */
export type EventPattern = {
  readonly [field: string]: readonly ValueMatcher[] | EventPattern | readonly EventPattern[];
};
