/**
 * Whether one value of an event is what one element of a pattern asks for.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
import { isInCidr } from './cidr';
import type { AnythingBut, IgnoringCase, NumericComparison, ValueMatcher } from './event-patterns';

/** What a field of an event is, once it is no object and no list. */
export type EventLeaf = string | number | boolean | null;

/** Whether the value is what the matcher asks for. `exists` is about fields: here, the field is there. */
export function matchesValue(matcher: ValueMatcher, value: EventLeaf): boolean {
  if (typeof matcher !== 'object' || matcher === null) return matcher === value;
  if ('exists' in matcher) return matcher.exists;
  if ('numeric' in matcher) return typeof value === 'number' && isWithin(matcher.numeric, value);
  if ('anything-but' in matcher) return !isOneOf(matcher['anything-but'], value);
  if (typeof value !== 'string') return false;
  if ('cidr' in matcher) return isInCidr(matcher.cidr, value);
  if ('wildcard' in matcher) return matchesWildcard(matcher.wildcard, value);
  if ('equals-ignore-case' in matcher) return matchesIgnoringCase(matcher, 'all', value);
  if ('prefix' in matcher) {
    return typeof matcher.prefix === 'string'
      ? value.startsWith(matcher.prefix)
      : matchesIgnoringCase(matcher.prefix, 'start', value);
  }
  return typeof matcher.suffix === 'string'
    ? value.endsWith(matcher.suffix)
    : matchesIgnoringCase(matcher.suffix, 'end', value);
}

function isOneOf(excluded: AnythingBut, value: EventLeaf): boolean {
  if (typeof excluded !== 'object') return excluded === value;
  if (isList(excluded)) return excluded.some((one) => one === value);
  if ('prefix' in excluded) return anyOf(excluded.prefix, (prefix) => matchesValue({ prefix }, value));
  if ('suffix' in excluded) return anyOf(excluded.suffix, (suffix) => matchesValue({ suffix }, value));
  if ('wildcard' in excluded)
    return anyOf(excluded.wildcard, (wildcard) => matchesValue({ wildcard }, value));
  return anyOf(excluded['equals-ignore-case'], (text) => matchesValue({ 'equals-ignore-case': text }, value));
}

function isList(excluded: object): excluded is readonly string[] | readonly number[] {
  return Array.isArray(excluded);
}

function anyOf(texts: string | readonly string[], isSo: (text: string) => boolean): boolean {
  return typeof texts === 'string' ? isSo(texts) : texts.some(isSo);
}

function isWithin([operator, bound, ...second]: NumericComparison, value: number): boolean {
  if (!compares(operator, value, bound)) return false;
  const [top, topBound] = second;
  return top === undefined || topBound === undefined || compares(top, value, topBound);
}

function compares(operator: '=' | '<' | '<=' | '>' | '>=', value: number, bound: number): boolean {
  switch (operator) {
    case '=':
      return value === bound;
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
  }
}

/**
 * The literal texts between the asterisks of a wildcard, or why it is none: two asterisks in a row, or a backslash before
 * anything but an asterisk or a backslash.
 */
export function wildcardParts(wildcard: string): readonly string[] | string {
  const parts: string[] = [];
  let part = '';
  for (const [piece] of wildcard.matchAll(/\\.?|\*+|[^\\*]+/gs)) {
    if (piece.startsWith('**')) return '** is refused; write * once';
    if (/^\\[^\\*]?$/s.test(piece)) return 'a backslash stands before * or another backslash alone';
    if (piece === '*') {
      parts.push(part);
      part = '';
    } else {
      part += piece.startsWith('\\') ? piece.slice(1) : piece;
    }
  }
  return [...parts, part];
}

/** Whether a text is one that the wildcard stands for. Choice states of Step Functions write and escape theirs alike. */
export function matchesWildcard(wildcard: string, value: string): boolean {
  const parts = wildcardParts(wildcard);
  if (typeof parts === 'string') return false;
  const first = parts.at(0) ?? '';
  if (parts.length === 1) return value === first;
  const last = parts.at(-1) ?? '';
  if (!value.startsWith(first) || !value.endsWith(last)) return false;
  // The earliest place of each part leaves the most to the parts behind it.
  let position = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = value.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return position + last.length <= value.length;
}

/**
 * AWS's matcher takes each UTF-16 unit of the pattern in capitals and in small letters, `ß` being `SS` too, and nothing
 * else: `ς` is no `Σ` to it, and half of a surrogate pair turns into a question mark.
 */
function matchesIgnoringCase(pattern: IgnoringCase, where: 'all' | 'start' | 'end', value: string): boolean {
  const text = pattern['equals-ignore-case'];
  let positions = new Set(where === 'end' ? Array.from({ length: value.length + 1 }, (_, at) => at) : [0]);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charAt(index).replace(/[\ud800-\udfff]/, '?');
    const next = new Set<number>();
    for (const cased of new Set([unit.toUpperCase(), unit.toLowerCase()])) {
      for (const position of positions) {
        if (value.startsWith(cased, position)) next.add(position + cased.length);
      }
    }
    positions = next;
  }
  return where === 'start' ? positions.size > 0 : positions.has(value.length);
}
