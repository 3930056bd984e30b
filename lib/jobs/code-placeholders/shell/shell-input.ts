/** Programs that read code from a here-string or a pipe: `echo "$1" | sh`. */
import { isShell, syntaxOf } from '../known-programs';
import { valueMark } from '../program-reader';

/** Clients of databases and calculators that run the text of their input. */
const readsCode =
  /^(psql|mysql|mariadb|sqlite3|sqlplus|sqlcmd|cqlsh|mongo|mongosh|clickhouse|clickhouse-client|clickhouse-local|duckdb|bc|dc|sftp|at|batch|ssh|gnuplot|gdb|ed|ex|redis-cli|crontab)$/;

/** Options with which these programs read code from elsewhere, and data from their input. */
const otherCode = /^(-[A-Za-z]*[cefx]|--(command|execute|file|pipe)(=.*)?)$/;

/** Programs that start another one with the words of their input. */
const startsWithInput = /^(xargs|gxargs|parallel)$/;

/**
 * Returns the reason why a command runs its input as code. An input is like a script in the first operand: `sh SCRIPT`.
 *
 * @param isText - whether the values are the text of the input, and not the names of files whose content it is
 * @param reads - returns the reasons for the arguments of a command
 */
export function readsInputAsCode<Reason>(
  command: readonly string[],
  isText: boolean,
  reads: (command: readonly string[]) => readonly (Reason | undefined)[],
): Reason | undefined {
  const name = nameOf(command);
  const starts = startsWithInput.test(name);
  if (starts && !isText) return undefined;
  if (!starts && !command.some((word) => isInterpreter(baseName(word)))) return undefined;
  const file = command.findIndex((word) => /^(-|\/dev\/stdin)$/.test(word));
  const replaced = starts
    ? command.map((word) => word.replaceAll('{}', valueMark))
    : command.map((word, index) => (index === file ? valueMark : word));
  const hasPlace = replaced.some((word, index) => word !== command[index]);
  const whole = hasPlace ? replaced : [...command, valueMark];
  const reasons = reads(whole);
  const found = whole.findIndex(
    (word, index) => word.includes(valueMark) && word !== command[index] && reasons[index] !== undefined,
  );
  return found > 1 || !starts ? reasons[found] : undefined;
}

/** Returns whether a program that is no interpreter runs the text of its input: `echo … | psql`. */
export function readsTextAsCode(command: readonly string[]): boolean {
  const name = nameOf(command);
  if (!readsCode.test(name))
    return command.some((word) => /^(psql|mysql|mariadb|sqlite3|sqlcmd)$/.test(baseName(word)));
  // ssh with a program gives it the input. Without one, a shell reads the input.
  if (name === 'ssh') return command.filter((word) => !word.startsWith('-')).length <= 2;
  return !command.some((word) => otherCode.test(word));
}

function nameOf([program = '']: readonly string[]): string {
  return baseName(program);
}

function baseName(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1);
}

/** Returns whether a program runs the file in its first operand. */
function isInterpreter(name: string): boolean {
  return isShell(name) || syntaxOf(name, true)?.syntax.operands[0] === 'script';
}
