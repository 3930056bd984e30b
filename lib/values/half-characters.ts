import { isList, isObject } from './json';

/**
 * Returns a message if a text in the value has half of a surrogate pair; otherwise `undefined`. UTF-8 can't encode such
 * a half, so AWS would get another text.
 */
export function explainHalfCharacter(value: unknown): string | undefined {
  if (typeof value === 'string')
    return /\p{Surrogate}/u.test(value)
      ? `got ${JSON.stringify(value)}; a text must not have half of a surrogate pair; write the whole character`
      : undefined;
  const inner = isList(value) ? value : isObject(value) ? Object.values(value) : [];
  return inner.map(explainHalfCharacter).find((reason) => reason !== undefined);
}
