/**
 * Matches events against patterns as Event Ruler, AWS's matcher, does.
 *
 * @see https://github.com/aws/event-ruler
 */
import type { EventPattern, ValueMatcher } from './event-patterns';
import { isList } from '../../values/json';
import { matchesValue, type EventLeaf } from './match-value';

/** A value of an event, its path (names joined by dots), and the list elements that contain the value. */
interface Leaf {
  readonly path: string;
  readonly value: EventLeaf;
  readonly elements: Elements;
}

/**
 * For each list that contains a value of the event: the index of the list element that contains the value. The keys are
 * the numbers of the lists, in the order of the event.
 */
type Elements = ReadonlyMap<number, number>;

/**
 * Whether an event matches a pattern.
 *
 * - At least one value of a list must match. Several fields below a list must match in the same element.
 * - A field whose value is an object or an empty list does not exist.
 * - If a pattern has a path twice after the expansion of `$or`, the later matchers apply.
 *
 * @param pattern - A valid pattern.
 * @param event - The event, JSON of any form.
 */
export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  const leaves = new Map<string, Leaf[]>();
  for (const leaf of leavesOf(event)) {
    const siblings = leaves.get(leaf.path);
    if (siblings === undefined) leaves.set(leaf.path, [leaf]);
    else siblings.push(leaf);
  }
  return alternatives(pattern, '').some((fields) => matchesFields(fields, leaves));
}

type Fields = readonly (readonly [path: string, matchers: readonly ValueMatcher[]])[];

/** Expands `$or`. Returns one list of paths with matchers for each combination of alternatives. */
function alternatives(pattern: EventPattern, parentPath: string): readonly Fields[] {
  return Object.entries(pattern).reduce<readonly Fields[]>(
    (combinations, [name, expected]) => {
      const ofField = alternativesOf(name, expected, parentPath);
      return combinations.flatMap((before) => ofField.map((fields) => [...before, ...fields]));
    },
    [[]],
  );
}

function alternativesOf(name: string, expected: EventPattern[string], parentPath: string): readonly Fields[] {
  const path = parentPath === '' ? name : `${parentPath}.${name}`;
  if (!isList(expected)) return alternatives(expected, path);
  if (isOr(name, expected)) return expected.flatMap((pattern) => alternatives(pattern, parentPath));
  return [[[path, expected]]];
}

function isOr(
  name: string,
  expected: readonly ValueMatcher[] | readonly EventPattern[],
): expected is readonly EventPattern[] {
  return name === '$or' && expected.length > 0;
}

function matchesFields(fields: Fields, leaves: ReadonlyMap<string, readonly Leaf[]>): boolean {
  // Event Ruler compares the fields in the order of their paths. The order matters: whether a field is absent depends on
  // the list elements in which the fields before it were found.
  const expected = [...new Map(fields)].sort(([a], [b]) => (a < b ? -1 : 1));
  const lastUse = lastUseOfLists(expected, leaves);
  let found: readonly Elements[] = [new Map()];
  for (const [index, [path, matchers]] of expected.entries()) {
    const atPath = leaves.get(path) ?? [];
    const next = new Map<string, Elements>();
    const add = (elements: Elements): void => {
      // Later fields must be in the same list elements as this field. If no later field is in a list, its element is not kept.
      const kept = [...elements]
        .filter(([list]) => (lastUse.get(list) ?? 0) > index)
        .sort(([a], [b]) => a - b);
      next.set(JSON.stringify(kept), new Map(kept));
    };
    for (const before of found) {
      const consistent = atPath.filter(({ elements }) => isConsistent(before, elements));
      for (const { value, elements } of consistent) {
        if (matchers.some((matcher) => matchesValue(matcher, value))) add(new Map([...before, ...elements]));
      }
      if (consistent.length === 0 && matchers.some(matchesAbsence)) add(before);
    }
    found = [...next.values()];
    if (found.length === 0) return false;
  }
  return true;
}

/** Returns, for each list of the event, the index of the last field that uses the list. */
function lastUseOfLists(
  expected: Fields,
  leaves: ReadonlyMap<string, readonly Leaf[]>,
): ReadonlyMap<number, number> {
  const lastUse = new Map<number, number>();
  expected.forEach(([path], index) => {
    for (const { elements } of leaves.get(path) ?? [])
      for (const list of elements.keys()) lastUse.set(list, index);
  });
  return lastUse;
}

function isConsistent(before: Elements, elements: Elements): boolean {
  return [...elements].every(([list, element]) => (before.get(list) ?? element) === element);
}

function matchesAbsence(matcher: ValueMatcher): boolean {
  return typeof matcher === 'object' && matcher !== null && 'exists' in matcher && !matcher.exists;
}

function leavesOf(event: unknown): readonly Leaf[] {
  const leaves: Leaf[] = [];
  let lists = 0;
  const walk = (value: unknown, path: string, elements: Elements): void => {
    if (isList(value)) {
      const list = lists;
      lists += 1;
      value.forEach((item, element) => {
        walk(item, path, new Map([...elements, [list, element]]));
      });
      return;
    }
    if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        walk(inner, path === '' ? name : `${path}.${name}`, elements);
      }
      return;
    }
    if (isLeaf(value)) leaves.push({ path, value, elements });
  };
  if (!isList(event)) walk(event, '', new Map());
  return leaves;
}

function isLeaf(value: unknown): value is EventLeaf {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
