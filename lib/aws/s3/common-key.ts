import type { ObjectFilter } from './object-events';

/** A pattern for keys: single characters, and `undefined` for any text. */
type Glob = readonly (string | undefined)[];

/**
 * Returns a key that two filters match, with a size and a reason that both match.
 *
 * @param first - The filter of a rule.
 * @param second - The filter of another rule for the same bucket.
 * @returns `undefined` if no object matches both.
 */
export function commonKey(first: ObjectFilter, second: ObjectFilter): string | undefined {
  if (!haveCommonSize(first, second) || !haveCommonReason(first, second)) return undefined;
  const others = globsOf(second);
  for (const glob of globsOf(first))
    for (const other of others) {
      const key = commonText(glob, other);
      if (key !== undefined) return key;
    }
  return undefined;
}

function haveCommonSize(first: ObjectFilter, second: ObjectFilter): boolean {
  const minimum = Math.max(first.minimumSize ?? 0, second.minimumSize ?? 0);
  return minimum <= Math.min(first.maximumSize ?? Infinity, second.maximumSize ?? Infinity);
}

function haveCommonReason({ reasons }: ObjectFilter, { reasons: others }: ObjectFilter): boolean {
  return reasons.length === 0 || others.length === 0 || reasons.some((reason) => others.includes(reason));
}

/** Returns the patterns of a filter. A key matches the filter if it matches one of them. */
function globsOf({ prefixes, suffixes, wildcards }: ObjectFilter): readonly Glob[] {
  if (wildcards.length > 0) return wildcards.map(parseWildcard);
  const ends = suffixes.length === 0 ? [''] : suffixes;
  return (prefixes.length === 0 ? [''] : prefixes).flatMap((prefix) =>
    ends.map((suffix) => [...Array.from(prefix), undefined, ...Array.from(suffix)]),
  );
}

/** Parses EventBridge's syntax: `*` is any text, and `\*` and `\\` are characters. */
function parseWildcard(wildcard: string): Glob {
  return (wildcard.match(/\\[*\\]|./gsu) ?? []).map((part) =>
    part === '*' ? undefined : part.replace(/^\\(?=.)/su, ''),
  );
}

/** Returns the shortest text that two patterns match; `undefined` if there is none. */
function commonText(first: Glob, second: Glob): string | undefined {
  const width = second.length + 1;
  const seen = new Set([0]);
  const queue = [{ i: 0, j: 0, text: '' }];
  for (const { i, j, text } of queue) {
    if (i === first.length && j === second.length) return text;
    const [a, b] = [first[i], second[j]];
    const [hasA, hasB] = [i < first.length, j < second.length];
    const visit = (nextI: number, nextJ: number, character = ''): void => {
      const position = nextI * width + nextJ;
      if (seen.has(position)) return;
      seen.add(position);
      queue.push({ i: nextI, j: nextJ, text: text + character });
    };
    if (hasA && a === undefined) visit(i + 1, j);
    if (hasB && b === undefined) visit(i, j + 1);
    if (hasA && hasB && a === undefined && b !== undefined) visit(i, j + 1, b);
    if (hasA && hasB && a !== undefined && b === undefined) visit(i + 1, j, a);
    if (a !== undefined && a === b) visit(i + 1, j + 1, a);
  }
  return undefined;
}
