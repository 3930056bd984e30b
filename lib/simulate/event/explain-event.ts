/** Explains field by field why a rule does not match an event. */
import { describeMatcher } from '../../aws/events/describe-matcher';
import type { EventPattern, ValueMatcher } from '../../aws/events/event-patterns';
import type { Mismatch } from '../../aws/events/explain-mismatch';
import { matchesPattern } from '../../aws/events/match-event-pattern';
import { fieldOf, isList, isObject } from '../../values/json';

/** A condition of a pattern: the matchers of one field, or the alternatives of `$or`. */
interface Condition {
  readonly field: string;
  /** A pattern that has only this condition. */
  readonly pattern: EventPattern;
  readonly wanted: string;
  readonly names: readonly string[];
}

/**
 * Explains why an event does not match a pattern.
 *
 * @param pattern - A valid pattern.
 * @param event - The whole event.
 * @returns A mismatch for each condition that does not match; empty if the event matches.
 */
export function explainEvent(pattern: EventPattern, event: unknown): readonly Mismatch[] {
  if (matchesPattern(pattern, event)) return [];
  const conditions = conditionsOf(pattern, []);
  const unmatched = conditions.filter((condition) => !matchesPattern(condition.pattern, event));
  if (unmatched.length > 0)
    return unmatched.map(({ field, wanted, names }) => ({ field, got: valueText(event, names), wanted }));
  // Each condition alone matches an element of a list, but no element matches all conditions.
  const lists = conditions.filter(({ names }) => valuesAt(event, names).length > 1);
  return lists.map(({ field, wanted, names }) => ({
    field,
    got: valueText(event, names),
    wanted: `${wanted}, in the same element of the list`,
  }));
}

function conditionsOf(pattern: EventPattern, above: readonly string[]): readonly Condition[] {
  return Object.entries(pattern).flatMap(([name, demanded]): readonly Condition[] => {
    const names = [...above, name];
    if (!isList(demanded)) return conditionsOf(demanded, names);
    if (name !== '$or')
      return [
        {
          field: names.join('.'),
          pattern: nested(names, demanded),
          wanted: demanded.map(describeMatcher).join(' or '),
          names,
        },
      ];
    const alternatives = demanded.filter((one) => isPattern(one));
    return [
      {
        field: names.join('.'),
        pattern: nested(names, alternatives),
        wanted: `is one of: ${alternatives.map((one) => wordsOf(one, above)).join('; ')}`,
        names: above,
      },
    ];
  });
}

function wordsOf(pattern: EventPattern, above: readonly string[]): string {
  return conditionsOf(pattern, above)
    .map(({ field, wanted }) => `${field} ${wanted}`)
    .join(' and ');
}

function isPattern(value: ValueMatcher | EventPattern): value is EventPattern {
  return isObject(value);
}

function nested([name = '', ...rest]: readonly string[], leaf: EventPattern[string]): EventPattern {
  return { [name]: rest.length === 0 ? leaf : nested(rest, leaf) };
}

/** Returns the values at a path. If the path goes through a list, they are the values of all its elements. */
function valuesAt(value: unknown, names: readonly string[]): readonly unknown[] {
  if (isList(value)) return value.flatMap((one) => valuesAt(one, names));
  const [name, ...rest] = names;
  if (name === undefined) return [value];
  const found = fieldOf(value, name);
  return found === undefined ? [] : valuesAt(found, rest);
}

/** The maximum number of characters of an event's value in the text of a mismatch. */
const maximumValueCharacters = 100;

function valueText(event: unknown, names: readonly string[]): string {
  const values = valuesAt(event, names);
  if (values.length === 0) return 'nothing';
  const text = values.map((value) => JSON.stringify(value)).join(', ');
  return text.length <= maximumValueCharacters ? text : `${text.slice(0, maximumValueCharacters - 1)}…`;
}
