/** Guarantees of a pattern about the events that it matches. */
import type { EventPattern, ValueMatcher } from '../../aws/events/event-patterns';

/** Properties that the value at a path has in every event that the pattern matches. */
export interface Guarantee {
  /** Whether the path has a value. */
  readonly isPresent: boolean;
  /** Whether the value, or each value of a list, is a text. */
  readonly isText: boolean;
}

/**
 * Returns the guarantees of a pattern for the value at a path. A key with a dot, such as `detail.id`, guarantees
 * nothing: it also matches events with a field of this name instead of nested fields.
 *
 * @param pattern - The pattern of the rule; `undefined` if it is invalid. Then the function guarantees everything,
 *   because another rule already reports the pattern.
 * @param names - The path from the top of the event.
 */
export function guaranteeOf(pattern: EventPattern | undefined, names: readonly string[]): Guarantee {
  if (pattern === undefined) return { isPresent: true, isText: true };
  const leaves = leavesOf(pattern, []).filter((leaf) => leaf.names.join('.') === names.join('.'));
  const isDemanded = coversPath(pattern, names) && leaves.every((leaf) => leaf.names.length === names.length);
  return {
    isPresent: isDemanded && leaves.every(({ matchers }) => matchers.every(demandsField)),
    isText: isDemanded && leaves.every(({ matchers }) => matchers.every(demandsText)),
  };
}

interface Leaf {
  readonly names: readonly string[];
  readonly matchers: readonly ValueMatcher[];
}

/** Returns the lists of matchers in a pattern, including the lists in each alternative of `$or`. */
function leavesOf(pattern: EventPattern, above: readonly string[]): readonly Leaf[] {
  return Object.entries(pattern).flatMap(([name, demanded]): readonly Leaf[] => {
    if (isAlternatives(name, demanded)) return demanded.flatMap((one) => leavesOf(one, above));
    const names = [...above, name];
    if (isMatchers(demanded)) return [{ names, matchers: demanded }];
    return isPattern(demanded) ? leavesOf(demanded, names) : [];
  });
}

/** Whether the pattern has a list of matchers at the path, in every alternative of `$or`. */
function coversPath(pattern: EventPattern, path: readonly string[]): boolean {
  const [first, ...rest] = path;
  return Object.entries(pattern).some(([name, demanded]) => {
    if (isAlternatives(name, demanded)) return demanded.every((one) => coversPath(one, path));
    if (name !== first) return false;
    return isMatchers(demanded) ? rest.length === 0 : isPattern(demanded) && coversPath(demanded, rest);
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

/** Whether the matcher matches only events that have the field. All matchers except `exists: false` do. */
function demandsField(matcher: ValueMatcher): boolean {
  return typeof matcher !== 'object' || matcher === null || !('exists' in matcher) || matcher.exists;
}

const textOperators = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard', 'cidr'] as const;

function demandsText(matcher: ValueMatcher): boolean {
  if (typeof matcher !== 'object' || matcher === null) return typeof matcher === 'string';
  return textOperators.some((operator) => operator in matcher);
}
