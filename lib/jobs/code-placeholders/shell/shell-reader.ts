/**
 * Splits the script of a shell into commands and words, and finds the parameters in each word. It knows quotes, substitutions,
 * redirections and here-documents. It does not run loops, functions or conditions.
 */

import { braceStartOf } from './brace-expansion';
import { passesInput, writesNumbers } from './measured-output';
import { literalStart } from './shell-values';
import {
  asOutput,
  joined,
  subscriptOf,
  type HereDocument,
  type OpenCommand,
  type ParameterReference,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
} from './shell-words';
import { TextCursor } from './text-cursor';

type Part = string | ParameterReference;

/** Commands that write the text of their arguments. */
const writesText = /^(echo|printf|print)$/;

/** The start of the file name that a shell makes of `<(…)`. */
const substitutionStart = '/dev/fd/';

/** The maximum depth of substitutions. */
const maximumDepth = 12;

/** Returns the commands of a script. */
export function readShellScript(script: string): ShellScript {
  const reader = new ShellReader(script, 0);
  reader.readCommands(undefined);
  return { commands: reader.commands, isComplete: reader.isComplete };
}

class ShellReader extends TextCursor {
  readonly commands: ShellCommand[] = [];
  /** Whether the last process substitution writes the text of its arguments. */
  private isTextSubstituted = false;
  private command: OpenCommand = { words: [], input: [], files: [] };
  private isPiped = false;
  private documents: HereDocument[] = [];

  constructor(
    text: string,
    private readonly depth: number,
  ) {
    super(text);
  }

