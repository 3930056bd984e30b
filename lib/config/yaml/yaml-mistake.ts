/** A mistake in the syntax of YAML, with its offset in the text. */
export interface YamlMistake {
  /** Offset in the text, in UTF-16 code units. */
  readonly offset: number;
  /** The text that was found, and the fix. */
  readonly message: string;
}

/** Returns the offset at which a line begins: the line that contains the given offset. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** The maximum number of characters before and after a mistake that are searched for its reason. */
const maximumContextCharacters = 500;

/** Returns the line that contains an offset, up to a maximum on both sides, and the offset at which this text begins. */
export function contextAt(
  text: string,
  offset: number,
): { readonly start: number; readonly context: string } {
  const first = Math.max(0, offset - maximumContextCharacters);
  const last = Math.min(text.length, offset + maximumContextCharacters);
  const before = text.slice(first, offset);
  const [after = ''] = text.slice(offset, last).split('\n', 1);
  const start = first + before.lastIndexOf('\n') + 1;
  return { start, context: text.slice(start, offset) + after };
}

/** Returns a text of the file for a message, or `…` if the text may be secret. */
export type Show = (text: string) => string;

/**
 * Returns the function that shows texts of the line at an offset of the file. The function hides the texts if the line
 * may have a secret.
 */
export type ShowAt = (offset: number) => Show;
