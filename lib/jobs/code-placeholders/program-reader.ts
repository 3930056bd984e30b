/** Reads the arguments of one program of the table: which of them are code, a script, a program or an option. */
import { joiner, type OperandRole, type ProgramSyntax } from './program-syntax';

/** The role of an argument for a program, with the name of the program. */
export interface ArgumentRole {
  /** `option`: the program reads options at this position, so the text can be one. */
  readonly role: 'code' | 'script' | 'program' | 'option';
  /** The program without its folder. */
  readonly program: string;
}

/** The roles of an argument that are not data. */
type Role = ArgumentRole['role'] | 'pipe';

/** The state of reading the arguments of one program in a command. */
export interface ProgramState {
  /** The program without its folder. */
  readonly program: string;
  /** The name of the program in the table. */
  readonly key: string;
  /** The syntax that applies, which can be that of a subcommand. */
  readonly syntax: ProgramSyntax;
  /** The numbers of the subcommands whose syntax applies. */
  readonly subcommand: string;
  /** The number of following arguments that belong to an option. */
  readonly pending: number;
  /** The role of these arguments. */
  readonly pendingRole: Role | undefined;
  /** Whether the option before this argument is unknown, so that this argument can also be an operand. */
  readonly isValueUnknown: boolean;
  /** The number of operands that were read. */
  readonly operands: number;
  /** Whether an option that introduces code was read. */
  readonly hasCode: boolean;
  /** Whether the program reads its operands as commands. */
  readonly runsOperands: boolean;
  /** Whether `--` was read, after which a program reads no options. */
  readonly hasEnded: boolean;
}

/** The result of reading an argument: its role for the program, and the possible states for the next argument. */
interface Step {
  readonly role?: Role | 'word' | undefined;
  readonly next: readonly ProgramState[];
}

/** Replaces each value that is known only in a run. An argument can't contain this character. */
export const valueMark = '\0';

/** The maximum number of values that are counted for one option. It bounds the number of different states. */
const maximumPending = 8;

/** Matches operands that a wrapper reads before the program: numbers, durations and addresses. */
const notProgram = /^([0-9.]+[smhd]?|[A-Za-z0-9.-]+:[0-9]+|(tcp|https?|unix):.*)$/;

/** Matches an option of Windows, such as `/nologo`, `//B` and `/p:Name=Value`. */
const slashOption = /^\/{1,2}[A-Za-z?]+([:=].*)?$/s;

/** Matches the name of a script. Such a text is not the value of an unknown option. */
export const scriptName =
  /\.([cm]?[jt]sx?|m|pyz?|rb|pl|php|phar|jl|[rR]|lua|exs?|sh|bash|dart|groovy|kts?|scala|swift|cr|nim|go|rkt|clj|dll|jar|tcl|scm)$/;

/** Returns a text that is different for different states. */
export function keyOf(state: ProgramState): string {
  const { key, subcommand, pending, pendingRole, isValueUnknown, operands, hasCode, runsOperands, hasEnded } =
    state;
  return [
    key,
    subcommand,
    pending,
    pendingRole,
    isValueUnknown,
    operands,
    hasCode,
    runsOperands,
    hasEnded,
  ].join(' ');
}

/** Returns the role of the next argument for a program, and the states for the argument after it. */
export function read(state: ProgramState, argument: string): Step {
  const { syntax } = state;
  if (syntax.dataOption?.test(argument) === true && state.pending === 0) return { next: [] };
  if (syntax.joinsAfterDashes === true && argument === '--')
    return { next: [{ ...state, subcommand: `${state.subcommand}/--`, syntax: joiner }] };
  if (syntax.joinsArguments === true || (syntax.codePosition === 'rest' && state.hasCode))
    return { role: 'code', next: [state] };
  if (syntax.startsAfterDashes === true && state.operands > 0 && argument !== '--') return { next: [state] };
  if (state.isValueUnknown) return readUnknownValue({ ...state, isValueUnknown: false }, argument);
  if (state.pending > 0)
    return {
      role: state.pendingRole,
      next:
        state.pending === 1 && state.pendingRole === 'code' && syntax.endsAtCode === true
          ? []
          : [{ ...state, pending: state.pending - 1 }],
    };
  if (!state.hasEnded) {
    if (argument === '--' || (argument === '-' && syntax.dashEndsOptions === true))
      return { next: [{ ...state, hasEnded: true, operands: afterDashes(state) }] };
    // A shell reads a plus alone as an option without letters, and env reads a dash alone as -i.
    if (argument === '+' && syntax.dashEndsOptions === true) return { next: [state] };
    if (argument === '-' && roleOf(state) === 'program') return { next: [state] };
    if (/^[-+]./.test(argument) || (syntax.hasSlashOptions === true && slashOption.test(argument)))
      return readOption(state, argument);
    if (syntax.codePosition === 'rest' && syntax.codeOption?.test(argument) === true)
      return { next: [{ ...state, hasCode: true }] };
  }
  // The program of a launcher can follow --, even after an operand: etcdctl lock NAME -- PROGRAM.
  if (argument === '--' && roleOf(state) === 'program') return { next: [state] };
  return readOperand(state, argument);
}

function afterDashes({ syntax, operands }: ProgramState): number {
  return syntax.startsAfterDashes === true ? 0 : operands;
}

