import type { Words } from './words';

/** Joins phrases with a separator, which is a comma and a space by default. */
export function joinWords(phrases: readonly Words[], separator = ', '): Words {
  return phrases.flatMap((phrase, index): Words => (index === 0 ? phrase : [separator, ...phrase]));
}

/** Returns values as a list with commas. */
export function listWords(values: readonly string[]): Words {
  return joinWords(values.map((code) => [{ code }]));
}
