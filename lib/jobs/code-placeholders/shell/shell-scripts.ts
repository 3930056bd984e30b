/**
 * Finds the arguments and variables that the script of a shell runs as code or starts as a program: `sh -c 'eval "$1"'`. Each
 * parameter is replaced by its value, and the table of programs reads the result as a command of its own.
 */
import { isCodeVariable } from '../code-variables';
import { valueMark } from '../program-reader';
import { builtinRole } from './shell-builtins';
import { readShellScript } from './shell-reader';
import type { ShellCommand, ShellWord } from './shell-words';
import { readsInputAsCode, readsTextAsCode } from './shell-input';

/** An argument of the script by its number, or a variable by its name. */
export type ShellSource = number | string;

/** The value of a parameter in a script. A value mark replaces each value that is known only in a run. */
interface Value {
  readonly text: string;
  /** The arguments and variables from which the value marks come. */
  readonly sources: readonly ShellSource[];
}

/** The parameters of a script. */
export interface ShellParameters {
  /** The arguments: the name of the shell in messages, and then `$1` and the following ones. */
  readonly positional: readonly string[];
  /** The variables of the environment that have a value mark. */
  readonly variables: ReadonlyMap<string, string>;
}

/** Why a command of a script runs or starts the value of a parameter. `undefined` if it is data. */
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

/** Words before the name of a program. */
const keyword = /^(if|then|elif|else|while|until|do|time|coproc|!|\{|\})$/;

/** Matches scripts in which a command can run with several arguments: loops and functions. */
const repeats = /\b(while|until|for|select|function)\b|\(\s*\)/;

/** Returns the arguments and variables that a script runs or starts, each with the reason. */
export function codeInScript<Reason>(
  script: string,
  parameters: ShellParameters,
  read: ReadCommand<Reason>,
): ReadonlyMap<ShellSource, ShellReason<Reason>> {
  const { commands, isComplete } = readShellScript(script);
  const reader = new ScriptReader(parameters, read, repeats.test(script));
  // In a second pass, a loop has the values of variables that its end assigns.
  const passes = repeats.test(script) ? 2 : 1;
  for (let pass = 0; pass < passes; pass += 1) for (const command of commands) reader.read(command);
  if (!isComplete) reader.addAll();
  return reader.found;
}

const none: Value = { text: '', sources: [] };

class ScriptReader<Reason> {
  readonly found = new Map<ShellSource, ShellReason<Reason>>();
  private positional: readonly Value[];
  private readonly variables: Map<string, Value>;
  /** The values in the output of the command before a pipe. */
  private output: Value = none;
  /** Whether the output is the text of the values: that of `echo`, not that of `cat`. */
  private isText = false;

  constructor(
    { positional, variables }: ShellParameters,
    private readonly readCommand: ReadCommand<Reason>,
    private readonly isRepeated: boolean,
  ) {
    this.positional = positional.map((text, number) => valueOf(text, number));
    this.variables = new Map([...variables].map(([name, text]) => [name, valueOf(text, name)]));
  }

  /** Adds every argument and variable, because the script was not understood. */
  addAll(): void {
    for (const value of [...this.positional, ...this.variables.values()]) this.add(value, 'shell');
  }

  read(command: ShellCommand): void {
    const input = this.join(command.input);
    for (const word of [command.input, ...command.words])
      for (const part of word)
        if (typeof part !== 'string' && part.isCode) this.add(this.valueOf(part.parameter), 'shell');
    const words = this.readAssignments(command.words);
    const first = literalStart(words[0]);
    if (first === 'for' || first === 'select') this.readLoop(words);
    else if (first !== 'case' && first !== 'function' && words.length > 0)
      this.run(words, input, command.isPiped);
    else if (words.length > 0) this.output = none;
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
    const all = values.length === 0 ? this.positional.slice(1) : values.flatMap((word) => this.expand(word));
    this.set(literalStart(variable), all.find(isMarked) ?? all[0] ?? none);
    for (const value of all) if (isMarked(value)) this.set(literalStart(variable), value);
  }

  /** Sets a variable. A variable that once had a value of a run keeps it, because the order of a script is not known. */
  private set(name: string, value: Value): void {
    const old = this.variables.get(name) ?? none;
    this.variables.set(name, isMarked(value) ? unite([old, value], value.text) : isMarked(old) ? old : value);
  }

  private run(words: readonly ShellWord[], input: Value, isPiped: boolean): void {
    const all = words.flatMap((word) => this.expand(word));
    const values = all.slice(programIndex(all.map(({ text }) => text)));
    const texts = values.map(({ text }) => text);
    const name = texts[0] ?? '';
    this.readBuiltin(name, words, values, isMarked(input) ? input : isPiped ? this.output : none);
    const { reasons, variables } = this.readCommand(texts, this.markedVariables());
    values.forEach((value, index) => {
      const reason = builtinRole(texts, index) ? 'shell' : reasons[index];
      if (reason !== undefined) this.add(value, reason);
    });
    for (const [variable, reason] of variables) this.add(this.valueOf(variable), reason);
    this.readInput(texts, input, isPiped);
    const own = unite(values, valueMark);
    const passed = unite([input, isPiped ? this.output : none], valueMark);
    this.isText = isMarked(input) || /^(echo|printf|print)$/.test(name) || (isPiped && this.isText);
    this.output = unite([own, passed], valueMark);
  }

