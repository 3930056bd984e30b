import { compare } from '../../text/compare';
import type { EventPattern, ValueMatcher } from './event-patterns';
import { isEventPattern } from './validate-event-pattern';

/** Sorts the fields of a pattern. Their order in the file has no effect, so it must not change a plan. */
export function sortFields(pattern: EventPattern): EventPattern {
  return Object.fromEntries(
    Object.entries(pattern)
      .map(([name, expected]): [string, EventPattern[string]] => [name, sortNested(expected)])
      .sort(([a], [b]) => Number(a === '$or') - Number(b === '$or') || compare(a, b)),
  );
}

function sortNested(expected: EventPattern[string]): EventPattern[string] {
  if (!isList(expected)) return sortFields(expected);
  return expected.every((one) => isEventPattern(one)) ? expected.map(sortFields) : expected;
}

function isList(
  expected: EventPattern[string],
): expected is readonly ValueMatcher[] | readonly EventPattern[] {
  return Array.isArray(expected);
}
