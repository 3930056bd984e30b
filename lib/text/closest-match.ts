import { closest, distance } from 'fastest-levenshtein';

/**
 * Returns the known word that the user probably meant.
 *
 * @param given - The word that the user wrote.
 * @param known - All allowed words.
 * @returns The known word from which the given one differs in at most a third of its letters, or by two swapped letters;
 * `undefined` if there is no such word.
 */
export function closestMatch(given: string, known: readonly string[]): string | undefined {
  return closestMatcher(known)(given);
}

/**
 * Returns a function that is `closestMatch` with these known words, but prepares them only once.
 *
 * @param known - All allowed words.
 */
export function closestMatcher(known: readonly string[]): (given: string) => string | undefined {
  const words = new Map(known.map((word) => [word.toLowerCase(), word]));
  const lowerCase = [...words.keys()];
  const withoutUnderscores = new Map(lowerCase.toReversed().map((word) => [word.replaceAll('_', ''), word]));
  const longest = Math.max(0, ...lowerCase.map(({ length }) => length));
  return (given) => {
    const normalized = given.toLowerCase().replace(/[-\s]/g, '_');
    // A word this long can't match, and comparing it letter by letter would be slow.
    if (known.length === 0 || normalized.length > 2 * longest + 1) return undefined;
    const certain =
      withoutUnderscores.get(normalized.replaceAll('_', '')) ??
      lowerCase.find((word) => isSwapOf(normalized, word));
    if (certain !== undefined) return words.get(certain);
    const nearest = closest(normalized, lowerCase);
    return distance(normalized, nearest) <= Math.max(1, Math.floor(nearest.length / 3))
      ? words.get(nearest)
      : undefined;
  };
}

/** Whether the words differ only in the order of two neighbouring letters. */
function isSwapOf(given: string, word: string): boolean {
  if (given.length !== word.length) return false;
  let first = 0;
  while (first < word.length && given.charAt(first) === word.charAt(first)) first += 1;
  const swapped = given.charAt(first + 1) + given.charAt(first);
  return given.slice(0, first) + swapped + given.slice(first + 2) === word;
}
