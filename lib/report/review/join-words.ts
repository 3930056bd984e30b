import type { Words } from './words';

/** Joins phrases with commas. */
export function joinWords(phrases: readonly Words[]): Words {
  return phrases.flatMap((phrase, index): Words => (index === 0 ? phrase : [', ', ...phrase]));
}

/** Returns values as a list with commas. */
export function listWords(values: readonly string[]): Words {
  return joinWords(values.map((code) => [{ code }]));
}
