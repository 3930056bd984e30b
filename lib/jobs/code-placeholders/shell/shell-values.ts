/** The values of parameters and words in the script of a shell. */
import { valueMark } from '../program-reader';
import type { ShellWord } from './shell-words';

/** An argument of the script by its number, or a variable by its name. */
export type ShellSource = number | string;

/** The value of a parameter in a script. A value mark replaces each value that is known only in a run. */
export interface Value {
  /** The text, with a mark for each value. */
  readonly text: string;
  /** The arguments and variables from which the value marks come. */
  readonly sources: readonly ShellSource[];
}

/** What a command reads from its standard input. */
export interface Input {
  /** The value, or the content of the files that it names. */
  readonly value: Value;
  /** Whether it is the text of the values, and not the content of the files that they name. */
  readonly isText: boolean;
}

/** The empty value. */
export const none: Value = { text: '', sources: [] };

/** The input of a command that reads no value of a run. */
export const noInput: Input = { value: none, isText: false };

/** Returns the value of a text that comes from one argument or variable. */
export function valueFrom(text: string, source: ShellSource): Value {
  return { text, sources: text.includes(valueMark) ? [source] : [] };
}

/** Returns whether a value has a part that is known only in a run. */
export function isMarked({ sources }: Value): boolean {
  return sources.length > 0;
}

/** Returns a value with the sources of all values. Without sources, its text is that of the first value. */
export function unite(values: readonly Value[], text: string): Value {
  const sources = [...new Set(values.flatMap((value) => value.sources))];
  return sources.length === 0 && text === valueMark
    ? { text: values[0]?.text ?? '', sources }
    : { text, sources };
}

/** Returns the literal text at the start of a word. */
export function literalStart(word: ShellWord = []): string {
  const [first] = word;
  return typeof first === 'string' ? first : '';
}

/** Returns the text of a word without parameters; otherwise `undefined`. */
export function literalOf(word: ShellWord): string | undefined {
  return word.every((part) => typeof part === 'string') ? word.join('') : undefined;
}
