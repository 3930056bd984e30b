import { createHash } from 'node:crypto';

/** Returns the SHA-256 of a text: 64 hexadecimal digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The number of digits of a short hash, if no other number is asked for. */
export const hashCharacters = 8;

/**
 * Returns the first digits of a text's SHA-256.
 *
 * @param text - Any text.
 * @param characters - The number of hexadecimal digits: 1 to 64.
 * @default characters 8
 */
export function shortHash(text: string, characters = hashCharacters): string {
  return sha256(text).slice(0, characters);
}