  /** Reads commands up to the closing bracket, or up to the end. Returns the references in them. */
  readCommands(end: string | undefined): readonly ParameterReference[] {
    const references: ParameterReference[] = [];
    const add = (word: ShellWord): void => {
      for (const part of word) if (typeof part !== 'string') references.push(part);
    };
    while (this.hasNext) {
      const rest = this.peek(3);
      const character = rest.charAt(0);
      if (character === end) {
        this.position += 1;
        this.finishCommand(false);
        return references;
      }
      const operator = /^[0-9]*(?:&>>?|[<>]+[&|]?)/.exec(this.peek(12))?.[0];
      if (/[ \t\r]/.test(character)) this.position += 1;
      else if (rest.startsWith('\\\n')) this.position += 2;
      else if (character === '#') this.skipTo('\n');
      else if (character === '\n') {
        this.position += 1;
        this.finishCommand(false);
        for (const document of this.documents.splice(0)) add(this.readDocument(document));
      } else if (rest.startsWith('((')) {
        this.position += 2;
        const code = this.readArithmetic('))');
        this.command.words.push(['let'], code);
        add(code);
      } else if (operator !== undefined && !/^[<>]\(/.test(rest)) add(this.readRedirection(operator));
      else if (/[;&|()]/.test(character)) {
        this.position += /^(\|\||&&|;;|\|&)/.test(rest) ? 2 : 1;
        const { words, input, files } = this.command;
        if (character === '(' && words.length === 0)
          this.commands.push({ words: [['{']], input, files, isPiped: this.isPiped, depth: this.depth });
        this.finishCommand(character === '|' && !rest.startsWith('||'));
      } else {
        const word = this.readWord();
        this.command.words.push(word);
        add(word);
      }
    }
    this.finishCommand(false);
    if (end !== undefined || this.documents.length > 0) this.isComplete = false;
    return references;
  }

  /** Adds the command that was read. The next one can read its output. */
  private finishCommand(nextIsPiped: boolean): void {
    const { words, input, files } = this.command;
    if (words.length > 0 || input.length > 0 || files.length > 0)
      this.commands.push({ words, input, files, isPiped: this.isPiped, depth: this.depth });
    if (words.length > 0 || nextIsPiped) this.isPiped = nextIsPiped;
    this.command = { words: [], input: [], files: [] };
  }

  /** Reads the word behind an operator such as `<`, as an input of the command. Returns the references in it. */
  private readRedirection(operator: string): ShellWord {
    this.position += operator.length;
    this.skipBlanks();
    const isQuoted = /^-?['"\\]/.test(this.peek(2));
    const word = this.readWord();
    const { input, files } = this.command;
    if (operator.endsWith('<<<')) input.push(...word);
    else if (operator.endsWith('<<')) {
      const delimiter = word
        .map((part) => (typeof part === 'string' ? part : ''))
        .join('')
        .replace(/^-/, '');
      this.documents.push({ delimiter, isQuoted, input });
      return [];
    } else if (operator.endsWith('<')) {
      // The text of `< <(echo "$1")` is an input like a here-string. A file has the content.
      const isText = word[0] === substitutionStart && this.isTextSubstituted;
      (isText ? input : files).push(...word.filter((part) => typeof part !== 'string'));
    }
    return word;
  }

  /** Reads one word. It is empty only at a character that begins no word. */
  private readWord(): ShellWord {
    const parts: Part[] = [];
    const start = this.position;
    while (this.hasNext) {
      const character = this.peek(1);
      const next = this.text.charAt(this.position + 1);
      if (/[<>]/.test(character) && next === '(' && parts.length === 0) {
        this.position += 2;
        const before = this.commands.length;
        parts.push(substitutionStart, ...this.readNested(')', true));
        this.isTextSubstituted = this.commands
          .slice(before)
          .some(({ words, input }) => writesText.test(literalStart(words[0])) || input.length > 0);
      } else if (character === '(' && this.position > start && this.text.charAt(this.position - 1) === '=') {
        this.position += 1;
        // zsh runs the commands of `=(…)`. In `name=(…)`, the shell only expands the words.
        parts.push(...(this.position === start + 2 ? this.readNested(')', true) : this.readArray()));
      } else if (/[\s;&|()<>]/.test(character)) break;
      else if (character === "'" || (character === '$' && next === "'")) {
        this.position += character === '$' ? 2 : 1;
        parts.push(this.takeSingleQuoted(character === '$'));
      } else if (character === '"') {
        this.position += 1;
        parts.push('', ...this.readUntil('"'));
      } else if (character === '\\') {
        parts.push(next);
        this.position += 2;
      } else if (character === '$' || character === '`') parts.push(...this.readExpansion(false));
      else {
        parts.push(character);
        this.position += 1;
      }
    }
    if (this.position === start) this.position += 1;
    return joined(parts);
  }

  /** Reads the text of double quotes, of a here-document or of `${…}`, up to the closing character. */
  private readUntil(end: string | undefined): readonly Part[] {
    const parts: Part[] = [];
    while (this.position < this.text.length) {
      const character = this.text.charAt(this.position);
      if (character === end) {
        this.position += 1;
        return joined(parts);
      }
      if (character === '\\') {
        parts.push(this.text.charAt(this.position + 1));
        this.position += 2;
      } else if (character === '$' || character === '`') parts.push(...this.readExpansion(true));
      else {
        parts.push(character);
        this.position += 1;
      }
    }
    if (end !== undefined) this.isComplete = false;
    return joined(parts);
  }

  /** Reads what begins with `$` or a backtick. */
  private readExpansion(isQuoted: boolean): readonly Part[] {
    const rest = this.text.slice(this.position, this.position + 100);
    if (rest.startsWith('`')) {
      this.position += 1;
      return asOutput(
        this.ofOtherReader(this.takeUntil('`'), (reader) => reader.readOutput(undefined)),
        isQuoted,
      );
    }
    if (rest.startsWith('$[')) {
      this.position += 2;
      return this.readArithmetic(']');
    }
    if (rest.startsWith('$((')) {
      this.position += 3;
      return this.readArithmetic('))');
    }
    if (rest.startsWith('$(')) {
      this.position += 2;
      return this.readNested(')', isQuoted);
    }
    // A substitution that runs in the shell itself: `${ COMMAND; }`.
    if (/^\$\{[ \t\n|]/.test(rest)) {
      this.position += 3;
      return this.readNested('}', isQuoted);
    }
    if (rest.startsWith('${')) {
      this.position += 2;
      return this.readBraces(isQuoted);
    }
    const name = /^\$([=^~]{0,2})([A-Za-z_]\w*|[0-9@*])/.exec(rest);
    this.position += name?.[0].length ?? 1;
    if (name !== null) return [{ parameter: name[2] ?? '', isQuoted, isCode: (name[1] ?? '').includes('~') }];
    const special = /^\$[#?$!-]/.test(rest);
    if (special) this.position += 1;
    return [special ? '0' : '$'];
  }

  /** Reads `${…}` behind its bracket. */
  private readBraces(isQuoted: boolean): readonly Part[] {
    const start = braceStartOf(this.text.slice(this.position, this.position + 100));
    this.position += start.length;
    const nested = this.readUntil('}').flatMap((part) =>
      typeof part === 'string' ? [] : [{ ...part, isCode: part.isCode || start.evaluatesRest }],
    );
    if (start.isLength || start.parameter === '') return nested;
    return [{ parameter: start.parameter, isQuoted, isCode: start.isCode }, ...nested];
  }

  private readArithmetic(close: string): readonly ParameterReference[] {
    const inner = this.takeUntil(close);
    const named = [...inner.matchAll(/(?<![\w$])[A-Za-z_]\w*/g)].map(([parameter]) => parameter);
    return [
      ...this.referencesIn(inner),
      ...named.map((parameter) => ({ parameter, isQuoted: true, isCode: true })),
    ].map((reference) => ({ ...reference, isCode: true }));
  }

  /**
   * Reads commands up to the closing bracket. Returns the values in their output: those of all references, and those of
   * the standard input, whose parameter is `<`.
   */
  private readOutput(end: string | undefined): readonly ParameterReference[] {
    const before = this.commands.length;
    const references = this.readCommands(end);
    const commands = this.commands.slice(before);
    if (writesNumbers(commands)) return [];
    const passes = commands.some(({ words }) => passesInput.test(literalStart(words[0])));
    return passes ? [...references, { parameter: '<', isQuoted: true, isCode: false }] : references;
  }

  /**
   * Reads the words of an array up to the closing bracket. They are no commands, but their substitutions have commands, and
   * the shell evaluates the subscript in `[$1]=value`.
   */
  private readArray(): readonly ParameterReference[] {
    const reader = new ShellReader(this.text, this.depth + 1);
    reader.position = this.position;
    return this.take(reader, () => {
      const references = reader.readCommands(')');
      this.position = reader.position;
      const words = reader.commands.flatMap((command) =>
        command.depth === reader.depth ? command.words : [],
      );
      const subscripts = new Set(words.flatMap(subscriptOf));
      reader.commands.splice(0, Infinity, ...reader.commands.filter(({ depth }) => depth > reader.depth));
      return references.map((reference) => ({
        ...reference,
        isQuoted: true,
        isCode: reference.isCode || subscripts.has(reference),
      }));
    });
  }

  /** Reads the commands of a substitution. */
  private readNested(end: string, isQuoted: boolean): readonly ParameterReference[] {
    const start = this.position;
    const reader = new ShellReader(this.text, this.depth + 1);
    reader.position = start;
    return this.take(reader, () => {
      const references = reader.readOutput(end);
      this.position = reader.position;
      return asOutput(references, isQuoted);
    });
  }

  /** Returns the references in a text that is no command. */
  private referencesIn(text: string): readonly ParameterReference[] {
    return this.ofOtherReader(text, (reader) =>
      reader.readUntil(undefined).filter((part) => typeof part !== 'string'),
    ).map((reference) => ({ ...reference, isQuoted: true }));
  }

  private ofOtherReader(
    text: string,
    read: (reader: ShellReader) => readonly ParameterReference[],
  ): readonly ParameterReference[] {
    const reader = new ShellReader(text, this.depth + 1);
    return this.take(reader, () => read(reader));
  }

  private take(
    reader: ShellReader,
    read: () => readonly ParameterReference[],
  ): readonly ParameterReference[] {
    if (this.depth >= maximumDepth) {
      this.isComplete = false;
      this.position = this.text.length;
      return [];
    }
    const references = read();
    this.commands.push(...reader.commands);
    this.isComplete &&= reader.isComplete;
    return references;
  }

  private readDocument({ delimiter, isQuoted, input }: HereDocument): readonly Part[] {
    const body = this.takeLines(delimiter);
    if (isQuoted) return [];
    const references = this.referencesIn(body);
    input.push(...references);
    return references;
  }
}
