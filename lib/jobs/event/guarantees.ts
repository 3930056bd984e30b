/** What a pattern guarantees of the events that it matches. */
import type { EventPattern, ValueMatcher } from '../../aws/events/event-patterns';

/** What is true of the value at a path in every event that matches. */
export interface Guarantee {
  /** Whether every event has a value there. */
  readonly isPresent: boolean;
  /** Whether the value, or each value of a list, is a text. */
  readonly isText: boolean;
}

/**
 * Returns what a pattern guarantees of the value at a path.
 *
 * @param pattern - `undefined` if it is invalid: then everything is guaranteed, since the pattern is an error by itself
 * @param names - the path from the top of the event
 */
export function guaranteeOf(pattern: EventPattern | undefined, names: readonly string[]): Guarantee {
  if (pattern === undefined) return { isPresent: true, isText: true };
  const path = names.join('.');
  const leaves = leavesAt(pattern, path);
  const isDemanded = coversPath(pattern, path);
  return {
    isPresent: isDemanded && leaves.every((matchers) => matchers.every(demandsField)),
    isText: isDemanded && leaves.every((matchers) => matchers.every(demandsText)),
  };
}

/** Returns what each leaf at the path demands, whichever alternative of `$or` it is in. */
function leavesAt(pattern: EventPattern, path: string): readonly (readonly ValueMatcher[])[] {
  return Object.entries(pattern).flatMap(([name, demanded]): readonly (readonly ValueMatcher[])[] => {
    if (isAlternatives(name, demanded)) return demanded.flatMap((one) => leavesAt(one, path));
    if (isMatchers(demanded)) return name === path ? [demanded] : [];
    if (isPattern(demanded) && path.startsWith(`${name}.`))
      return leavesAt(demanded, path.slice(name.length + 1));
    return [];
  });
}

/** Whether the pattern has a leaf at the path, in every alternative of `$or`. */
function coversPath(pattern: EventPattern, path: string): boolean {
  return Object.entries(pattern).some(([name, demanded]) => {
    if (isAlternatives(name, demanded)) return demanded.every((one) => coversPath(one, path));
    if (isMatchers(demanded)) return name === path;
    return (
      isPattern(demanded) && path.startsWith(`${name}.`) && coversPath(demanded, path.slice(name.length + 1))
    );
  });
}

type Demanded = EventPattern[string];

function isAlternatives(name: string, demanded: Demanded): demanded is readonly EventPattern[] {
  return name === '$or' && Array.isArray(demanded);
}

function isMatchers(demanded: Demanded): demanded is readonly ValueMatcher[] {
  return Array.isArray(demanded);
}

function isPattern(demanded: Demanded): demanded is EventPattern {
  return !Array.isArray(demanded);
}

/** Every operator but `exists: false` matches only a field that is there. */
function demandsField(matcher: ValueMatcher): boolean {
  return typeof matcher !== 'object' || matcher === null || !('exists' in matcher) || matcher.exists;
}

const textOperators = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard', 'cidr'] as const;

function demandsText(matcher: ValueMatcher): boolean {
  if (typeof matcher !== 'object' || matcher === null) return typeof matcher === 'string';
  return textOperators.some((operator) => operator in matcher);
}