  /** Reads what a command gets from a here-string or a pipe. */
  private readInput(texts: readonly string[], input: Value, isPiped: boolean): void {
    const value = isMarked(input) ? input : isPiped ? this.output : none;
    if (!isMarked(value)) return;
    const isText = isMarked(input) || this.isText;
    const reads = (command: readonly string[]) => this.readCommand(command, new Map()).reasons;
    const reason = readsInputAsCode(texts, isText, reads);
    if (reason !== undefined) this.add(value, reason);
    else if (isText && readsTextAsCode(texts)) this.add(value, 'shell');
  }

  private readBuiltin(
    name: string,
    words: readonly ShellWord[],
    values: readonly Value[],
    input: Value,
  ): void {
    if (/^(export|declare|typeset|local|readonly)$/.test(name))
      for (const word of words.slice(1)) this.assign(word);
    if (/^(read|mapfile|readarray)$/.test(name))
      for (const word of words.slice(1)) if (isMarked(input)) this.set(literalStart(word), input);
    if (name === 'shift' && !this.isRepeated) {
      const count = Number(values[1]?.text ?? 1);
      this.positional = [
        ...this.positional.slice(0, 1),
        ...this.positional.slice(1 + (Number.isFinite(count) ? count : 1)),
      ];
    }
    if (name === 'set') {
      const operands = values.slice(1).filter(({ text }) => !/^[-+]/.test(text));
      if (operands.length > 0) this.positional = [...this.positional.slice(0, 1), ...operands];
    }
  }

  private markedVariables(): ReadonlyMap<string, string> {
    return new Map(
      [...this.variables].flatMap(([name, value]) => (isMarked(value) ? [[name, value.text]] : [])),
    );
  }

  /** Returns the value of a parameter. */
  private valueOf(parameter: string): Value {
    const own = this.variables.get(parameter);
    if (own !== undefined) return own;
    if (/^[@*]$/.test(parameter)) return unite(this.positional.slice(1), valueMark);
    if (!/^[0-9]+$/.test(parameter)) return { text: `$${parameter}`, sources: [] };
    const number = Number(parameter);
    const value = this.positional[number] ?? none;
    // In a loop with shift, or in a function, each argument can have any number.
    const all = this.isRepeated && number > 0 ? this.positional.slice(1).filter(isMarked) : [];
    return all.length === 0 ? value : unite([value, ...all], valueMark);
  }

  /** Returns the words that the shell makes from a word. A value that is not quoted can become several words. */
  private expand(word: ShellWord): readonly Value[] {
    const references = word.flatMap((part) => (typeof part === 'string' ? [] : [part]));
    const [first] = references;
    const isAlone = references.length === 1 && word.every((part) => typeof part !== 'string' || part === '');
    if (first !== undefined && isAlone && /^[@*]$/.test(first.parameter)) {
      const all = this.positional.slice(1);
      return first.parameter === '*' && first.isQuoted ? [unite(all, valueMark)] : all;
    }
    const value = this.join(word);
    const canSplit = references.some((part) => !part.isQuoted && isMarked(this.valueOf(part.parameter)));
    return canSplit ? [value, { text: valueMark, sources: value.sources }] : [value];
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

/** Returns the index of the program behind `exec`, `command` and `builtin`, and behind the options of `exec`. */
function programIndex(texts: readonly string[]): number {
  if (!/^(exec|command|builtin)$/.test(texts[0] ?? '') || texts.length === 1) return 0;
  if (texts[0] === 'command' && /^-[vV]/.test(texts[1] ?? '')) return 0;
  let index = 1;
  while (/^-[A-Za-z-]*$/.test(texts[index] ?? '')) index += (texts[index] ?? '').endsWith('a') ? 2 : 1;
  return index;
}

function valueOf(text: string, source: ShellSource): Value {
  return { text, sources: text.includes(valueMark) ? [source] : [] };
}

function isMarked({ sources }: Value): boolean {
  return sources.length > 0;
}

/** Returns a value with the sources of all values. Without sources, its text is that of the first value. */
function unite(values: readonly Value[], text: string): Value {
  const sources = [...new Set(values.flatMap((value) => value.sources))];
  return sources.length === 0 && text === valueMark
    ? { text: values[0]?.text ?? '', sources }
    : { text, sources };
}

/** Returns the literal text at the start of a word. */
function literalStart(word: ShellWord = []): string {
  const [first] = word;
  return typeof first === 'string' ? first : '';
}
