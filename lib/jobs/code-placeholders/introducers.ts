/** Finds the arguments that introduce code or a program, whatever the program is: `-c`, `--eval`, `exec`. */
import { codeLetterAtEnd } from './code-letters';
import { abbreviatedCodeName, codeSubcommandOf, codeWordOfOption, isOptionsOfProgram } from './code-names';
import { syntaxOf } from './known-programs';
import { isOwnProgram } from './own-programs';
import { isPlainOption, isPlainTool } from './plain-tools';
import { scriptName, valueMark, type ArgumentRole } from './program-reader';

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
  /^(activate|create|debug|develop|install|launch|run|session|shell|spawn|start|submit|wrap)$/;

/** Matches the path of a program, which is not the name of a container, service or pod. */
const programPath = /(^|\/)s?bin\/[^/]+$/;

/** Tools that pass the arguments after `--` on to the user's own program, and start no program from there. */
const buildTool = /^(bazel|cabal|crystal|gradle|gradlew|just|lein|mage|mix|nx|rake|stack|task|turbo)$/;

/** What introduces code, for messages. */
export interface FoundIntroducer {
  /** The word of a list that shows code, such as `--command`, `-c` or `exec`. */
  readonly name: string;
  /** The whole argument: `--init-command`. */
  readonly word: string;
}

/** An argument that introduces code in the arguments after it. */
interface Introducer extends FoundIntroducer {
  /** `program`: a program can follow, such as after `--` of `exec`. */
  readonly kind: 'option' | 'subcommand' | 'program';
}

/**
 * Returns for each argument the introducer of code, such as `-c` or `eval`, that can apply to it; `undefined` for no
 * introducer. An introducer applies to the arguments after it, up to the first operand, which is the code. An operand
 * directly after another option does not end the search, because it can be the value of that option.
 *
 * After `exec`, the program can be the first operand, the second one or the one after `--`: `docker exec CONTAINER
 * PROGRAM`, `kubectl exec POD -- PROGRAM`. After `run` of a program with a bare name, it can be the next argument or
 * the one after `--`.
 *
 * @param roles - The roles of the arguments for known programs.
 */
