/**
 * Finds the arguments of a command that a known program reads as code, as a script, as a program or as its own options.
 * The function reads each argument once, for all programs that the command has, so its work is linear.
 */
import { isShell, syntaxOf } from './known-programs';
import type { OperandRole, ProgramSyntax } from './program-syntax';

/** The role of an argument for a program, with the name of the program. */
export interface ArgumentRole {
  /** `option`: the program reads options at this position, so the text can be one. */
  readonly role: OperandRole | 'option';
  /** The program without its folder. */
  readonly program: string;
}

/** The state of reading the arguments of one program in a command. */
interface ProgramState {
  readonly program: string;
  /** The name of the program in the table. */
  readonly key: string;
  readonly syntax: ProgramSyntax;
  /** The number of following arguments that belong to an option, and their role. */
  readonly pending: number;
  readonly pendingRole: ArgumentRole['role'] | undefined;
  /** The number of operands that were skipped. */
  readonly skipped: number;
  /** Whether an option that introduces code was read. */
  readonly hasCode: boolean;
  /** Whether `--` was read, after which a program reads no options. */
  readonly hasEnded: boolean;
}

/**
 * The result of reading an argument: its role for the program, and the state for the next argument. `next` is missing if
 * the program reads no further arguments as its own.
 */
interface Step {
  readonly role?: ArgumentRole['role'] | undefined;
  readonly next?: ProgramState;
}

/** Replaces each value that is known only in a run. An argument can't contain this character. */
export const valueMark = '\0';

/** The maximum number of values that are counted for one option. It bounds the number of different states. */
const maximumPending = 8;

/**
 * Returns the role of each argument: how a known program of the command reads it. The role is `undefined` if no known
 * program reads the argument as code, a script, a program or an option.
 *
 * @param command - the arguments; a NUL character replaces each value that is known only in a run
 */
export function argumentRoles(command: readonly string[]): readonly (ArgumentRole | undefined)[] {
  let states = new Map<string, ProgramState>();
  let isProgramPosition = true;
  let isShellName = false;
  return command.map((argument) => {
    const found: ArgumentRole[] = [];
    const next = new Map<string, ProgramState>();
    for (const state of states.values()) {
      const step = read(state, argument);
      if (step.role !== undefined) found.push({ role: step.role, program: state.program });
      if (step.next !== undefined) next.set(keyOf(step.next), step.next);
    }
    isProgramPosition ||= found.some(({ role }) => role === 'program');
    const started = isShellName ? undefined : startOf(argument, isProgramPosition);
    if (started !== undefined) next.set(keyOf(started), started);
    states = next;
    isProgramPosition = false;
    // The argument after the code of a shell is $0, the name of the shell in messages: sh -c CODE sh ARGUMENT.
    isShellName = found.some(({ role, program }) => role === 'code' && isShell(program));
    return found.find(({ role }) => role !== 'option') ?? found[0];
  });
}

function startOf(argument: string, isProgramPosition: boolean): ProgramState | undefined {
  const known = syntaxOf(argument);
  if (known === undefined || (known.syntax.isCommonWord === true && !isProgramPosition)) return undefined;
  return {
    ...known,
    pending: 0,
    pendingRole: undefined,
    skipped: 0,
    hasCode: false,
    hasEnded: false,
  };
}

function keyOf({ key, pending, pendingRole, skipped, hasCode, hasEnded }: ProgramState): string {
  return [key, pending, pendingRole, skipped, hasCode, hasEnded].join(' ');
}

function read(state: ProgramState, argument: string): Step {
  const { syntax } = state;
  if (syntax.codePosition === 'every' || (syntax.codePosition === 'rest' && state.hasCode))
    return { role: 'code', next: state };
  if (state.pending > 0)
    return {
      role: state.pendingRole,
      ...(state.pending === 1 && state.pendingRole === 'code' && syntax.endsAtCode === true
        ? {}
        : { next: { ...state, pending: state.pending - 1 } }),
    };
  if (!state.hasEnded) {
    if (argument === '--' || (argument === '-' && syntax.dashEndsOptions === true))
      return { next: { ...state, hasEnded: true } };
    // A shell reads a plus alone as an option without letters.
    if (argument === '+' && syntax.dashEndsOptions === true) return { next: state };
    if (/^[-+]./.test(argument)) return readOption(state, argument);
    if (syntax.codePosition === 'rest' && syntax.codeOption?.test(argument) === true)
      return { next: { ...state, hasCode: true } };
  }
  return readOperand(state, argument);
}

function readOption(state: ProgramState, argument: string): Step {
  const { codeOption, codePosition = 'value', scriptOption, valuesOf, hasDataOptions } = state.syntax;
  const code = codeOption?.exec(argument)?.[0];
  const pendingRole = hasDataOptions === true ? undefined : 'option';
  if (code !== undefined && codePosition === 'value') {
    const isJoined = code.length < argument.length || code.endsWith('=');
    return isJoined && state.syntax.endsAtCode === true
      ? { role: 'code' }
      : {
          ...(isJoined ? { role: 'code' } : {}),
          next: { ...state, hasCode: true, pending: isJoined ? 0 : 1, pendingRole: 'code' },
        };
  }
  if (scriptOption?.test(argument) === true)
    return { next: { ...state, hasCode: true, pending: 1, pendingRole: 'script' } };
  return {
    role: pendingRole,
    next: {
      ...state,
      hasCode: state.hasCode || code !== undefined,
      pending: Math.min(valuesOf(argument), maximumPending),
      pendingRole,
    },
  };
}

function readOperand(state: ProgramState, argument: string): Step {
  const {
    operand,
    skippedOperands = 0,
    codePosition,
    hasAssignments,
    subcommand,
    readsLaterOptions,
  } = state.syntax;
  if (subcommand?.test(argument) === true) return { next: state };
  if (operand === undefined || (readsLaterOptions === true && state.hasCode)) {
    const canBeOption = argument.startsWith(valueMark) && !state.hasEnded;
    return { ...(canBeOption ? { role: 'option' } : {}), next: state };
  }
  if (hasAssignments === true && /^[A-Za-z_]\w*=/.test(argument)) return { next: state };
  if (state.skipped < skippedOperands)
    return {
      ...(operand === 'program' ? { role: 'option' } : {}),
      next: { ...state, skipped: state.skipped + 1 },
    };
  if (!state.hasCode)
    return { role: operand, ...(readsLaterOptions === true ? { next: { ...state, hasCode: true } } : {}) };
  if (codePosition === 'operand') return { role: 'code' };
  // The value of an option was the code, so this operand is data. Before `--`, the program can read it as an option.
  return state.hasEnded ? {} : { role: 'option' };
}
