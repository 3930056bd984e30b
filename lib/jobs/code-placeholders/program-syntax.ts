/** The grammar of the arguments of programs whose operands or options can be code. The tables are in `programs`. */
import type { Options } from './program-options';

export type { Options } from './program-options';

/**
 * How a program reads an operand:
 *
 * - `data`: as text
 * - `code`: as code
 * - `script`: as the name of a file, package or task that it runs
 * - `program`: as the program that it starts; the operands after it are the arguments of that program
 * - `pipe`: as the name of a file, and as a command if the first characters have a special meaning, such as `|`
 * - `word`: as text, which a script can start as a program: the first argument of a shell script
 */
export type OperandRole = 'data' | 'code' | 'script' | 'program' | 'pipe' | 'word';

/** The number of arguments that belong to an option; `unknown` if the table does not have the option. */
export type ValueCount = number | 'unknown';

/** The syntax of a program's arguments. */
export interface ProgramSyntax {
  /** The roles of the operands, in their order. The last role applies to every further operand. */
  readonly operands: readonly OperandRole[];
  /**
   * Returns the number of arguments that belong to an option. After an unknown option, both meanings are tried.
   */
  readonly valuesOf: (option: string) => ValueCount;
  /**
   * The option that introduces code. If the argument continues after the match, the rest is the code: `-eCODE`.
   *
   * @default no option introduces code
   */
  readonly codeOption?: RegExp;
  /**
   * The position of the code: `value` is the argument after the option, `operand` is the first operand, and `rest` is
   * every argument after the option.
   *
   * @default value
   */
  readonly codePosition?: 'value' | 'operand' | 'rest';
  /**
   * The option after which the program reads every argument as data: `--args` of R.
   *
   * @default no option has this effect
   */
  readonly dataOption?: RegExp;
  /**
   * Operands that are data, although the role of the operand is another one: `/folder/FILE` of scp.
   *
   * @default no operand is an exception
   */
  readonly dataOperand?: RegExp;
  /**
   * Whether the program reads no options after its code.
   *
   * @default false
   */
  readonly endsAtCode?: true;
  /**
   * The option whose value is a file with code. It replaces the operand that is code: `awk -f FILE`.
   *
   * @default no option has such a value
   */
  readonly scriptOption?: RegExp;
  /**
   * The option whose value is a file or folder with further code: `node --require FILE`.
   *
   * @default no option has such a value
   */
  readonly loadOption?: RegExp;
  /**
   * The option whose value is the name of a file, and a command if its first characters have a special meaning.
   *
   * @default no option has such a value
   */
  readonly pipeOption?: RegExp;
  /**
   * The option after which the program reads its operands as commands: `perl -n` opens the file `|COMMAND`.
   *
   * @default no option has this effect
   */
  readonly runsOperands?: RegExp;
  /**
   * Whether an option with code does not replace an operand that is code: `sqlite3 -cmd CODE FILE CODE`.
   *
   * @default false
   */
  readonly keepsOperands?: true;
  /**
   * Whether the values of options are never code, as in `awk -v key=VALUE`.
   *
   * @default false
   */
  readonly hasDataOptions?: true;
  /**
   * Whether assignments such as `A=b` can be before the program.
   *
   * @default false
   */
  readonly hasAssignments?: true;
  /**
   * The syntax after a subcommand, which is the first operand: `run` in `deno run SCRIPT`.
   *
   * @default the program has none
   */
  readonly subcommands?: readonly (readonly [name: RegExp, syntax: ProgramSyntax])[];
  /**
   * Whether the program also reads options that follow its operands.
   *
   * @default false
   */
  readonly readsLaterOptions?: true;
  /**
   * Whether every argument, even an option, is code, because the program joins its arguments.
   *
   * @default false
   */
  readonly joinsArguments?: true;
  /**
   * Whether the program can start after `--`, even if operands precede `--`: `wait-for HOST -- PROGRAM`.
   *
   * @default false
   */
  readonly startsAfterDashes?: true;
  /**
   * Whether the program joins every argument after `--` and runs the result as code: `fab -H HOST -- COMMAND`.
   *
   * @default false
   */
  readonly joinsAfterDashes?: true;
  /**
   * Whether a dash alone ends the options, as `--` does.
   *
   * @default false
   */
  readonly dashEndsOptions?: true;
  /**
   * The argument after which the options and the program of a further process follow: `:` of mpirun.
   *
   * @default the program starts one kind of process
   */
  readonly separator?: string;
  /**
   * Whether the name is also a common word. Such a program is recognized only where a program can start.
   *
   * @default false
   */
  readonly isCommonWord?: true;
  /**
   * Whether a program with this name in a folder is most often the user's own. Folders of the system do not count.
   *
   * @default false
   */
  readonly isOwnInFolder?: true;
  /**
   * The syntax of a program with this name in a folder in which no tools are installed.
   *
   * @default the same syntax
   */
  readonly inFolder?: ProgramSyntax;
  /**
   * Whether subcommands such as `run` can start a program, as they can in a program that the table lacks.
   *
   * @default false
   */
  readonly hasStarters?: true;
  /**
   * Whether options can also begin with a slash, as in Windows.
   *
   * @default false
   */
  readonly hasSlashOptions?: true;
  /**
   * Whether the first argument after the skipped operands is an argument of the program if it begins with `-`. Then no
   * program follows: `docker run IMAGE --key VALUE` starts the image's own program.
   *
   * @default false
   */
  readonly canHaveOwnProgram?: true;
  /**
   * Whether the value of the code option is a whole command in one argument, so that no program begins there.
   *
   * @default false
   */
  readonly hasWholeCode?: true;
  /**
   * Whether a key that begins with `-` is harmless as an option of the program.
   *
   * @default false
   */
  readonly hasHarmlessOptions?: true;
}

