/**
 * Finds the arguments and variables that the script of a shell runs as code or starts as a program: `sh -c 'eval "$1"'`. Each
 * parameter is replaced by its value, and the table of programs reads the result as a command of its own.
 */
import { isCodeVariable } from '../code-variables';
import { valueMark } from '../program-reader';
import { ParameterValues } from './parameter-values';
import { programIndex, builtinRole, declaresNumbers, isDeclaration, keepsAssignment } from './shell-builtins';
import { readsInputAsCode, readsTextAsCode } from './shell-input';
import { functionName, keyword, passesInput, repeats, sharesInput } from './shell-keywords';
import { readShellScript } from './shell-reader';
import {
  isMarked,
  literalOf,
  literalStart,
  noInput,
  none,
  unite,
  type Input,
  type ShellSource,
  type Value,
} from './shell-values';
import type { ShellCommand, ShellWord } from './shell-words';

export type { ShellSource } from './shell-values';

/** The parameters of a script. */
export interface ShellParameters {
  /** The shell, without its folder. */
  readonly shell: string;
  /** The arguments: the name of the shell in messages, and then `$1` and the following ones. */
  readonly positional: readonly string[];
  /** The variables of the environment that have a value mark. */
  readonly variables: ReadonlyMap<string, string>;
}

/** Why a command of a script executes the value of a parameter: as code, or as the name of a program. */
export type ShellReason<Reason> = Reason | 'shell';

/**
 * Reads a command of a script: the reason for each argument that is code, and the variables that are code in scripts of this
 * command.
 */
export type ReadCommand<Reason> = (
  command: readonly string[],
  variables: ReadonlyMap<string, string>,
) => {
  readonly reasons: readonly (Reason | undefined)[];
  readonly variables: ReadonlyMap<string, Reason>;
};

/** The maximum length of a value. A longer one is shortened, so that a script can't multiply it. */
const maximumLength = 500;

/** The maximum depth of texts that a script evaluates. */
const maximumDepth = 5;

/** Returns the arguments and variables that a script runs or starts, each with the reason. */
export function codeInScript<Reason>(
  script: string,
  parameters: ShellParameters,
  read: ReadCommand<Reason>,
): ReadonlyMap<ShellSource, ShellReason<Reason>> {
  const { commands, isComplete } = readShellScript(script);
  const functions = new Set([...script.matchAll(functionName)].map(([, name, other]) => name ?? other ?? ''));
  const reader = new ScriptReader(parameters, read, repeats.test(script), functions);
  reader.readAll(commands);
  // In a second pass, a loop has the values of variables that its end assigns, and the input that its end has.
  if (repeats.test(script) || reader.hasSharedInput) reader.readAll(commands);
  if (!isComplete) reader.addAll();
  return reader.found;
}

class ScriptReader<Reason> {
  readonly found = new Map<ShellSource, ShellReason<Reason>>();
  private readonly values: ParameterValues;
  /** The variables whose values the shell evaluates as arithmetic. */
  private readonly numbers = new Set<string>();
  /**
   * The output of the command before a pipe, for each depth of substitutions. It is the text of the values for `echo`, and not
   * for `cat`.
   */
  private readonly outputs = new Map<number, Input>();
  /** The input of loops, functions and other compound commands. Each command in the script can read it. */
  private shared: Input = noInput;
  private depth = 0;

  constructor(
    private readonly parameters: ShellParameters,
    private readonly readCommand: ReadCommand<Reason>,
    isRepeated: boolean,
    private readonly functions: ReadonlySet<string>,
  ) {
    this.values = new ParameterValues(parameters.positional, parameters.variables, isRepeated);
  }

  /** Whether a compound command has an input with a value. */
  get hasSharedInput(): boolean {
    return isMarked(this.shared.value);
  }

  /** Reads the commands in their order. */
  readAll(commands: readonly ShellCommand[]): void {
    this.values.restart();
    for (const command of commands) this.read(command);
  }

  /** Adds every argument and variable, because the script was not understood. */
  addAll(): void {
    for (const value of this.values.all) this.add(value, 'shell');
  }

