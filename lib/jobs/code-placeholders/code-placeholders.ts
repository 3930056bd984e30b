/**
 * Finds the arguments of a command in which a placeholder can become code. The decision does not depend on the program:
 *
 * - A placeholder can be a whole argument if no earlier argument, such as `-c`, introduces it as code.
 * - A placeholder can be beside literal text that consists only of characters without a meaning in any language.
 *
 * In addition, the table of known programs rejects arguments. It never makes a rejected argument valid. Only the list of
 * plain tools, such as gzip, does so: none of their options introduces code.
 */
import type { EventReference, EventTemplate } from '../../values/event-templates';
import { reasonFor, type CodeReason } from './argument-reasons';
import { argumentRoles, type ScriptArgument } from './argument-roles';
import { introducersOf } from './introducers';
import { valueMark } from './program-reader';
import { shellOfParallel } from './shell/parallel-commands';
import { codeInScript, type ShellSource } from './shell/shell-scripts';

/** An argument in which a placeholder can become code. */
export interface CodePlaceholder {
  /** The index of the argument in the command, from 0. */
  readonly index: number;
  /** The reason. */
  readonly reason: CodeReason;
  /**
   * The script of a shell that runs the argument as code, by its index.
   *
   * @default no script decides what the argument is
   */
  readonly script?: number;
  /**
   * The environment variable that the script at {@link index} runs as code. Its values are those of the placeholder.
   *
   * @default the placeholder is in the command
   */
  readonly variable?: string;
  /** The values in the argument that the author of an upload or event can choose. */
  readonly values: readonly EventReference[];
}

/**
 * Returns whether the author of an upload or event can choose the value. For example, the author can choose the object
 * key, but not the number of an attempt.
 */
function isOutsideValue({ kind, fromExecution }: EventReference): boolean {
  return !(fromExecution === true && kind === 'number');
}

/** Returns the values of a text that the author of an upload or event can choose, in the order of the text. */
export function outsideValues(template: EventTemplate): readonly EventReference[] {
  if (typeof template === 'string') return [];
  return template.flatMap((part) => (typeof part === 'string' || !isOutsideValue(part) ? [] : [part]));
}

/** Returns the mark of a value. A value with a known start has the mark in a folder. */
function markValue(value: EventReference): string {
  if (!isOutsideValue(value)) return '1';
  return value.hasKnownStart === true ? `x/${valueMark}` : valueMark;
}

function markValues(template: EventTemplate): string {
  if (typeof template === 'string') return template.replaceAll(valueMark, ' ');
  return template
    .map((part) => (typeof part !== 'string' ? markValue(part) : part.replaceAll(valueMark, ' ')))
    .join('');
}

/**
 * Returns the arguments of a command in which a placeholder can become code.
 *
 * @param variables - the environment variables of the task that have a placeholder
 */
export function findCodePlaceholders(
  command: readonly EventTemplate[],
  variables: ReadonlyMap<string, EventTemplate> = new Map(),
): readonly CodePlaceholder[] {
  const marked = command.map(markValues);
  const markedVariables = new Map(
    [...variables].flatMap(([name, template]) => {
      const text = markValues(template);
      return text.includes(valueMark) ? [[name, text] as const] : [];
    }),
  );
  if (markedVariables.size === 0 && !marked.some((argument) => argument.includes(valueMark))) return [];
  const found = readCommand(marked, markedVariables, { scripts: maximumScripts }, false);
  const inCommand = command.flatMap((template, index): readonly CodePlaceholder[] => {
    const use = found.uses[index];
    return use === undefined ? [] : [{ index, ...use, values: outsideValues(template) }];
  });
  const inVariables = [...found.variables].map(([variable, { reason, script = 0 }]): CodePlaceholder => ({
    index: script,
    reason,
    variable,
    values: outsideValues(variables.get(variable) ?? ''),
  }));
  return [...inCommand, ...inVariables].sort((a, b) => a.index - b.index);
}

/** The maximum number of scripts of shells that are read in one command. Everything behind further scripts is code. */
const maximumScripts = 12;

/** The use of a placeholder as code. */
interface CodeUse {
  readonly reason: CodeReason;
  /**
   * The index of the script that uses it.
   *
   * @default no script uses it
   */
  readonly script?: number;
}

/** The uses of placeholders as code in one command: in its arguments, and in the variables that its scripts read. */
interface CommandUses {
  readonly uses: readonly (CodeUse | undefined)[];
  readonly variables: ReadonlyMap<string, CodeUse>;
}