/** Reads an argument after an unknown option: as its value, and as the argument that follows the option. */
function readUnknownValue(state: ProgramState, argument: string): Step {
  const operand = read(state, argument);
  if (argument.includes(valueMark)) {
    const isData = state.syntax.hasDataOptions === true && operand.role === undefined;
    return { role: isData ? undefined : (operand.role ?? 'option'), next: [state, ...operand.next] };
  }
  return argument === '--' || scriptName.test(argument)
    ? operand
    : { ...operand, next: [state, ...operand.next] };
}

function readOption(state: ProgramState, argument: string): Step {
  const {
    codeOption,
    codePosition = 'value',
    scriptOption,
    loadOption,
    pipeOption,
    valuesOf,
    endsAtCode,
  } = state.syntax;
  const pendingRole = state.syntax.hasDataOptions === true ? undefined : 'option';
  const runsOperands = state.runsOperands || state.syntax.runsOperands?.test(argument) === true;
  const own = { ...state, runsOperands };
  const special = [
    [codePosition === 'value' ? codeOption : undefined, 'code'],
    [scriptOption, 'script'],
    [loadOption, 'script'],
    [pipeOption, 'pipe'],
  ] as const;
  for (const [option, role] of special) {
    const match = option?.exec(argument)?.[0];
    if (match === undefined) continue;
    const hasCode = state.hasCode || (option !== loadOption && option !== pipeOption);
    const isJoined = match.length < argument.length || match.endsWith('=');
    if (!isJoined) return { next: [{ ...own, hasCode, pending: 1, pendingRole: role }] };
    return { role, next: role === 'code' && endsAtCode === true ? [] : [{ ...own, hasCode }] };
  }
  const hasCode = state.hasCode || codeOption?.test(argument) === true;
  const count = valuesOf(argument);
  return {
    role: pendingRole,
    next: [
      {
        ...own,
        hasCode,
        pending: count === 'unknown' ? 0 : Math.min(count, maximumPending),
        pendingRole,
        isValueUnknown: count === 'unknown',
      },
    ],
  };
}

/** Returns the role of the next operand, without regard to its text. */
function roleOf({ syntax, operands, hasCode, runsOperands }: ProgramState): OperandRole {
  if (hasCode && syntax.codePosition === 'operand') return operands === 0 ? 'code' : 'data';
  const role = syntax.operands[Math.min(operands, syntax.operands.length - 1)] ?? 'data';
  const isReplaced = hasCode && syntax.keepsOperands !== true && role !== 'pipe';
  if (runsOperands && (isReplaced || role === 'data')) return 'code';
  return isReplaced ? 'data' : role;
}

function readOperand(state: ProgramState, argument: string): Step {
  const { syntax, hasEnded, hasCode, operands } = state;
  if (operands === 0) {
    const index = (syntax.subcommands ?? []).findIndex(([name]) => name.test(argument));
    const subcommand = syntax.subcommands?.[index]?.[1];
    if (subcommand !== undefined)
      return { next: [{ ...state, subcommand: `${state.subcommand}/${index}`, syntax: subcommand }] };
  }
  if (syntax.hasAssignments === true && /^[A-Za-z_]\w*=/.test(argument)) return { next: [state] };
  const role = syntax.dataOperand?.test(argument) === true ? 'data' : roleOf(state);
  if (syntax.startsAfterDashes === true && notProgram.test(argument)) return { next: [state] };
  const following: ProgramState = {
    ...state,
    operands: Math.min(operands + 1, syntax.operands.length),
    // Options after the first operand are arguments of the script or program, or operands.
    hasEnded: hasEnded || !(syntax.readsLaterOptions === true || syntax.startsAfterDashes === true),
  };
  if (role === 'program') {
    // No program has such a name, and some implementations read options after an operand too.
    if (argument.startsWith('-'))
      return syntax.canHaveOwnProgram === true ? { next: [] } : { role, next: [state] };
    const isOver = syntax.startsAfterDashes !== true && syntax.readsLaterOptions !== true;
    return { role, next: isOver || hasEnded ? [] : [following] };
  }
  // Before `--`, the program can read a text that begins with a placeholder as an option.
  const readsOptions = !hasEnded && (syntax.readsLaterOptions === true || operands === 0 || isSkipped(state));
  const canBeOption =
    readsOptions &&
    argument.startsWith(valueMark) &&
    (hasCode || syntax.readsLaterOptions === true || isSkipped(state));
  if (role === 'data' || role === 'word') {
    if (canBeOption) return { role: 'option', next: continued(following) };
    return { role: role === 'word' ? 'word' : undefined, next: continued(following) };
  }
  return { role, next: continued(following) };
}

/** Returns the states after an operand. There are none if the program reads all further arguments as data. */
function continued(state: ProgramState): readonly ProgramState[] {
  const { syntax, operands, runsOperands, hasEnded } = state;
  const left = syntax.operands.slice(Math.min(operands, syntax.operands.length - 1));
  const canContinue = runsOperands || !hasEnded || syntax.joinsAfterDashes === true;
  return canContinue || left.some((role) => role !== 'data') ? [state] : [];
}

/** Returns whether a program, script or code follows this operand. */
function isSkipped({ syntax, operands }: ProgramState): boolean {
  return syntax.operands.slice(operands + 1).some((role) => role === 'program');
}