  private read(command: ShellCommand): void {
    for (const word of [command.input, command.files, ...command.words])
      for (const part of word)
        if (typeof part !== 'string' && part.isCode) this.add(this.valueOf(part.parameter), 'shell');
    const own = this.inputOf(command);
    const opening = literalStart(command.words[0]);
    const isAlone = command.words.length === (opening === 'exec' ? 1 : 0);
    if (isAlone || sharesInput.test(opening) || passesInput.test(opening) || this.functions.has(opening))
      this.share(opening === 'exec' && !isAlone ? noInput : own);
    const words = this.readAssignments(command.words);
    const first = literalStart(words[0]);
    if (first === 'for' || first === 'select') this.readLoop(words);
    else if (first !== 'case' && first !== 'function' && words.length > 0)
      this.outputs.set(command.depth, this.run(words, own));
    else if (words.length > 0) this.outputs.set(command.depth, noInput);
  }

  /** Returns what a command reads: a here-string, a file, or the output of the command before it. */
  private inputOf({ input, files, isPiped, depth }: ShellCommand): Input {
    const text = this.join(input);
    if (isMarked(text)) return { value: text, isText: true };
    const content = this.join(files);
    if (isMarked(content)) return { value: unite([content], valueMark), isText: false };
    return (isPiped ? this.outputs.get(depth) : undefined) ?? noInput;
  }

  private share({ value, isText }: Input): void {
    if (!isMarked(value)) return;
    this.shared = {
      value: unite([this.shared.value, value], valueMark),
      isText: isText || this.shared.isText,
    };
  }

  /** Reads the assignments and keywords at the start of a command. Returns the other words. */
  private readAssignments(words: readonly ShellWord[]): readonly ShellWord[] {
    const start = words.findIndex((word) => {
      if (this.assign(word)) return false;
      return !(word.length === 1 && keyword.test(literalStart(word)));
    });
    return start === -1 ? [] : words.slice(start);
  }

