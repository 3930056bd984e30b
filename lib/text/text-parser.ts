import { failure, success, type Result } from './result';

/** An error that ends a parser at the first problem. {@link parseWith} returns its message. */
export class ParseError extends Error {}

/**
 * Runs a parser.
 *
 * @param parse - Returns the value, or throws a {@link ParseError}.
 * @returns The value, or the message of the {@link ParseError}.
 */
export function parseWith<Value>(parse: () => Value): Result<Value> {
  try {
    return success(parse());
  } catch (error) {
    if (error instanceof ParseError) return failure(error.message);
    throw error;
  }
}

/** Reads a text from left to right. Parsers extend it with one method for each rule of their grammar. */
export abstract class TextParser {
  /** The index of the next character. */
  protected position = 0;

  /**
   * Creates a parser.
   *
   * @param text - The whole text.
   */
  constructor(protected readonly text: string) {}

  /** Returns the match at the current position, if any, and moves past it. The pattern must be sticky (`y`). */
  protected read(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text) ?? undefined;
    this.position += match?.[0].length ?? 0;
    return match;
  }

  /** Whether all of the text was read. */
  protected isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** Returns the rest of the text in quotes, or `the end`. Messages use it to describe the current position. */
  protected describePosition(): string {
    return this.isAtEnd() ? 'the end' : JSON.stringify(this.text.slice(this.position));
  }
}
