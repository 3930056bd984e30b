/** The commands and words of a shell's script, as the reader returns them. */

/** A reference to a parameter in a word: `$1`, `"${KEY%.csv}"`. */
export interface ParameterReference {
  /** The name or number of the parameter, `@` or `*`. The standard input of the script has the name `<`. */
  readonly parameter: string;
  /** Whether the shell does not split the value into words. */
  readonly isQuoted: boolean;
  /** Whether the shell evaluates the value: in arithmetic, as the name of a variable or as a prompt. */
  readonly isCode: boolean;
}

/** A word of a script: literal texts and references, in their order. */
export type ShellWord = readonly (string | ParameterReference)[];

/** A simple command of a script. */
export interface ShellCommand {
  /** The words, with assignments and keywords, and without redirections. */
  readonly words: readonly ShellWord[];
  /** The text of here-strings and here-documents, which the command reads. */
  readonly input: ShellWord;
  /** The parameters in the names of files whose content the command reads: `< "/data/$1"`. */
  readonly files: ShellWord;
  /** Whether the command reads the output of the command before it. */
  readonly isPiped: boolean;
  /** The number of substitutions around the command. A pipe connects commands of the same depth. */
  readonly depth: number;
}

/** The commands of a script. */
export interface ShellScript {
  /** The commands in the order of the script, with those in substitutions. */
  readonly commands: readonly ShellCommand[];
  /** Whether the whole script was read. A script with a quotation mark that is not closed, for example, was not. */
  readonly isComplete: boolean;
}

/** A command while it is read. */
export interface OpenCommand {
  /** The words that were read. */
  readonly words: ShellWord[];
  /** The text of its here-strings and here-documents. */
  readonly input: (string | ParameterReference)[];
  /** The names of the files that it reads. */
  readonly files: (string | ParameterReference)[];
}

/** A here-document whose text follows behind the line. */
export interface HereDocument {
  /** The line that ends the text. */
  readonly delimiter: string;
  /** Whether the text has no parameters, because the delimiter has quotation marks. */
  readonly isQuoted: boolean;
  /** The input of the command that reads the text. */
  readonly input: (string | ParameterReference)[];
}

/** Returns the parts with neighbouring texts joined. */
export function joined(parts: ShellWord): ShellWord {
  const result: (string | ParameterReference)[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else result.push(part);
  }
  return result;
}

/** Returns the references as values in the output of a substitution. The commands in it have evaluated them already. */
export function asOutput(
  references: readonly ParameterReference[],
  isQuoted: boolean,
): readonly ParameterReference[] {
  return references.map((reference) => ({ ...reference, isQuoted, isCode: false }));
}

/** Returns the references in the subscript of an item of an array: `[$1]=value`. */
export function subscriptOf(word: ShellWord): readonly ParameterReference[] {
  const [first] = word;
  if (typeof first !== 'string' || !first.startsWith('[')) return [];
  const end = word.findIndex((part) => typeof part === 'string' && part.includes(']'));
  return word.slice(0, end === -1 ? undefined : end).filter((part) => typeof part !== 'string');
}
