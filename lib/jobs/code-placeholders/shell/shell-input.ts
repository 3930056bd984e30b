/** Programs that read code from a here-string or a pipe: `echo "$1" | sh`. */
import { isShell, syntaxOf } from '../known-programs';
import { valueMark } from '../program-reader';
import { shellOfParallel } from './parallel-commands';
import { composedCommand, isComposer } from './composed-commands';

/** Clients of databases and calculators that run the text of their input. */
const readsCode =
  /^(psql|mysql|mariadb|sqlite3|sqlplus|sqlcmd|cqlsh|mongo|mongosh|clickhouse|clickhouse-client|clickhouse-local|duckdb|bc|dc|sftp|at|batch|ssh|gnuplot|gdb|ed|ex|redis-cli|crontab)$/;

/** Options with which these programs read code from elsewhere, and data from their input. */
const otherCode = /^(-[A-Za-z]*[cefx]|--(command|execute|file|pipe)(=.*)?)$/;

/**
 * Returns the reason why a command runs its input as code. An input is like a script in the first operand: `sh SCRIPT`. For
 * xargs, it is like an argument of the program: `xargs sh -c "import {}"`.
 *
 * @param reads - returns the reasons for the arguments of a command
 */
export function readsInputAsCode<Reason>(
  command: readonly string[],
  reads: (command: readonly string[]) => readonly (Reason | undefined)[],
): Reason | undefined {
  const composer = command.findIndex((word) => isComposer(baseName(word)));
  if (composer !== -1) {
    const own = command.slice(composer);
    const composed = shellOfParallel(own, valueMark) ?? composedCommand(own);
    const reasons = reads(composed);
    return composed.flatMap((word, index) => {
      const reason = index > 0 && word.includes(valueMark) ? reasons[index] : undefined;
      return reason === undefined ? [] : [reason];
    })[0];
  }
  if (!command.some((word) => isInterpreter(baseName(word)))) return undefined;
  const file = command.findIndex((word) => /^(-|\/dev\/stdin|\/(dev|proc\/self)\/fd\/[0-9]+)$/.test(word));
  const whole = file === -1 ? [...command, valueMark] : command.with(file, valueMark);
  return reads(whole)[file === -1 ? whole.length - 1 : file];
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
  return isShell(name) || /^(source|\.)$/.test(name) || syntaxOf(name, true)?.syntax.operands[0] === 'script';
}
