/**
 * The syntax of common programs whose operands or options are code. With an entry, the rule rejects more arguments of the
 * program, and its message names the program. No entry makes the rule accept an argument.
 */
import { joiner, type ProgramSyntax } from './program-syntax';
import { cloudTools } from './programs/cloud-tools';
import { interpreters, shell } from './programs/interpreters';
import { launchers, wrapperSyntax } from './programs/launchers';
import { packagesAndContainers } from './programs/packages-and-containers';
import { textTools } from './programs/text-tools';
import { tools } from './programs/tools';

/** The programs by their names without folder, version and `.exe`. */
const programs: ReadonlyMap<string, ProgramSyntax> = new Map([
  ...interpreters,
  ...launchers,
  ...packagesAndContainers,
  ...tools,
  ...cloudTools,
  ...textTools,
]);

/** Matches the name of a program without a folder, or in a folder in which tools are installed. */
const bareOrInstalled = /^(\/(usr\/)?(local\/)?s?bin\/)?[^/]+$/;

/** A program of the table, as a command names it. */
interface KnownProgram {
  /** The name in the command, without its folder. */
  readonly program: string;
  /** The name in the table. */
  readonly key: string;
  /** The syntax of its arguments. */
  readonly syntax: ProgramSyntax;
}

/** Returns whether a program reads code as a shell does: after the code, it reads the name of a program for messages. */
export function isShell(program: string): boolean {
  const known = syntaxOf(program, true);
  return known?.syntax === shell || known?.key === 'su' || known?.key === 'runuser';
}

/**
 * Returns the program of the table that an argument names; `undefined` if there is none.
 *
 * @param isProgramPosition - whether the argument is where a program can start. Otherwise names that are also common words
 *   are not recognized.
 */
export function syntaxOf(argument: string, isProgramPosition: boolean): KnownProgram | undefined {
  const name = argument
    .slice(Math.max(argument.lastIndexOf('/'), argument.lastIndexOf('\\')) + 1)
    .replace(/\.exe$/i, '');
  // The launcher of Cloud Native Buildpacks: a shell evaluates the arguments of a process that is not direct.
  if (isProgramPosition && argument.startsWith('/cnb/'))
    return { program: name, key: '/cnb/', syntax: joiner };
  const key = programs.has(name) ? name : name.replace(/-?[0-9][0-9.]*t?$/, '');
  const syntax = programs.get(key);
  if (syntax?.isOwnInFolder === true && !bareOrInstalled.test(argument)) return undefined;
  if (syntax !== undefined)
    return syntax.isCommonWord === true && !isProgramPosition ? undefined : { program: name, key, syntax };
  const wrapper = isProgramPosition ? wrapperSyntax(name) : undefined;
  return wrapper === undefined ? undefined : { program: name, key: 'wrapper', syntax: wrapper };
}
