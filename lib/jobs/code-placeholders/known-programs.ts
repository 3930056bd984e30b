/**
 * The syntax of common programs whose operands or options are code. With an entry, the rule rejects more arguments of the
 * program, and its message names the program. No entry makes the rule accept an argument.
 */
import { joiner, type ProgramSyntax } from './program-syntax';
import { cloudTools } from './programs/cloud-tools';
import { codeAsConfiguration } from './programs/code-as-configuration';
import { databases } from './programs/databases';
import { interpreters, shell } from './programs/interpreters';
import { launchers, wrapperSyntax } from './programs/launchers';
import { moreLaunchers } from './programs/more-launchers';
import { packagesAndContainers } from './programs/packages-and-containers';
import { scriptRunners } from './programs/script-runners';
import { textTools } from './programs/text-tools';
import { tools } from './programs/tools';
import { batchFile, windowsPrograms } from './programs/windows';

/** The programs by name. A name has no folder, no version and no `.exe`. */
const programs: ReadonlyMap<string, ProgramSyntax> = new Map([
  ...scriptRunners,
  ...moreLaunchers,
  ...interpreters,
  ...launchers,
  ...packagesAndContainers,
  ...tools,
  ...databases,
  ...cloudTools,
  ...textTools,
  ...codeAsConfiguration,
]);

/** The programs of Windows by their names in lower case. */
const programsOfWindows: ReadonlyMap<string, ProgramSyntax> = new Map(windowsPrograms);

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
  return isShellItself(program) || known?.key === 'su' || known?.key === 'runuser';
}

/** Returns whether the program is a shell, and not a program that starts one. */
export function isShellItself(program: string): boolean {
  return syntaxOf(program, true)?.syntax === shell;
}

/**
 * Returns whether a common word is the name of a launcher, although no known program starts it. Its next argument shows
 * this, as in `mpiexec -x timeout 60 PROGRAM`, or the name is rarely the name of something else.
 *
 * @param next - The argument after this one.
 */
export function startsAnywhere(argument: string, next: string): boolean {
  if (argument === 'timeout') return /^(-[A-Za-z-]|[0-9.]+[smhd]?$)/.test(next);
  if (argument === 'nice') return /^-[n0-9-]/.test(next);
  if (argument === 'dotnet') return /\.dll$|^(exec|run)$/.test(next);
  return /(^|\/)(dockerize|wait-for-it|(docker-)?entrypoint\.sh|wait-for(-it)?\.sh|with-[a-z]+\.sh)$/.test(
    argument,
  );
}

/**
 * Returns the program of the table that an argument names; `undefined` if there is none.
 *
 * @param isProgramPosition - Whether the argument is where a program can start. Otherwise names that are also common
 *   words are not recognized.
 */
export function syntaxOf(argument: string, isProgramPosition: boolean): KnownProgram | undefined {
  const file = argument.slice(Math.max(argument.lastIndexOf('/'), argument.lastIndexOf('\\')) + 1);
  const name = file.replace(/\.exe$/i, '');
  // The launcher of Cloud Native Buildpacks: a shell evaluates the arguments of a process that is not direct.
  if (isProgramPosition && argument.startsWith('/cnb/'))
    return { program: name, key: '/cnb/', syntax: joiner };
  // The entry point of s6-overlay starts the program in its operands.
  if (isProgramPosition && argument === '/init') return syntaxOf('init', true);
  const key = programs.has(name) ? name : name.replace(/-?[0-9][0-9.]*t?$/, '');
  const listed = programs.get(key);
  const syntax = (bareOrInstalled.test(argument) ? undefined : listed?.inFolder) ?? listed;
  if (syntax?.isOwnInFolder === true && !bareOrInstalled.test(argument)) return undefined;
  if (syntax !== undefined)
    return syntax.isCommonWord === true && !isProgramPosition ? undefined : { program: name, key, syntax };
  const windowsKey =
    [file.toLowerCase(), name.toLowerCase()].find((text) => programsOfWindows.has(text)) ?? key.toLowerCase();
  const windows = programsOfWindows.get(windowsKey);
  if (windows !== undefined) {
    const isProgram = isProgramPosition || windows.isCommonWord !== true || /\.exe$/i.test(argument);
    return isProgram ? { program: name, key: windowsKey, syntax: windows } : undefined;
  }
  if (!isProgramPosition) return undefined;
  if (batchFile.test(name)) return { program: name, key: 'batch', syntax: joiner };
  const wrapper = wrapperSyntax(name, bareOrInstalled.test(argument));
  return wrapper === undefined ? undefined : { program: name, key: 'wrapper', syntax: wrapper };
}
