/**
 * A model of how shells, interpreters and launchers read their arguments. It is independent of the rule: it gets the
 * arguments of a run, with the key of the object, and knows no placeholders.
 */

/** Options of an interpreter as its manual has them. */
interface Options {
  /** Letters of short options without a value. */
  readonly flags: string;
  /** Letters of short options with a value, which is the rest of the cluster or the next argument. */
  readonly values: string;
  /** Letters of short options whose value is code. The value of M and m is in the same argument. */
  readonly code: string;
  /** Names of long options whose value is code or a file with code. */
  readonly longCode: readonly string[];
  /** Names of long options with another value in the next argument. */
  readonly longValues: readonly string[];
  /** Whether the interpreter reads no options after its code. */
  readonly endsAtCode: boolean;
}

const interpreters: Readonly<Record<string, Options>> = {
  python3: {
    flags: 'bBdEhiIOPqsSuvx',
    values: 'WX',
    code: 'cm',
    longCode: [],
    longValues: [],
    endsAtCode: true,
  },
  perl: {
    flags: 'acflnpstuwTUWX',
    values: 'ICF',
    code: 'eEMm',
    longCode: [],
    longValues: [],
    endsAtCode: false,
  },
  node: {
    flags: 'ichv',
    values: 'C',
    code: 'epr',
    longCode: ['eval', 'print', 'require', 'import', 'loader'],
    longValues: ['conditions'],
    endsAtCode: false,
  },
};

/** Programs that start another program: the letters of options with a value, and the number of operands before it. */
const launchers: Readonly<Record<string, { readonly values: string; readonly operands: number }>> = {
  env: { values: 'uC', operands: 0 },
  nohup: { values: '', operands: 0 },
  nice: { values: 'n', operands: 0 },
  timeout: { values: 'ks', operands: 1 },
  sudo: { values: 'ug', operands: 0 },
  xargs: { values: 'nILP', operands: 0 },
};

/** Variables from which a program that `env` starts would read code. */
const codeVariables = /^(LD_PRELOAD|BASH_ENV|NODE_OPTIONS|PATH|PYTHONSTARTUP|PERL5OPT)=/;

/** Returns the texts that a command runs: code, the names of files with code, and the names of programs. */
export function executedTexts([program = '', ...rest]: readonly string[]): readonly string[] {
  const name = program.slice(program.lastIndexOf('/') + 1);
  const launcher = launchers[name];
  const options = interpreters[name];
  if (launcher !== undefined) return [program, ...executedByLauncher(name, launcher, rest)];
  if (['sh', 'bash', 'dash'].includes(name)) return [program, ...executedByShell(rest)];
  if (options !== undefined) return [program, ...executedByInterpreter(options, rest)];
  if (name === 'awk') return [program, ...executedByAwk(rest)];
  return [program];
}

function executedByLauncher(
  name: string,
  { values, operands }: { readonly values: string; readonly operands: number },
  rest: readonly string[],
): readonly string[] {
  let left = operands;
  let hasEnded = false;
  for (let index = 0; index < rest.length; index += 1) {
    const argument = rest[index] ?? '';
    if (argument === '--' && !hasEnded) {
      hasEnded = true;
      continue;
    }
    if (!hasEnded && name === 'env' && /^-[a-z]*S/.test(argument)) return rest.slice(index);
    if (argument.startsWith('-') && !hasEnded) {
      if (values.includes(argument.slice(1)) && argument.length === 2) index += 1;
      continue;
    }
    if (/^\w+=/.test(argument) && (name === 'env' || name === 'sudo')) {
      if (codeVariables.test(argument)) return [argument];
      continue;
    }
    if (left === 0) return executedTexts(rest.slice(index));
    left -= 1;
  }
  return [];
}

function executedByShell(rest: readonly string[]): readonly string[] {
  let hasCode = false;
  let index = 0;
  for (; index < rest.length; index += 1) {
    const argument = rest[index] ?? '';
    if (argument === '--') {
      index += 1;
      break;
    }
    if (!/^[-+]./.test(argument)) break;
    if (/^--(rcfile|init-file)$/.test(argument)) index += 1;
    else if (!argument.startsWith('--')) {
      hasCode ||= argument.startsWith('-') && argument.includes('c');
      index += argument.split(/[oO]/).length - 1;
    }
  }
  // The first operand is the code or the script.
  return [...(hasCode ? ['-c'] : []), ...rest.slice(index, index + 1)];
}

function executedByInterpreter(options: Options, rest: readonly string[]): readonly string[] {
  const executed: string[] = [];
  for (let index = 0; index < rest.length; index += 1) {
    const argument = rest[index] ?? '';
    if (argument === '--')
      return executed.length > 0 ? executed : [...executed, ...rest.slice(index + 1, index + 2)];
    if (!/^-./.test(argument)) return executed.length > 0 ? executed : [...executed, argument];
    if (argument.startsWith('--')) {
      const [name = '', ...value] = argument.slice(2).split('=');
      if (options.longCode.includes(name))
        executed.push(value.length > 0 ? value.join('=') : (rest[(index += 1)] ?? ''));
      else if (options.longValues.includes(name) && value.length === 0) index += 1;
      continue;
    }
    for (let position = 1; position < argument.length; position += 1) {
      const letter = argument[position] ?? '';
      if (options.flags.includes(letter)) continue;
      // An unknown option ends the interpreter with an error.
      if (!`${options.code}${options.values}`.includes(letter)) return executed;
      const joined = argument.slice(position + 1);
      if (joined === '' && /[Mm]/.test(letter) && !options.endsAtCode) return executed;
      const value = joined === '' ? (rest[(index += 1)] ?? '') : joined;
      if (options.code.includes(letter)) {
        executed.push(value);
        if (options.endsAtCode) return executed;
      }
      break;
    }
  }
  return executed;
}

function executedByAwk(rest: readonly string[]): readonly string[] {
  const executed: string[] = [];
  for (let index = 0; index < rest.length; index += 1) {
    const argument = rest[index] ?? '';
    if (argument === '--') return executed.length > 0 ? executed : rest.slice(index + 1, index + 2);
    if (!/^-./.test(argument)) return executed.length > 0 ? executed : [argument];
    // An unknown option ends awk with an error.
    if (!/^-[vFfe]/.test(argument)) return executed;
    const value = argument.length > 2 ? argument.slice(2) : (rest[(index += 1)] ?? '');
    if (/^-[fe]/.test(argument)) executed.push(value);
  }
  return executed;
}
