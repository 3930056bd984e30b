import { createHash } from 'node:crypto';

/**
 * Returns the first characters of a text's SHA-256, in hexadecimal.
 *
 * @param characters - How many characters to keep: 1 to 64.
 * @default characters 8
 */
export function shortHash(text: string, characters = 8): string {
  return createHash('sha256').update(text).digest('hex').slice(0, characters);
}
