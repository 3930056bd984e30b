/**
 * Finds arguments that a program runs as code. If such an argument has a placeholder, a person who names a file can
 * write a part of the code.
 */

/** An argument of a command, and the program that runs the argument as code. */
export interface CodeArgument {
  /** The index of the argument in the command, from 0. */
  readonly index: number;
  /** The name of the program, without its folder. */
  readonly program: string;
}

/**
 * The syntax of a program that runs code. For a shell, the code is the first operand after `-c` and all other options.
 * For most other programs, the code directly follows its option.
 */
interface Interpreter {
  /**
   * The subcommand that must follow the program's name before code: `runner` in `rails runner CODE`.
   *
   * @default no subcommand is required
   */
  readonly subcommand?: RegExp;
  /**
   * The option that must precede the code, such as `-c`.
   *
   * @default no option is required
   */
  readonly option?: RegExp;
  /** Whether the code is the first operand after all options, instead of the argument after the option. */
  readonly isOperand: boolean;
  /**
   * Whether the option can follow operands: `su jobs -c CODE`.
   *
   * @default false
   */
  readonly isAnywhere?: boolean;
  /** Returns the number of arguments that belong to an option. */
  readonly valuesOf: (option: string) => number;
}

const valuesAfter = (options: RegExp) => (option: string) => (options.test(option) ? 1 : 0);

const shell: Interpreter = {
  option: /^-[A-Za-z]*c/,
  isOperand: true,
  // Each o in an option such as -euo takes one argument: the name of a shell option.
  valuesOf: (option) =>
    /^--(rcfile|init-file)$/.test(option)
      ? 1
      : /^[-+][A-Za-z]+$/.test(option)
        ? option.split(/[oO]/).length - 1
        : 0,
};
const python: Interpreter = {
  option: /^-[bBdEhiIOPqsSuvx]*c/,
  isOperand: false,
  valuesOf: valuesAfter(/^-[bBdEhiIOPqsSuvx]*[WX]$/),
};
const node: Interpreter = {
  option: /^(-e|-p|-pe|--eval|--print)(=|$)/,
  isOperand: false,
  valuesOf: valuesAfter(/^(-r|--require|--import|-C|--conditions|--loader|--experimental-loader)$/),
};
const ruby: Interpreter = {
  option: /^-[alnpsSwW0-9]*e/,
  isOperand: false,
  valuesOf: valuesAfter(/^-[rICE]$/),
};

/** The interpreters by program name, without a version. */
const interpreters: ReadonlyMap<string, Interpreter> = new Map([
  ...['sh', 'bash', 'rbash', 'dash', 'ash', 'zsh', 'ksh', 'mksh', 'fish', 'csh', 'tcsh'].map(
    (name) => [name, shell] as const,
  ),
  // `env -S 'sh -c …'` splits its argument into a command.
  ['env', { option: /^(-[iv0]*S|--split-string)/, isOperand: false, valuesOf: valuesAfter(/^-[uC]$/) }],
  ['python', python],
  ['pypy', python],
  ['node', node],
  ['nodejs', node],
  ['bun', node],
  ['deno', { subcommand: /^eval$/, isOperand: true, valuesOf: () => 0 }],
  ['perl', { option: /^-[acflnpstuwTUWX0-9]*[eE]/, isOperand: false, valuesOf: valuesAfter(/^-I$/) }],
  ['ruby', ruby],
  ['jruby', ruby],
  ['rails', { subcommand: /^(runner|r)$/, isOperand: true, valuesOf: valuesAfter(/^(-e|--environment)$/) }],
  [
    'php',
    {
      option: /^(-[rBRE]|--(run|process-begin|process-code|process-end)$)/,
      isOperand: false,
      valuesOf: valuesAfter(/^-[dcz]$/),
    },
  ],
  ...['su', 'runuser', 'flock', 'script', 'psql'].map(
    (name) =>
      [
        name,
        { option: /^(-c|--command)(=|$)/, isOperand: false, isAnywhere: true, valuesOf: () => 0 },
      ] as const,
  ),
  ...['mysql', 'mariadb'].map(
    (name) =>
      [name, { option: /^(-e|--execute)/, isOperand: false, isAnywhere: true, valuesOf: () => 0 }] as const,
  ),
  ...['awk', 'gawk', 'mawk'].map(
    (name) => [name, { isOperand: true, valuesOf: valuesAfter(/^-[vFf]$/) }] as const,
  ),
  ['lua', { option: /^-e/, isOperand: false, valuesOf: valuesAfter(/^-l$/) }],
  ['Rscript', { option: /^-e$/, isOperand: false, valuesOf: () => 0 }],
]);

/** Returns the arguments that a shell or another interpreter runs as code, anywhere in the command. */
export function codeArguments(command: readonly string[]): readonly CodeArgument[] {
  return command.flatMap((argument, index): readonly CodeArgument[] => {
    const program = argument.split('/').at(-1) ?? '';
    const interpreter = interpreters.get(program) ?? interpreters.get(program.replace(/[0-9.]+$/, ''));
    if (interpreter === undefined) return [];
    return codeOf(interpreter, command, index + 1).map((found) => ({ index: found, program }));
  });
}

/** Returns the indexes of the arguments with code, among a program's arguments from `start` on. */
function codeOf(interpreter: Interpreter, command: readonly string[], start: number): readonly number[] {
  const { subcommand, option, isOperand, valuesOf } = interpreter;
  if (subcommand !== undefined && !subcommand.test(command[start] ?? '')) return [];
  const found: number[] = [];
  let hasOption = option === undefined;
  let index = subcommand === undefined ? start : start + 1;
  for (let argument = command[index]; argument !== undefined; argument = command[index]) {
    if (interpreter.isAnywhere === true && !argument.startsWith('-')) {
      index += 1;
      continue;
    }
    if (!/^[-+]./.test(argument) || argument === '--') {
      if (isOperand && hasOption) found.push(argument === '--' ? index + 1 : index);
      return found;
    }
    const isCodeOption = option?.test(argument) === true;
    hasOption ||= isCodeOption;
    // The code can be in the option itself: -eCODE, --eval=CODE.
    if (isCodeOption && !isOperand) found.push(index, index + 1);
    index += 1 + (isCodeOption && !isOperand ? 1 : valuesOf(argument));
  }
  return found;
}
