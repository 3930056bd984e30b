/** The pattern of an event job in words. */
import { describeMatcher } from '../aws/events/describe-matcher';
import type { EventPattern } from '../aws/events/event-patterns';
import type { PatternEventSource, EventRule } from '../jobs/triggers/triggers';
import { isList, isObject } from '../values/json';
import { printable } from './upload-patterns';

/**
 * Returns the requirements of a pattern, one line for each field: `detail.total is > 100`.
 *
 * @param pattern - A valid pattern.
 */
export function describePattern(pattern: EventPattern): readonly string[] {
  return linesOf(pattern, '').map(printable);
}

function linesOf(pattern: EventPattern, above: string): readonly string[] {
  return Object.entries(pattern).flatMap(([name, demanded]): readonly string[] => {
    const field = above === '' ? name : `${above}.${name}`;
    if (!isList(demanded)) return linesOf(demanded, field);
    if (name !== '$or') return [`${field} ${demanded.map(describeMatcher).join(' or ')}`];
    return [demanded.map((one) => (isPattern(one) ? linesOf(one, above).join(' and ') : '')).join(', or ')];
  });
}

function isPattern(value: unknown): value is EventPattern {
  return isObject(value);
}

/** Describes the events that a rule matches, on one line, with the first two fields of the rule's pattern. */
export function describeEvents({ eventPattern }: EventRule<PatternEventSource>): string {
  const lines = describePattern(eventPattern);
  const more = lines.length > 2 ? ` and ${lines.length - 2} more` : '';
  return `${lines.slice(0, 2).join(', ')}${more}`;
}
