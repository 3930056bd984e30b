import { matchesValue, type EventLeaf } from './event-pattern-values';
import type { EventPattern, ValueMatcher } from './event-patterns';

/** A field of an event that is not what the pattern asks for. */
export interface Mismatch {
  /** `detail.object.key` */
  readonly field: string;
  /** What the event has there: JSON, or `nothing`. */
  readonly got: string;
  /** What the pattern asks for, in words: `begins with "in/"`. */
  readonly wanted: string;
}

/** Why an event is none that the pattern takes, field by field: nothing when it takes it. Of patterns without `$or`. */
export function explainMismatch(pattern: EventPattern, event: unknown, above = ''): readonly Mismatch[] {
  return Object.entries(pattern).flatMap(([name, asked]): readonly Mismatch[] => {
    const field = above === '' ? name : `${above}.${name}`;
    const value = fieldOf(event, name);
    if (!isList(asked)) return explainMismatch(asked, value, field);
    const matchers = asked.filter((one): one is ValueMatcher => !isPattern(one));
    if (isLeaf(value) && matchers.some((matcher) => matchesValue(matcher, value))) return [];
    const got = value === undefined ? 'nothing' : JSON.stringify(value);
    return [{ field, got, wanted: matchers.map(describe).join(' or ') }];
  });
}

function isList(asked: EventPattern[string]): asked is readonly ValueMatcher[] | readonly EventPattern[] {
  return Array.isArray(asked);
}

/** In a list, what has a field with a list in it is a pattern. */
function isPattern(one: ValueMatcher | EventPattern): boolean {
  return typeof one === 'object' && one !== null && Object.values(one).some((inner) => isFieldOf(inner));
}

function isFieldOf(inner: unknown): boolean {
  return Array.isArray(inner) && !inner.every((item) => typeof item === 'string' || typeof item === 'number');
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}

function isLeaf(value: unknown): value is EventLeaf {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function describe(matcher: ValueMatcher): string {
  if (typeof matcher !== 'object' || matcher === null) return `is ${JSON.stringify(matcher)}`;
  if ('prefix' in matcher) return `begins with ${JSON.stringify(matcher.prefix)}`;
  if ('suffix' in matcher) return `ends with ${JSON.stringify(matcher.suffix)}`;
  if ('wildcard' in matcher) return `looks like ${JSON.stringify(matcher.wildcard)}`;
  if ('numeric' in matcher) {
    const [operator, bound, second, top] = matcher.numeric;
    return `is ${operator} ${bound}${second === undefined ? '' : ` and ${second} ${String(top)}`}`;
  }
  if ('exists' in matcher) return matcher.exists ? 'is there' : 'is not there';
  return JSON.stringify(matcher);
}