function readCommand(
  command: readonly string[],
  variables: ReadonlyMap<string, string>,
  left: { scripts: number },
  isInScript: boolean,
): CommandUses {
  const ofShell = command.some((word) => word.includes(valueMark))
    ? shellOfParallel(command, valueMark)
    : undefined;
  if (ofShell !== undefined) {
    const { uses } = readCommand(ofShell, variables, left, isInScript);
    const use = uses.findLast((found) => found !== undefined);
    return {
      uses: command.map((argument) => (argument.includes(valueMark) ? use : undefined)),
      variables: new Map(),
    };
  }
  const { roles, scripts } = argumentRoles(command);
  const introducers = introducersOf(command, roles);
  const isSaxon = command.some((word) => /(^|\/)saxon[^/]*$/i.test(word));
  const uses = command.map((argument, index): CodeUse | undefined => {
    if (!argument.includes(valueMark)) return undefined;
    // Saxon joins an option and its file with a colon: -s:/data/<object_key>. The folder shows that it is a file.
    if (isSaxon && /^-[so]:\.{0,2}\/[\w./-]*\0[\w.-]*$/.test(argument)) return undefined;
    const reason = reasonFor(argument, index, roles[index], introducers[index], isInScript);
    return reason === undefined ? undefined : { reason };
  });
  const ofVariables = new Map<string, CodeUse>();
  for (const script of scripts) {
    left.scripts -= 1;
    for (const [source, use] of usesIn(script, command, variables, left)) {
      if (typeof source === 'string') {
        const assigned = command.findIndex(
          (word, index) => index < script.index && word.startsWith(`${source}=`),
        );
        if (assigned === -1) ofVariables.set(source, ofVariables.get(source) ?? use);
        else uses[assigned] ??= use;
      } else uses[script.firstArgument + source] ??= use;
    }
    // A script that is not read runs everything behind it, also further scripts. So the work is linear.
    if (left.scripts < 0) break;
  }
  return { uses, variables: ofVariables };
}

/** Returns the arguments and variables that a script of the command runs as code. */
function usesIn(
  { index, firstArgument, program }: ScriptArgument,
  command: readonly string[],
  variables: ReadonlyMap<string, string>,
  left: { scripts: number },
): ReadonlyMap<ShellSource, CodeUse> {
  const script = command[index] ?? '';
  const positional = command.slice(firstArgument);
  const own = command
    .slice(0, index)
    .flatMap((word) => (/^[A-Za-z_]\w*=.*\0/s.test(word) ? [splitAssignment(word)] : []));
  const all = new Map([...variables, ...own]);
  if (all.size === 0 && !positional.some((argument) => argument.includes(valueMark))) return new Map();
  const unread: CodeUse = { reason: { kind: 'known', known: { role: 'code', program } }, script: index };
  if (left.scripts < 0) {
    const marked = positional.flatMap((argument, number) => (argument.includes(valueMark) ? [number] : []));
    return new Map([...marked, ...all.keys()].map((source) => [source, unread]));
  }
  const found = codeInScript<CodeReason>(
    script,
    { shell: program, positional, variables: all },
    (words, known) => {
      const inner = readCommand(words, known, left, true);
      return {
        reasons: inner.uses.map((use) =>
          use !== undefined && isCodeInScript(use.reason) ? use.reason : undefined,
        ),
        variables: new Map([...inner.variables].map(([name, use]) => [name, use.reason])),
      };
    },
  );
  return new Map(
    [...found].map(([source, reason]) => [
      source,
      reason === 'shell' ? unread : { reason: inScript(reason, program), script: index },
    ]),
  );
}

function splitAssignment(word: string): readonly [name: string, value: string] {
  return [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)];
}

/** Returns the reason for an argument of a script. A shell starts the first word of a command. */
function inScript(reason: CodeReason, program: string): CodeReason {
  return reason.kind === 'program' ? { kind: 'known', known: { role: 'program', program } } : reason;
}

/**
 * Returns whether an argument in a command of a script is code. The shell passes text beside an argument on unchanged, so
 * spaces beside it are no code, and a program reads its options as it does without the shell.
 */
function isCodeInScript(reason: CodeReason): boolean {
  switch (reason.kind) {
    case 'known':
      return reason.known.role !== 'option';
    case 'program':
    case 'introduced':
    case 'name':
    case 'variable':
      return true;
    case 'character':
    case 'option-name':
    case 'plus':
      return false;
  }
}