  /** Reads a word as an assignment. Returns whether it is one. */
  private assign(word: ShellWord): boolean {
    const [whole, name = ''] = /^([A-Za-z_]\w*)(?:\[[^\]]*\])?\+?=/.exec(literalStart(word)) ?? [];
    if (whole === undefined) return false;
    const value = this.join([literalStart(word).slice(whole.length), ...word.slice(1)]);
    if (isCodeVariable(name)) this.add(value, 'shell');
    this.set(name, value);
    return true;
  }

  private readLoop([, variable = [], , ...values]: readonly ShellWord[]): void {
    const all = values.length === 0 ? this.values.arguments : values.flatMap((word) => this.expand(word));
    this.set(literalStart(variable), all.find(isMarked) ?? all[0] ?? none);
    for (const value of all) if (isMarked(value)) this.set(literalStart(variable), value);
  }

  /** Sets a variable. */
  private set(name: string, value: Value): void {
    if (this.numbers.has(name)) this.add(value, 'shell');
    this.values.set(name, value);
  }

  /** Reads a simple command. Returns its output. */
  private run(words: readonly ShellWord[], own: Input): Input {
    const input = isMarked(own.value) ? own : this.shared;
    const keeps = keepsAssignment(this.parameters.shell, literalStart(words[0]));
    const all = words.flatMap((word) =>
      keeps && /^[A-Za-z_]\w*\+?=/.test(literalStart(word)) ? [this.join(word)] : this.expand(word),
    );
    const values = all.slice(programIndex(all.map(({ text }) => text)));
    const texts = values.map(({ text }) => text);
    const name = texts[0] ?? '';
    this.readBuiltin(texts, words, values, input.value);
    const { reasons, variables } = this.readCommand(texts, this.values.markedTexts);
    values.forEach((value, index) => {
      const reason = builtinRole(texts, index, this.parameters.shell) ? 'shell' : reasons[index];
      if (reason !== undefined) this.add(value, reason);
    });
    for (const [variable, reason] of variables) this.add(this.valueOf(variable), reason);
    this.readInput(texts, input);
    const isText = /^(echo|printf|print)$/.test(name) || own.isText;
    return { value: unite([unite(values, valueMark), own.value], valueMark), isText };
  }

  /** Reads what a command gets from its standard input. */
  private readInput(texts: readonly string[], { value, isText }: Input): void {
    if (!isMarked(value)) return;
    const reads = (command: readonly string[]) => this.readCommand(command, new Map()).reasons;
    const reason = readsInputAsCode(texts, reads);
    if (reason !== undefined) this.add(value, reason);
    else if (isText && readsTextAsCode(texts)) this.add(value, 'shell');
  }

  private readBuiltin(
    texts: readonly string[],
    words: readonly ShellWord[],
    values: readonly Value[],
    input: Value,
  ): void {
    const [name = ''] = texts;
    if (isDeclaration(name)) this.declare(texts, words.slice(1));
    if (/^(read|mapfile|readarray)$/.test(name) && isMarked(input))
      for (const variable of ['REPLY', 'MAPFILE', 'reply', ...words.slice(1).map(literalStart)])
        this.set(variable, input);
    if (/^(eval|trap)$/.test(name)) this.evaluate(words.slice(1, name === 'eval' ? undefined : 2), texts);
    if (name === 'printf' && texts[1] === '-v') this.set(texts[2] ?? '', unite(values.slice(3), valueMark));
    if (name === 'getopts') this.set('OPTARG', this.valueOf('@'));
    if (name === '[[' && texts.includes('=~'))
      for (const variable of ['BASH_REMATCH', 'MATCH', 'match']) this.set(variable, unite(values, valueMark));
    if (name === 'shift') this.values.shift(Number(values[1]?.text ?? 1));
    if (name === 'set')
      this.values.replaceArguments(
        values.slice(1).filter(({ text }) => !/^[-+]/.test(text)),
        words.some((word) => this.canSplit(word)),
      );
  }

  /** Reads the assignments of a declaration. The shell evaluates the values of numbers: `declare -i n=$1`. */
  private declare(texts: readonly string[], words: readonly ShellWord[]): void {
    if (declaresNumbers(texts))
      for (const word of words) {
        const [variable] = /^[A-Za-z_]\w*/.exec(literalStart(word)) ?? [];
        if (variable !== undefined) this.numbers.add(variable);
      }
    for (const word of words) this.assign(word);
  }

  /** Reads the literal text that `eval` or `trap` evaluates. */
  private evaluate(words: readonly ShellWord[], texts: readonly string[]): void {
    const script = words.map((word, index) => literalOf(word) ?? texts[index + 1] ?? '').join(' ');
    if (script.includes(valueMark)) return;
    const { commands, isComplete } = readShellScript(script);
    if (!isComplete || this.depth >= maximumDepth) {
      if (script.includes('$')) this.addAll();
      return;
    }
    this.depth += 1;
    for (const command of commands) this.read(command);
    this.depth -= 1;
  }

  /** Returns the value of a parameter, or what the commands of the script can read from their standard input. */
  private valueOf(parameter: string): Value {
    if (parameter !== '<') return this.values.valueOf(parameter);
    return unite([this.shared.value, ...[...this.outputs.values()].map(({ value }) => value)], valueMark);
  }

  /** Returns the words that the shell makes from a word. A value that is not quoted can become several words. */
  private expand(word: ShellWord): readonly Value[] {
    const references = word.flatMap((part) => (typeof part === 'string' ? [] : [part]));
    const [first] = references;
    const isAlone = references.length === 1 && word.every((part) => typeof part !== 'string' || part === '');
    if (first !== undefined && isAlone && /^[@*]$/.test(first.parameter)) {
      const all = this.values.arguments;
      return first.parameter === '*' && first.isQuoted ? [unite(all, valueMark)] : all;
    }
    const value = this.join(word);
    return this.canSplit(word) ? [value, { text: valueMark, sources: value.sources }] : [value];
  }

  private canSplit(word: ShellWord): boolean {
    return word.some(
      (part) => typeof part !== 'string' && !part.isQuoted && isMarked(this.valueOf(part.parameter)),
    );
  }

  private join(word: ShellWord): Value {
    const values = word.map((part): Value =>
      typeof part === 'string' ? { text: part, sources: [] } : this.valueOf(part.parameter),
    );
    const text = values.map((value) => value.text).join('');
    return unite(values, text.length <= maximumLength ? text : text.includes(valueMark) ? valueMark : 'x');
  }

  private add({ sources }: Value, reason: ShellReason<Reason>): void {
    for (const source of sources) if (!this.found.has(source)) this.found.set(source, reason);
  }
}
