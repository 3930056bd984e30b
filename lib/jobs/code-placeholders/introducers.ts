/** Finds the arguments that introduce code or a program, whatever the program is: `-c`, `--eval`, `exec`. */
import { scriptName, valueMark, type ArgumentRole } from './argument-roles';
import { abbreviatedCodeName, codeLetterAtEnd, codeSubcommandOf, codeWordOf } from './code-names';
import { syntaxOf } from './known-programs';

/** A subcommand that starts a program. */
interface Starter {
  readonly name: string;
  /** The number of operands up to the program: two for `docker exec CONTAINER PROGRAM`. */
  readonly operands: number;
  /** Whether the program can follow `--`. */
  readonly canFollowDashes: boolean;
}

/** Options between `exec` and its program that have no value, in most programs. The operand after them counts. */
const starterFlag = /^(-[itdTqP]+|--(interactive|tty|stdin|detach|rm|quiet|privileged|no-session|no-tty))$/;

/** Subcommands with which many programs start another one. */
const startingSubcommand =
  /^(activate|create|debug|develop|launch|run|session|shell|spawn|start|submit|wrap)$/;

/** Tools that pass the arguments after `--` on to the user's own program, and start no program from there. */
const buildTool = /^(bazel|cabal|crystal|gradle|gradlew|just|lein|mage|mix|nx|rake|stack|task|turbo)$/;

/**
 * Returns for each argument the introducer of code, such as `-c` or `eval`, that can apply to it; `undefined` for no
 * introducer. An introducer applies to the arguments after it, up to the first operand, which is the code. An operand
 * directly after another option does not end the search, because it can be the value of that option.
 *
 * After `exec`, the program can be the first operand, the second one or the one after `--`:
 * `docker exec CONTAINER PROGRAM`, `kubectl exec POD -- PROGRAM`. After `run` of a program with a bare name, it can be the
 * next argument or the one after `--`.
 *
 * @param roles - the roles of the arguments for known programs
 */
export function introducersOf(
  command: readonly string[],
  roles: readonly (ArgumentRole | undefined)[],
): readonly (string | undefined)[] {
  let introducer: string | undefined;
  let isBehindOption = false;
  let starter: Starter | undefined;
  let program = command[0] ?? '';
  let hasImage = false;
  return command.map((argument, index) => {
    const isVariable = isContainerVariable(program, hasImage, command[index - 1], argument);
    const before = isVariable
      ? undefined
      : (introducer ?? (starter !== undefined && starter.operands > 0 ? starter.name : undefined));
    const previous = command[index - 1];
    const own = introducerIn(argument, index);
    const isValue =
      /^-.*[A-Za-z0-9]/.test(previous ?? '') &&
      !/=/.test(previous ?? '') &&
      !starterFlag.test(previous ?? '');
    const isProgram = roles[index]?.role === 'program' || index === 0;
    hasImage ||= roles[index]?.role === 'script';
    if (roles[index]?.role === 'program' || (previous === '--' && starter === undefined)) {
      program = argument;
      hasImage = false;
    }
    if (argument === '--' && starter?.canFollowDashes === true) {
      introducer = starter.name;
      isBehindOption = false;
      starter = undefined;
    } else if (argument === '--' && /^(run|shell)$/.test(previous ?? '') && !isOwnCommandLine(program)) {
      introducer = previous;
      isBehindOption = false;
    } else if (own !== undefined) {
      // If another introducer is active, this one can be an option of that introducer's program. Then the next argument
      // is the value of the option, and the code follows later.
      isBehindOption = introducer !== undefined;
      introducer = own;
      if (/^exec(-env|-file)?$/.test(own) && !startsFirstOperand(previous))
        starter = { name: own, operands: 2, canFollowDashes: true };
    } else if (/^[-+]/.test(argument)) {
      isBehindOption = /[A-Za-z0-9]/.test(argument) && !argument.includes('=');
      if (starter?.name !== undefined && startingSubcommand.test(starter.name))
        starter = { ...starter, operands: 0 };
    } else if (!isProgram && startingSubcommand.test(argument) && isBareUnknownProgram(program)) {
      if (!isBehindOption) introducer = undefined;
      starter = { name: argument, operands: 1, canFollowDashes: true };
      isBehindOption = false;
    } else {
      if (!isBehindOption) introducer = undefined;
      if (starter !== undefined && !isValue) starter = nextStarter(starter, argument);
      isBehindOption = false;
    }
    return before;
  });
}

/**
 * Returns the starter after an operand. The program can still follow `--`: `chamber exec SERVICE SERVICE -- PROGRAM`. A
 * script is what `exec` starts, so that no program follows it.
 */
function nextStarter(starter: Starter, operand: string): Starter | undefined {
  if (scriptName.test(operand)) return undefined;
  return {
    ...starter,
    operands: startingSubcommand.test(starter.name) ? 0 : Math.max(starter.operands - 1, 0),
  };
}

/** Returns whether an argument is a variable of a container, before the image: `docker run -e NAME=VALUE IMAGE`. */
function isContainerVariable(
  program: string,
  hasImage: boolean,
  previous: string | undefined,
  argument: string,
): boolean {
  return (
    previous === '-e' &&
    !hasImage &&
    /(^|\/)(docker|podman|nerdctl)(-compose)?$/.test(program) &&
    /^[A-Za-z_]\w*=/.test(argument)
  );
}

/** Returns whether the table of programs knows how the program reads `--`, or whether it is a build tool. */
function isOwnCommandLine(program: string): boolean {
  return buildTool.test(program) || /^(cargo|dotnet)$/.test(program);
}

/**
 * Returns whether the name of the program has no folder, or a folder of the system's own programs, and the table does not
 * know it. Such a program is rarely the user's own.
 */
function isBareUnknownProgram(program: string): boolean {
  const isBare = /^(\/(usr\/)?s?bin\/)?[^/]+$/.test(program);
  const known = syntaxOf(program, true);
  const canStart = known === undefined || known.syntax.hasStarters === true;
  return isBare && !buildTool.test(program) && canStart;
}

/** Returns whether the program's `exec` starts its first operand, as `bundle exec PROGRAM` does. */
function startsFirstOperand(program: string | undefined): boolean {
  return /(^|\/)(asdf|bun|bundle|cabal|dotnet|hatch|mise|npm|opam|pdm|pnpm|poetry|rbenv|pyenv|stack|yarn)$/.test(
    program ?? '',
  );
}

/** Returns the introducer that an argument is, whatever the program is; `undefined` if it is none. */
function introducerIn(argument: string, index: number): string | undefined {
  if (argument.includes(valueMark) || argument.includes('=')) return undefined;
  if (/^\/[ckCK]$/.test(argument)) return argument.toLowerCase();
  if (!argument.startsWith('-')) {
    const subcommand = codeSubcommandOf(argument);
    if (index > 0) return subcommand;
    return subcommand === 'eval' || subcommand === 'exec' ? subcommand : undefined;
  }
  const name = argument.replace(/^--?/, '');
  const word = codeWordOf(name);
  if (argument.startsWith('--')) {
    const full = word ?? abbreviatedCodeName(name);
    return full === undefined ? undefined : `--${full}`;
  }
  if (word !== undefined) return `-${word}`;
  if (!/^[A-Za-z0-9]+$/.test(name)) return undefined;
  const letter = codeLetterAtEnd(name);
  if (letter !== undefined) return letter;
  const full = name.length > 1 ? abbreviatedCodeName(name) : undefined;
  return full === undefined ? undefined : `-${full}`;
}
