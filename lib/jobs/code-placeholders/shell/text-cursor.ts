/** A position in the text of a script. */
export class TextCursor {
  /** The index of the next character. */
  position = 0;
  /** Whether each quotation mark, bracket and here-document that was read has its end. */
  isComplete = true;

  constructor(readonly text: string) {}

  /** Whether there is a next character. */
  get hasNext(): boolean {
    return this.position < this.text.length;
  }

  /** Returns the next characters, at most `length`. */
  peek(length: number): string {
    return this.text.slice(this.position, this.position + length);
  }

  /** Moves behind spaces and tabs. */
  skipBlanks(): void {
    while (/[ \t]/.test(this.peek(1))) this.position += 1;
  }

  /** Moves to the next place of a character, or to the end. */
  skipTo(character: string): void {
    const found = this.text.indexOf(character, this.position);
    this.position = found === -1 ? this.text.length : found;
  }

  /** Moves behind the closing text. Returns the text before it. */
  takeUntil(close: string): string {
    const end = this.text.indexOf(close, this.position);
    const taken = this.text.slice(this.position, end === -1 ? undefined : end);
    if (end === -1) this.isComplete = false;
    this.position = end === -1 ? this.text.length : end + close.length;
    return taken;
  }

  /**
   * Moves behind the closing single quotation mark. Returns the text before it.
   *
   * @param isEscaped - whether a backslash can stand before a quotation mark: `$'…'`
   */
  takeSingleQuoted(isEscaped: boolean): string {
    const pattern = isEscaped ? /(?:[^'\\]|\\.)*/sy : /[^']*/sy;
    pattern.lastIndex = this.position;
    const text = pattern.exec(this.text)?.[0] ?? '';
    this.position = pattern.lastIndex + 1;
    if (this.position > this.text.length) this.isComplete = false;
    return text;
  }

  /** Moves behind the line with the delimiter of a here-document. Returns the lines before it. */
  takeLines(delimiter: string): string {
    const lines = this.text.slice(this.position).split('\n');
    const end = lines.findIndex((line) => line.trim() === delimiter);
    const body = lines.slice(0, end === -1 ? undefined : end).join('\n');
    this.position = Math.min(this.position + body.length + delimiter.length + 2, this.text.length);
    return body;
  }
}
