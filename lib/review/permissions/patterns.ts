/**
 * Patterns of IAM as sets of texts: whether one pattern matches every text that another pattern matches.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards
 */

const anyText = '\0*';
const anyCharacter = '\0?';
/** A character that no pattern contains. It stands for every character that a pattern does not mention. */
const otherCharacter = '\0';
/** The maximum number of steps of a comparison. A pattern that needs more counts as not contained. */
const maximumSteps = 20_000;

/** A pattern as a list of characters, wildcards and variables. A variable has the same value in all patterns. */
export type Pattern = readonly string[];

/** The pattern that matches every text. */
export const everything: Pattern = [anyText];

/**
 * Parses a pattern. `*` and `?` are wildcards, `${*}`, `${?}` and `${$}` are characters, and `${…}` is a variable.
 *
 * @param hasWildcards - Whether `*` and `?` are wildcards. They are characters for operators such as `StringEquals`.
 */
export function parsePattern(text: string, hasWildcards = true): Pattern {
  const parts = text.match(/\$\{[^}]*\}|[\s\S]/gu) ?? [];
  return parts.map((part) => {
    const [, escaped] = /^\$\{([*?$])\}$/.exec(part) ?? [];
    if (escaped !== undefined) return escaped;
    if (part.length > 1 && part.startsWith('$')) return `\0${part}`;
    return hasWildcards && (part === '*' || part === '?') ? `\0${part}` : part;
  });
}

/** Returns whether the second pattern matches every text that the first pattern matches. */
export function isContained(inner: Pattern, outer: Pattern): boolean {
  if (isEverything(outer)) return true;
  const letters = [...new Set(outer.filter(isCharacter)), otherCharacter];
  const start = closure([0], outer);
  const queue: [number, readonly number[]][] = [[0, start]];
  const seen = new Set([keyOf(0, start)]);
  const visit = (position: number, positions: readonly number[]): void => {
    const key = keyOf(position, positions);
    if (seen.has(key)) return;
    seen.add(key);
    queue.push([position, positions]);
  };
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.size > maximumSteps) return false;
    const [position, positions] = next;
    const token = inner[position];
    if (token === undefined) {
      if (!positions.includes(outer.length)) return false;
      continue;
    }
    if (token === anyText) visit(position + 1, positions);
    const isWildcard = token === anyText || token === anyCharacter;
    const after = token === anyText ? position : position + 1;
    for (const letter of isWildcard ? letters : [token]) visit(after, step(positions, letter, outer));
  }
  return true;
}

/** Returns whether a text may exist that both patterns match. A variable may have any value. */
export function canOverlap(a: Pattern, b: Pattern): boolean {
  // Row i has whether the rest of a from i and the rest of b from j overlap.
  let below: readonly boolean[] = [];
  for (let i = a.length; i >= 0; i -= 1) {
    const row: boolean[] = [];
    for (let j = b.length; j >= 0; j -= 1) {
      const [x, y] = [a[i], b[j]];
      // A wildcard of one side matches nothing, or the next character of the other side.
      const isWild = isText(x) || isText(y);
      const isSkipped =
        isWild && ((x !== undefined && below[j] === true) || (y !== undefined && row[j + 1] === true));
      const isMatched = x !== undefined && y !== undefined && matchesBoth(x, y) && below[j + 1] === true;
      row[j] = (x === undefined && y === undefined) || isSkipped || isMatched;
    }
    below = row;
  }
  return below[0] === true;
}

/** Returns whether a pattern matches every text. */
export function isEverything(pattern: Pattern): boolean {
  return pattern.length > 0 && pattern.every((token) => token === anyText);
}

/** Returns whether a pattern matches exactly one text. */
export function isLiteral(pattern: Pattern): boolean {
  return pattern.every(isCharacter);
}

function isCharacter(token: string): boolean {
  return !token.startsWith('\0');
}

/** Whether a token can match any text: a wildcard, or a variable with an unknown value. */
function isText(token: string | undefined): boolean {
  return token !== undefined && token.startsWith('\0') && token !== anyCharacter;
}

function matchesBoth(x: string, y: string): boolean {
  return !isCharacter(x) || !isCharacter(y) || x === y;
}

/** Adds the positions after each `*`, which can match nothing. */
function closure(positions: readonly number[], pattern: Pattern): readonly number[] {
  const all = new Set<number>();
  for (let position of positions) {
    all.add(position);
    while (pattern[position] === anyText) all.add((position += 1));
  }
  return [...all].sort((a, b) => a - b);
}

function step(positions: readonly number[], letter: string, pattern: Pattern): readonly number[] {
  const next = positions.flatMap((position) => {
    const token = pattern[position];
    if (token === anyText) return [position];
    // The value of a variable can have any length.
    if (token === anyCharacter) return letter === otherCharacter || isCharacter(letter) ? [position + 1] : [];
    return token === letter ? [position + 1] : [];
  });
  return closure(next, pattern);
}

function keyOf(position: number, positions: readonly number[]): string {
  return `${position}:${positions.join()}`;
}