/** Returns a function that counts the values of each option of a program. */
export function countValues({ flags = '', values = '', longFlags = '', longValues = '' }: Options) {
  const withoutValue = new Set(longFlags.split(' '));
  const withValue = new Set(longValues.split(' '));
  return (option: string): ValueCount => {
    if (option.startsWith('--')) {
      const name = option.slice(2);
      if (name.includes('=') || withoutValue.has(name)) return 0;
      return withValue.has(name) ? 1 : 'unknown';
    }
    const letters = option.slice(1);
    for (let index = 0; index < letters.length; index += 1) {
      const letter = letters.charAt(index);
      if (values.includes(letter)) return index === letters.length - 1 ? 1 : 0;
      if (!flags.includes(letter)) return 'unknown';
    }
    return 0;
  };
}

/** Returns the source of a pattern for long options, and for their abbreviations of at least three letters. */
function long(names: string): string {
  const all = names
    .split(' ')
    .flatMap((name) =>
      Array.from({ length: Math.max(name.length - 2, 1) }, (_, index) => name.slice(0, index + 3)),
    );
  return `--(${[...new Set(all)].join('|')})(=|$)`;
}

/**
 * Returns a pattern for options with a special value.
 *
 * @param short - The source of a pattern for short options, without the dash.
 * @param names - The names of long options, separated by spaces.
 */
export function options(short: string, names = ''): RegExp {
  const alternatives = [...(short === '' ? [] : [`-(${short})`]), ...(names === '' ? [] : [long(names)])];
  return new RegExp(`^(${alternatives.join('|')})`);
}

/** Returns the same syntax for programs with different names. */
export function named(names: string, syntax: ProgramSyntax): readonly (readonly [string, ProgramSyntax])[] {
  return names.split(/\s+/).map((name) => [name, syntax]);
}

/** Returns the syntax for names that are common words. */
export function words(names: string, syntax: ProgramSyntax): readonly (readonly [string, ProgramSyntax])[] {
  return named(names, { ...syntax, isCommonWord: true });
}

/** Returns the syntax of a program that starts another one, after operands that are data. */
export function launcher(known: Options = {}, skippedOperands = 0): ProgramSyntax {
  const skipped = Array.from({ length: skippedOperands }, (): OperandRole => 'data');
  return { operands: [...skipped, 'program'], valuesOf: countValues(known) };
}

/** Returns the syntax of a program that starts another one after a subcommand. */
export function launcherOf(subcommand: RegExp, known: Options = {}): ProgramSyntax {
  return { ...launcher(known), subcommands: [[subcommand, launcher(known)]] };
}

/** Returns a function that counts one value for options that match, and none for all others. */
export function valueAfter(options: RegExp): (option: string) => ValueCount {
  return (option) => (options.test(option) ? 1 : 0);
}

/** Returns a function that counts one value for options that match, and does not know the others. */
export function valueOnlyAfter(options: RegExp): (option: string) => ValueCount {
  return (option) => (options.test(option) ? 1 : option.includes('=') ? 0 : 'unknown');
}

/**
 * Returns the syntax of a program whose arguments are data, except the value of its code option: `psql -c CODE`. The
 * options can also follow operands.
 *
 * @param known - The options. After another option, a placeholder can be an operand, and so an option.
 */
export function client(
  special: Pick<ProgramSyntax, 'codeOption' | 'scriptOption' | 'loadOption' | 'pipeOption'> = {},
  known: Options | RegExp = {},
): ProgramSyntax {
  return {
    operands: ['data'],
    valuesOf: known instanceof RegExp ? valueOnlyAfter(known) : countValues(known),
    hasDataOptions: true,
    readsLaterOptions: true,
    ...special,
  };
}

/** The syntax of a program that joins its arguments and runs them as code. */
export const joiner: ProgramSyntax = { operands: ['code'], valuesOf: () => 0, joinsArguments: true };
