/**
 * Whether an event is one that a rule takes, as AWS's own matcher says it.
 *
 * @see https://github.com/aws/event-ruler
 */
import type { EventPattern, ValueMatcher } from './event-patterns';
import { matchesValue, type EventLeaf } from './match-value';

/** A value of an event: its path, names joined by dots, and which element of which list it is in. */
interface Leaf {
  readonly path: string;
  readonly value: EventLeaf;
  readonly elements: Elements;
}

/** List → element. Lists are numbered as they are met. */
type Elements = ReadonlyMap<number, number>;

/**
 * Whether a rule of this pattern, which {@link validatePattern} has nothing against, takes the event. One value of a list
 * is enough; several fields below one list have to be those of the same element. A field with an object or an empty list
 * as its value does not exist. Two fields of the same path, `$or` expanded: the later one counts.
 */
export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  const leaves = new Map<string, Leaf[]>();
  for (const leaf of leavesOf(event)) {
    const others = leaves.get(leaf.path);
    if (others === undefined) leaves.set(leaf.path, [leaf]);
    else others.push(leaf);
  }
  return alternatives(pattern, '').some((fields) => matchesFields(fields, leaves));
}

type Fields = readonly (readonly [path: string, matchers: readonly ValueMatcher[]])[];

/** Each way to choose from every `$or`, as paths and what is asked of them. */
function alternatives(pattern: EventPattern, above: string): readonly Fields[] {
  return Object.entries(pattern).reduce<readonly Fields[]>(
    (ways, [name, asked]) => {
      const more = alternativesOf(name, asked, above);
      return ways.flatMap((way) => more.map((fields) => [...way, ...fields]));
    },
    [[]],
  );
}

function alternativesOf(name: string, asked: EventPattern[string], above: string): readonly Fields[] {
  const path = above === '' ? name : `${above}.${name}`;
  if (!isList(asked)) return alternatives(asked, path);
  if (isOfPatterns(name, asked)) return asked.flatMap((one) => alternatives(one, above));
  return [[[path, asked]]];
}

function isList(asked: EventPattern[string]): asked is readonly ValueMatcher[] | readonly EventPattern[] {
  return Array.isArray(asked);
}

function isOfPatterns(
  name: string,
  asked: readonly ValueMatcher[] | readonly EventPattern[],
): asked is readonly EventPattern[] {
  return name === '$or' && asked.length > 0;
}

function matchesFields(fields: Fields, leaves: ReadonlyMap<string, readonly Leaf[]>): boolean {
  // The matcher of AWS goes by the order of paths, and whether a field is absent depends on what was found before it.
  const asked = [...new Map(fields)].sort(([a], [b]) => (a < b ? -1 : 1));
  let found: readonly Elements[] = [new Map()];
  asked.forEach(([path, matchers], index) => {
    const here = leaves.get(path) ?? [];
    // Only lists that a later field has a value in can contradict it.
    const later = new Set(
      asked
        .slice(index + 1)
        .flatMap(([other]) => leaves.get(other) ?? [])
        .flatMap(({ elements }) => [...elements.keys()]),
    );
    const next = new Map<string, Elements>();
    const add = (elements: Elements): void => {
      const kept = [...elements].filter(([list]) => later.has(list)).sort(([a], [b]) => a - b);
      next.set(JSON.stringify(kept), new Map(kept));
    };
    for (const before of found) {
      const consistent = here.filter(({ elements }) => agree(before, elements));
      for (const { value, elements } of consistent) {
        if (matchers.some((matcher) => matchesValue(matcher, value))) add(new Map([...before, ...elements]));
      }
      if (consistent.length === 0 && matchers.some(asksForAbsence)) add(before);
    }
    found = [...next.values()];
  });
  return found.length > 0;
}

function agree(before: Elements, elements: Elements): boolean {
  return [...elements].every(([list, element]) => (before.get(list) ?? element) === element);
}

function asksForAbsence(matcher: ValueMatcher): boolean {
  return typeof matcher === 'object' && matcher !== null && 'exists' in matcher && !matcher.exists;
}

function leavesOf(event: unknown): readonly Leaf[] {
  const leaves: Leaf[] = [];
  let lists = 0;
  const walk = (value: unknown, path: string, elements: Elements): void => {
    if (Array.isArray(value)) {
      const list = lists;
      lists += 1;
      value.forEach((item: unknown, element) => {
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
  if (!Array.isArray(event)) walk(event, '', new Map());
  return leaves;
}

function isLeaf(value: unknown): value is EventLeaf {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
