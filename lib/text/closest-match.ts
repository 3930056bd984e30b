import { closest, distance } from 'fastest-levenshtein';

/** The known word that is at most a third of its letters away, or has two letters the other way round, or `undefined`. */
export function closestMatch(given: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const normal = given.toLowerCase().replace(/[-\s]/g, '_');
  const words = new Map(known.map((word) => [word.toLowerCase(), word]));
  const same = (word: string) => word.replaceAll('_', '') === normal.replaceAll('_', '');
  const sure = [...words.keys()].find((word) => same(word) || isSwapOf(normal, word));
  if (sure !== undefined) return words.get(sure);
  // A word this long matches none, and the comparison letter by letter would take long.
  if (normal.length > 2 * Math.max(...known.map(({ length }) => length)) + 1) return undefined;
  const nearest = closest(normal, [...words.keys()]);
  return distance(normal, nearest) <= Math.max(1, Math.floor(nearest.length / 3))
    ? words.get(nearest)
    : undefined;
}

/** Whether one word is the other with two neighbouring letters the other way round. */
function isSwapOf(given: string, word: string): boolean {
  if (given.length !== word.length) return false;
  let first = 0;
  while (first < word.length && given.charAt(first) === word.charAt(first)) first += 1;
  const swapped = given.charAt(first + 1) + given.charAt(first);
  return given.slice(0, first) + swapped + given.slice(first + 2) === word;
}
