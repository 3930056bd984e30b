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
  if (known.length === 0) return undefined;
  const normalized = given.toLowerCase().replace(/[-\s]/g, '_');
  const words = new Map(known.map((word) => [word.toLowerCase(), word]));
  const isSame = (word: string) => word.replaceAll('_', '') === normalized.replaceAll('_', '');
  const certain = [...words.keys()].find((word) => isSame(word) || isSwapOf(normalized, word));
  if (certain !== undefined) return words.get(certain);
  // A word this long can't match, and comparing it letter by letter would be slow.
  if (normalized.length > 2 * Math.max(...known.map(({ length }) => length)) + 1) return undefined;
  const nearest = closest(normalized, [...words.keys()]);
  return distance(normalized, nearest) <= Math.max(1, Math.floor(nearest.length / 3))
    ? words.get(nearest)
    : undefined;
}

/** Whether the words differ only in the order of two neighbouring letters. */
function isSwapOf(given: string, word: string): boolean {
  if (given.length !== word.length) return false;
  let first = 0;
  while (first < word.length && given.charAt(first) === word.charAt(first)) first += 1;
  const swapped = given.charAt(first + 1) + given.charAt(first);
  return given.slice(0, first) + swapped + given.slice(first + 2) === word;
}
