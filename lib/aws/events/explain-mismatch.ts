import type { EventPattern } from './event-patterns';
import { fieldOf, isList } from '../../values/json';
import { describeMatcher } from './describe-matcher';
import { matchesPattern } from './match-event-pattern';

/** A field of an event that does not match a pattern. */
export interface Mismatch {
  /** The path of the field: `detail.object.key`. */
  readonly field: string;
  /** The value in the event, as JSON; `nothing` if the event has no such field. */
  readonly got: string;
  /** A description of the matchers: `begins with "in/"`. */
  readonly wanted: string;
}

/**
 * Explains why an event does not match a pattern.
 *
 * @param pattern - A valid pattern.
 * @param event - The event, JSON of any form.
 * @param parentPath - The path of the object that the pattern describes.
 * @default parentPath the event itself
 * @returns One mismatch for each field that does not match; empty if the event matches.
 */
export function explainMismatch(pattern: EventPattern, event: unknown, parentPath = ''): readonly Mismatch[] {
  return Object.entries(pattern).flatMap(([name, expected]): readonly Mismatch[] => {
    const field = parentPath === '' ? name : `${parentPath}.${name}`;
    const value = fieldOf(event, name);
    if (!isList(expected)) return explainMismatch(expected, value, field);
    if (matchesPattern({ [name]: expected }, event)) return [];
    // The alternatives of $or are patterns, not matchers.
    const describe = name === '$or' ? (pattern: unknown) => JSON.stringify(pattern) : describeMatcher;
    const got = value === undefined ? 'nothing' : JSON.stringify(value);
    return [{ field, got, wanted: expected.map((one) => describe(one)).join(' or ') }];
  });
}
