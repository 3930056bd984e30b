/**
 * Finds the attributes and blocks of a file of HCL, with their positions. HashiCorp's parser must have accepted the file: the
 * scan checks no syntax. The parser itself returns no positions of attributes, but it parses each expression found here.
 */

/** An attribute: `name = expression`. */
export interface ScannedAttribute {
  readonly kind: 'attribute';
  /** Name before the equals sign. */
  readonly name: string;
  /** Text of the expression, without the comment behind it. */
  readonly expression: string;
  /** Line of the first character of the expression, 1 or higher. */
  readonly line: number;
}

/** A block: `module "dev" { … }`. */
export interface ScannedBlock {
  readonly kind: 'block';
  /** Word at the beginning. */
  readonly type: string;
  /** Labels without quotes. */
  readonly labels: readonly string[];
  /** Attributes and blocks inside. */
  readonly body: readonly ScannedItem[];
  /** Line of the word at the beginning, 1 or higher. */
  readonly line: number;
}

/** A part of a file or of a block. */
export type ScannedItem = ScannedAttribute | ScannedBlock;

/** Maximum number of brackets inside each other. Real files have about ten. */
export const maximumDepth = 100;

/**
 * Returns the line of the first bracket that is too deep for the parser, or `undefined`. Brackets in strings and comments
 * count too, because the check must not depend on the scan.
 */
export function findTooDeepLine(text: string): number | undefined {
  let depth = 0;
  let line = 1;
  for (const character of text) {
    if (character === '\n') line++;
    if (openers.includes(character)) depth++;
    if (closers.includes(character)) depth = Math.max(0, depth - 1);
    if (depth > maximumDepth) return line;
  }
  return undefined;
}

/** Returns the attributes and blocks of a file. */
export function scanBody(text: string): readonly ScannedItem[] {
  return new Scan(text).body();
}

const word = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const heredoc = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
const openers = '([{';
const closers = ')]}';

class Scan {
  private offset = 0;
  private countedOffset = 0;
  private countedLine = 1;

  constructor(private readonly text: string) {
    if (text.startsWith('\ufeff')) this.offset = 1;
  }

  body(): readonly ScannedItem[] {
    const items: ScannedItem[] = [];
    for (;;) {
      this.skipBlank();
      const name = this.match(word);
      if (name === undefined) return items;
      items.push(this.item(name));
    }
  }

  /** Returns the line at the offset. The offset must not be before the one of an earlier call. */
  line(): number {
    for (; this.countedOffset < this.offset; this.countedOffset++)
      if (this.text[this.countedOffset] === '\n') this.countedLine++;
    return this.countedLine;
  }

  /**
   * Moves to the end of an expression.
   *
   * @param isEnd - returns whether a character outside of brackets, strings and comments ends the expression
   * @returns the offset behind the last character that is neither blank nor in a comment
   */
  skipExpression(isEnd: (character: string) => boolean): number {
    let depth = 0;
    let end = this.offset;
    while (this.offset < this.text.length) {
      const character = this.text[this.offset] ?? '';
      if (depth === 0 && isEnd(character)) return end;
      if (this.skipComment()) continue;
      if (this.skipHeredoc() || this.skipString()) {
        end = this.offset;
        continue;
      }
      if (openers.includes(character)) depth++;
      if (closers.includes(character)) depth--;
      this.offset++;
      if (!/\s/.test(character)) end = this.offset;
    }
    return end;
  }

  private item(name: string): ScannedItem {
    const line = this.line();
    const labels: string[] = [];
    for (;;) {
      this.skipBlank();
      const character = this.text[this.offset] ?? '';
      if (character === '=') {
        this.offset++;
        return this.attribute(name);
      }
      if (character === '{') {
        this.offset++;
        const body = this.body();
        this.offset++;
        return { kind: 'block', type: name, labels, body, line };
      }
      const start = this.offset;
      if (this.skipString()) labels.push(this.text.slice(start + 1, this.offset - 1));
      else labels.push(this.match(word) ?? this.text.slice(start, ++this.offset));
      if (this.offset >= this.text.length) return { kind: 'block', type: name, labels, body: [], line };
    }
  }

  private attribute(name: string): ScannedAttribute {
    while (/[ \t]/.test(this.text[this.offset] ?? '')) this.offset++;
    const line = this.line();
    const start = this.offset;
    const end = this.skipExpression((character) => character === '\n' || character === '}');
    return { kind: 'attribute', name, expression: this.text.slice(start, end), line };
  }

  private skipBlank(): void {
    while (this.skipComment() || /\s/.test(this.text[this.offset] ?? '')) {
      if (/\s/.test(this.text[this.offset] ?? '')) this.offset++;
    }
  }

  /** Moves behind a comment. The line break at the end of a comment stays. */
  private skipComment(): boolean {
    const isLine = this.text[this.offset] === '#' || this.text.startsWith('//', this.offset);
    if (!isLine && !this.text.startsWith('/*', this.offset)) return false;
    const end = this.text.indexOf(isLine ? '\n' : '*/', this.offset + (isLine ? 0 : 2));
    this.offset = end === -1 ? this.text.length : end + (isLine ? 0 : 2);
    return true;
  }

  /** Moves behind a string with its templates, which can contain strings. */
  private skipString(): boolean {
    if (this.text[this.offset] !== '"') return false;
    this.offset++;
    while (this.offset < this.text.length) {
      const next = this.text.slice(this.offset, this.offset + 3);
      if (next.startsWith('\\')) this.offset += 2;
      else if (next === '$${' || next === '%%{') this.offset += 3;
      else if (next.startsWith('${') || next.startsWith('%{')) this.skipTemplate();
      else if (this.text[this.offset++] === '"') return true;
    }
    return true;
  }

  private skipTemplate(): void {
    this.offset += 2;
    this.skipExpression((character) => character === '}');
    this.offset++;
  }

  private skipHeredoc(): boolean {
    const start = this.offset;
    const opening = this.match(heredoc);
    if (opening === undefined) return false;
    const name = /[^<\-\s].*/u.exec(opening)?.[0].trim() ?? '';
    for (let lineStart = this.offset; lineStart < this.text.length;) {
      const lineEnd = this.text.indexOf('\n', lineStart);
      const end = lineEnd === -1 ? this.text.length : lineEnd;
      if (this.text.slice(lineStart, end).trim() === name) {
        this.offset = end;
        return true;
      }
      lineStart = end + 1;
    }
    this.offset = this.text.length;
    return start !== this.offset;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.offset += found.length;
    return found;
  }
}
