/**
 * Finds the arguments of a command that a known program reads as code, as a script, as a program or as its own options.
 * The function reads each argument once, for all programs that the command has, so its work is linear.
 */
import { isShell, isShellItself, startsAnywhere, syntaxOf } from './known-programs';
import { keyOf, read, type ArgumentRole, type ProgramState } from './program-reader';

/** The number of arguments after `exec` or `run` that can be a program. */
const argumentsAfterStarter = 4;

/** The script of a shell in a command. */
export interface ScriptArgument {
  /** The index of the script. */
  readonly index: number;
  /** The index of the first argument of the script, which is the name of the shell in messages. */
  readonly firstArgument: number;
  /** The shell, without its folder. */
  readonly program: string;
}

/** How the known programs of a command read its arguments. */
export interface CommandRoles {
  /**
   * The role of each argument. It is `undefined` if no known program reads the argument as code, a script, a program or an
   * option.
   */
  readonly roles: readonly (ArgumentRole | undefined)[];
  /** The scripts of shells. */
  readonly scripts: readonly ScriptArgument[];
}

/**
 * Returns how the known programs of a command read its arguments.
 *
 * @param command - The arguments; a NUL character replaces each value that is known only in a run.
 */
export function argumentRoles(command: readonly string[]): CommandRoles {
  const scripts: ScriptArgument[] = [];
  let states = new Map<string, ProgramState>();
  let isProgramPosition = true;
  let isShellName = false;
  let isOfShell = false;
  let leftAfterStarter = 0;
  let separated: ProgramState | undefined;
  const roles = command.map((argument, index) => {
    const found: ArgumentRole[] = [];
    const next = new Map<string, ProgramState>();
    for (const state of states.values()) {
      const step = read(state, argument);
      if (step.role === 'word') isProgramPosition = true;
      else if (step.role === 'pipe') {
        if (startsWithValue(argument)) found.push({ role: 'code', program: state.program });
      } else if (step.role === 'option' && state.syntax.hasHarmlessOptions === true) {
        // The program can read the key as an option, but no option of it starts a program.
      } else if (step.role !== undefined) found.push({ role: step.role, program: state.program });
      for (const following of step.next) next.set(keyOf(following), following);
    }
    isProgramPosition ||=
      // A dot is a command of a shell only. In `go run .`, it is the folder.
      (leftAfterStarter > 0 && argument !== '.') ||
      found.some(({ role }) => role === 'program' || (role === 'script' && argument !== '.')) ||
      startsAnywhere(argument, command[index + 1] ?? '');
    const isWholeCode = [...states.values()].some(
      ({ syntax, pending, pendingRole }) =>
        syntax.hasWholeCode === true && pending > 0 && pendingRole === 'code',
    );
    const started = isShellName || isWholeCode ? undefined : startOf(argument, isProgramPosition);
    if (started !== undefined) next.set(keyOf(started), started);
    if (started?.syntax.separator !== undefined) separated = started;
    else if (separated?.syntax.separator === argument) next.set(keyOf(separated), separated);
    states = next;
    isProgramPosition = argument === '--';
    leftAfterStarter = /^(exec|run|x)$/.test(argument)
      ? argumentsAfterStarter
      : Math.max(leftAfterStarter - 1, 0);
    // The argument after the code of a shell is $0, the name of the shell in messages: sh -c CODE sh ARGUMENT.
    const code = found.find(({ role, program }) => role === 'code' && isShell(program));
    // su removes the two dashes before $0.
    const isSkipped = isShellName && argument === '--' && !isOfShell;
    const script = scripts.at(-1);
    if (code !== undefined) {
      isOfShell = isShellItself(code.program);
      scripts.push({ index, firstArgument: index + 1, program: code.program });
    } else if (isSkipped && script?.firstArgument === index)
      scripts.push({ ...script, firstArgument: index + 1 });
    isShellName = isSkipped || code !== undefined;
    return found.find(({ role }) => role !== 'option') ?? found[0];
  });
  return { roles, scripts };
}

/** Returns whether the value of the argument, which can follow the name of an option, begins with a placeholder. */
function startsWithValue(argument: string): boolean {
  return /^(-[A-Za-z]*|--?[A-Za-z-]+=)?\0/.test(argument);
}

function startOf(argument: string, isProgramPosition: boolean): ProgramState | undefined {
  const known = syntaxOf(argument, isProgramPosition);
  if (known === undefined) return undefined;
  return {
    ...known,
    subcommand: '',
    pending: 0,
    pendingRole: undefined,
    isValueUnknown: false,
    operands: 0,
    hasCode: false,
    runsOperands: false,
    hasEnded: false,
  };
}
