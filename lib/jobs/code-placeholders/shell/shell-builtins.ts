/** Commands of shells that evaluate their arguments: as code, as arithmetic or as the name of a variable. */
import { valueMark } from '../program-reader';

/** Commands that evaluate each argument, or the name in it. */
const evaluates = /^(alias|bind|compgen|complete|enable|eval|getopts|hash|let|trap|unset)$/;

/** Commands that assign to the variable that an argument names: `export "$1"`. */
const assigns = /^(declare|export|float|integer|local|mapfile|read|readarray|readonly|typeset)$/;

/** Commands whose arguments can be assignments. */
const declares = /^(declare|export|float|integer|local|readonly|typeset)$/;

/** Shells that do not split the value of such an assignment: `export KEY=$1`. Other shells split it, or did so. */
const keepsAssignments = /^(bash|zsh|ksh|ksh93|mksh)$/;

/** Operators of `[[` that evaluate their operands as arithmetic. */
const arithmetic = /^-(eq|ne|lt|le|gt|ge)$/;

/** Returns whether the arguments of a command of the shell can be assignments: `export KEY=VALUE`. */
export function isDeclaration(name: string): boolean {
  return declares.test(name);
}

/** Returns whether a shell keeps the value of an assignment in one word, although it has no quotation marks. */
export function keepsAssignment(shell: string, name: string): boolean {
  return declares.test(name) && keepsAssignments.test(shell);
}

/** Returns whether a declaration makes its variables numbers, so that a shell evaluates each value of them. */
export function declaresNumbers([name = '', ...rest]: readonly string[]): boolean {
  return (
    /^(float|integer)$/.test(name) ||
    (isDeclaration(name) && rest.some((word) => /^-[A-Za-z]*[iEF]/.test(word)))
  );
}

/** Returns whether a shell evaluates the argument of its own command at an index. */
export function builtinRole(command: readonly string[], index: number, shell: string): boolean {
  const [name = ''] = command;
  const argument = command[index] ?? '';
  if (index === 0 || !argument.includes(valueMark)) return false;
  if (evaluates.test(name)) return true;
  if (assigns.test(name)) return argument.startsWith(valueMark) || /^[^=]*\0[^=]*=/.test(argument);
  if (name === '[[') return command[index - 1] === '-v' || command.some((word) => arithmetic.test(word));
  if (/^(\[|test|printf)$/.test(name) && command[index - 1] === '-v') return true;
  return /zsh|ksh/.test(shell) && evaluatesNumber(command);
}

/** Returns whether a command of ksh or zsh evaluates its arguments as arithmetic. */
function evaluatesNumber([name = '', format = '', ...rest]: readonly string[]): boolean {
  if (/^(\[|test)$/.test(name)) return rest.some((word) => arithmetic.test(word));
  if (name === 'printf') return /%[^%a-zA-Z]*[diouxXeEfFgG]/.test(format);
  return /^(break|continue|exit|return|shift)$/.test(name);
}

/** Returns the index of the program behind `exec`, `command` and `builtin`, and behind the options of `exec`. */
export function programIndex(texts: readonly string[]): number {
  if (!/^(exec|command|builtin)$/.test(texts[0] ?? '') || texts.length === 1) return 0;
  if (texts[0] === 'command' && /^-[vV]/.test(texts[1] ?? '')) return 0;
  let index = 1;
  while (/^-[A-Za-z-]*$/.test(texts[index] ?? '')) index += (texts[index] ?? '').endsWith('a') ? 2 : 1;
  return index;
}