export function introducersOf(
  command: readonly string[],
  roles: readonly (ArgumentRole | undefined)[],
): readonly (FoundIntroducer | undefined)[] {
  let introducer: Introducer | undefined;
  let isBehindOption = false;
  let starter: Starter | undefined;
  let program = command[0] ?? '';
  let reader = program;
  let hasImage = false;
  return command.map((argument, index) => {
    const previous = command[index - 1];
    const started: Introducer | undefined =
      starter !== undefined && starter.operands > 0
        ? { name: starter.name, word: starter.name, kind: 'program' }
        : undefined;
    const active = introducer ?? started;
    const isVariable = isContainerVariable(program, hasImage, previous, argument);
    const before =
      active !== undefined && !isVariable && canApply(active, previous, argument) ? active : undefined;
    const own = introducerIn(argument, index, { program, reader }, previous);
    const isValue =
      /^-.*[A-Za-z0-9]/.test(previous ?? '') &&
      !/=/.test(previous ?? '') &&
      !starterFlag.test(previous ?? '');
    const isProgram = roles[index]?.role === 'program' || index === 0;
    hasImage ||= roles[index]?.role === 'script';
    const isScript = roles[index]?.role === 'script' && scriptName.test(argument);
    if (isScript || roles[index]?.role === 'program' || (previous === '--' && starter === undefined)) {
      program = argument;
      // The program that runs a script can also read options after it: k6 run SCRIPT -e NAME=VALUE.
      if (!isScript) reader = argument;
      hasImage = isScript;
    }
    if (argument === '--' && starter?.canFollowDashes === true) {
      introducer = { name: starter.name, word: starter.name, kind: 'program' };
      isBehindOption = false;
      starter = undefined;
    } else if (argument === '--' && startsBehindDashes(program, previous)) {
      introducer = { name: previous ?? '', word: previous ?? '', kind: 'program' };
      isBehindOption = false;
    } else if (own !== undefined) {
      // If another introducer is active, this one can be an option of that introducer's program. Then the next argument
      // is the value of the option, and the code follows later.
      isBehindOption = introducer !== undefined;
      introducer = own;
      if (/^exec(-env|-file)?$/.test(own.name) && !startsFirstOperand(previous))
        starter = { name: own.name, operands: 2, canFollowDashes: true };
    } else if (/^[-+]/.test(argument)) {
      // No program has such a name. All arguments after `run SCRIPT --` belong to the script.
      if (previous === '--' && introducer?.kind === 'program') introducer = undefined;
      // The value of --java-options also begins with a dash: --java-options -Xmx8g.
      if (isOptionsOfProgram(previous ?? '')) introducer = undefined;
      isBehindOption = /[A-Za-z0-9]/.test(argument) && !argument.includes('=');
      if (starter !== undefined && isEndedBy(starter, argument)) starter = { ...starter, operands: 0 };
    } else if (!isProgram && startingSubcommand.test(argument) && canStartPrograms(program)) {
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
 * Returns whether an option ends the search for the program of `run`: the next argument is then most probably the value
 * of the option, as in `run --key VALUE`. The operand of `install` is a package even after options.
 */
function isEndedBy({ name }: Starter, option: string): boolean {
  return startingSubcommand.test(name) && name !== 'install' && !starterFlag.test(option);
}

/** Matches options that have data as their value in every program: `--key`, `--tags`. */
const dataOption =
  /^--?([a-z]+-)*(bucket|date|id|key|label|labels|name|param|params|parameter|parameters|prefix|region|tag|tags)$/;

/** Returns whether an introducer can apply to an argument that is code, an option or the program. */
function canApply({ name, kind }: Introducer, previous: string | undefined, argument: string): boolean {
  // No program has a name with a dash at its start.
  if (kind === 'program' && argument.startsWith('-')) return false;
  const isDataOption =
    dataOption.test(previous ?? '') ||
    (argument.includes('=') && dataOption.test(argument.split('=', 1)[0] ?? ''));
  if (kind === 'subcommand' && isDataOption) return false;
  // The programs of BLAST have a file as the value of -query. No statement of a database begins with a folder.
  return !(name === '-query' && previous === '-query' && /^\.{0,2}\/[\w.-]+\//.test(argument));
}

/** Returns whether the argument after `--` is a program, because `run` or `shell` precedes it. */
function startsBehindDashes(program: string, previous: string | undefined): boolean {
  if (previous === 'run') return !isOwnCommandLine(program) && !isOwnProgram(program);
  return previous === 'shell' && !isOwnCommandLine(program);
}

/**
 * Returns the starter after an operand. The program can still follow `--`: `chamber exec SERVICE SERVICE -- PROGRAM`.
 * If `exec` starts a script, no program follows.
 */
function nextStarter(starter: Starter, operand: string): Starter | undefined {
  if (scriptName.test(operand) || programPath.test(operand)) return undefined;
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
 * Returns whether a subcommand such as `run` of the program can start another program. The table does not know the
 * program, and it is not the user's own.
 */
function canStartPrograms(program: string): boolean {
  const known = syntaxOf(program, true);
  const canStart = known === undefined || known.syntax.hasStarters === true;
  return canStart && !buildTool.test(program) && !isOwnProgram(program) && !isPlainTool(program);
}

/** Returns whether the program's `exec` starts its first operand, as `bundle exec PROGRAM` does. */
function startsFirstOperand(program: string | undefined): boolean {
  return /(^|\/)(asdf|bun|bundle|cabal|dotnet|hatch|mise|npm|opam|pdm|pnpm|poetry|rbenv|pyenv|stack|yarn)$/.test(
    program ?? '',
  );
}

/** Subcommands that are common in users' own programs. In tools, they introduce code. */
const ownSubcommand = /^(command|execute|script)$/;

/** Returns the introducer that an argument is, whatever the program is; `undefined` if it is none. */
function introducerIn(
  argument: string,
  index: number,
  { program, reader }: { readonly program: string; readonly reader: string },
  previous: string | undefined,
): Introducer | undefined {
  if (argument.includes(valueMark) || argument.includes('=') || (index > 0 && isPlainTool(program)))
    return undefined;
  if (isPlainOption(reader, argument)) return undefined;
  if (/^\/[ckCK]$/.test(argument) && !/^--.*(dir|file|path)$/.test(previous ?? ''))
    return { name: argument.toLowerCase(), word: argument, kind: 'option' };
  if (argument.startsWith('-')) {
    const name = optionIntroducer(argument);
    return name === undefined ? undefined : { name, word: argument, kind: 'option' };
  }
  const name = codeSubcommandOf(argument);
  if (name === undefined || (ownSubcommand.test(argument) && previous === program && isOwnProgram(program)))
    return undefined;
  return index > 0 || name === 'eval' || name === 'exec'
    ? { name, word: argument, kind: 'subcommand' }
    : undefined;
}

/** Returns the name of an option that introduces code: `--command`, `-c`. */
function optionIntroducer(argument: string): string | undefined {
  // A flag of the JVM has no value in the next argument: -XX:+ExitOnOutOfMemoryError.
  if (/^-XX:[+-]/.test(argument)) return undefined;
  const name = argument.replace(/^--?/, '');
  const word = codeWordOfOption(name);
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
