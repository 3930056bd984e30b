/** Commands of shells that evaluate their arguments: as code, as arithmetic or as the name of a variable. */
import { valueMark } from '../program-reader';

/** Commands that evaluate each argument, or the name in it. */
const evaluates = /^(alias|bind|compgen|complete|enable|eval|getopts|hash|let|trap|unset)$/;

/** Commands that assign to the variable that an argument names: `export "$1"`. */
const assigns = /^(declare|export|local|mapfile|read|readarray|readonly|typeset)$/;

/** Operators of `[[` that evaluate their operands as arithmetic. */
const arithmetic = /^-(eq|ne|lt|le|gt|ge)$/;

/** Returns whether a shell evaluates the argument of its own command at an index. */
export function builtinRole(command: readonly string[], index: number): boolean {
  const [name = ''] = command;
  const argument = command[index] ?? '';
  if (index === 0 || !argument.includes(valueMark)) return false;
  if (evaluates.test(name)) return true;
  if (assigns.test(name)) return argument.startsWith(valueMark) || /^[^=]*\0[^=]*=/.test(argument);
  if (name === '[[') return command[index - 1] === '-v' || command.some((word) => arithmetic.test(word));
  return /^(\[|test|printf)$/.test(name) && command[index - 1] === '-v';
}
