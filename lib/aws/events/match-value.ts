/**
 * Matches one value of an event with one matcher of a pattern.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
import { isList } from '../../values/json';
import { failure, success, type Result } from '../../text/result';
import { isInCidr } from './cidr';
import type { AnythingBut, IgnoringCase, NumericComparison, ValueMatcher } from './event-patterns';

/** A value of an event that is not an object or a list. */
export type EventLeaf = string | number | boolean | null;

/** Whether a value matches. A field with a value exists, so `exists: true` matches. */
export function matchesValue(matcher: ValueMatcher, value: EventLeaf): boolean {
  if (typeof matcher !== 'object' || matcher === null) return matcher === value;
  if ('exists' in matcher) return matcher.exists;
  if ('numeric' in matcher) return typeof value === 'number' && isWithin(matcher.numeric, value);
  if ('anything-but' in matcher) return !isExcluded(matcher['anything-but'], value);
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

function isExcluded(excluded: AnythingBut, value: EventLeaf): boolean {
  if (typeof excluded !== 'object') return excluded === value;
  if (isList(excluded)) return excluded.some((excludedValue) => excludedValue === value);
  if ('prefix' in excluded) return anyOf(excluded.prefix, (prefix) => matchesValue({ prefix }, value));
  if ('suffix' in excluded) return anyOf(excluded.suffix, (suffix) => matchesValue({ suffix }, value));
  if ('wildcard' in excluded)
    return anyOf(excluded.wildcard, (wildcard) => matchesValue({ wildcard }, value));
  return anyOf(excluded['equals-ignore-case'], (text) => matchesValue({ 'equals-ignore-case': text }, value));
}

function anyOf(texts: string | readonly string[], matches: (text: string) => boolean): boolean {
  return typeof texts === 'string' ? matches(texts) : texts.some(matches);
}

function isWithin([operator, bound, ...second]: NumericComparison, value: number): boolean {
  if (!compares(operator, value, bound)) return false;
  const [secondOperator, secondBound] = second;
  return (
    secondOperator === undefined || secondBound === undefined || compares(secondOperator, value, secondBound)
  );
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
 * Parses a wildcard pattern.
 *
 * @param wildcard - A text in which `*` is any text, `\*` an asterisk and `\\` a backslash.
 * @returns The literal texts around the asterisks, without escapes.
 */
export function parseWildcard(wildcard: string): Result<readonly string[]> {
  const parts: string[] = [];
  let part = '';
  for (const [piece] of wildcard.matchAll(/\\.?|\*+|[^\\*]+/gs)) {
    if (piece.startsWith('**')) return failure('** is not allowed; write * once');
    if (/^\\[^\\*]?$/s.test(piece)) return failure('a backslash must be followed by * or another backslash');
    if (piece === '*') {
      parts.push(part);
      part = '';
    } else {
      part += piece.startsWith('\\') ? piece.slice(1) : piece;
    }
  }
  return success([...parts, part]);
}

/** Whether a text matches a wildcard pattern. `StringMatches` of Step Functions has the same syntax. */
export function matchesWildcard(wildcard: string, value: string): boolean {
  const parsed = parseWildcard(wildcard);
  if (!parsed.ok) return false;
  const parts = parsed.value;
  const first = parts.at(0) ?? '';
  if (parts.length === 1) return value === first;
  const last = parts.at(-1) ?? '';
  if (!value.startsWith(first) || !value.endsWith(last)) return false;
  // The first occurrence of each part leaves the longest text for the parts after it.
  let position = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = value.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return position + last.length <= value.length;
}

/**
 * Whether a text matches as in Event Ruler, which compares the text with the upper-case and the lower-case form of each
 * UTF-16 unit of the pattern. Therefore `ß` also matches `SS`, and `Σ` does not match `ς`. Half of a surrogate pair in
 * the pattern matches a question mark.
 */
function matchesIgnoringCase(pattern: IgnoringCase, where: 'all' | 'start' | 'end', value: string): boolean {
  const text = pattern['equals-ignore-case'];
  let positions = new Set(
    where === 'end' ? Array.from({ length: value.length + 1 }, (_, index) => index) : [0],
  );
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
