/** The rules about placeholders that can become code, in commands and in environment variables. */
import type { Violation } from '../../config/rules/apply-rules';
import { taskConfigsOf } from '../../config/rules/cross-field-rules';
import type { Path } from '../../config/issues/issues';
import type { ReadEnvironment } from '../../config/reading/read-environment';
import type { EventReference } from '../../values/event-templates';
import { kindOfSection } from '../kinds';
import { parseEventText, type Placeholders } from '../placeholders';
import { findCodePlaceholders, outsideValues, type CodeReason } from './code-placeholders';
import { isCodeVariable } from './code-variables';

/** The fields of a task that can have placeholders. */
export interface TaskTexts {
  /**
   * The command.
   *
   * @default the task has no command of its own
   */
  readonly task_command?: readonly string[] | undefined;
  /**
   * The environment variables by name.
   *
   * @default none
   */
  readonly environment_variables?: Readonly<Record<string, string>> | undefined;
}

/** A text of a task in which a placeholder can become code. */
export interface CodeText {
  /** The path from the task to the text. */
  readonly path: Path;
  /** The placeholders in the text, with brackets, joined with "and". */
  readonly subject: string;
  /** The end of a sentence that begins with the placeholders: `must not be the program`. */
  readonly requirement: string;
  /** The action that fixes the text. */
  readonly action: string;
}

/** Returns the arguments of a task's command in which a placeholder can become code. */
export function codeArgumentsOf(task: TaskTexts, placeholders: Placeholders): readonly CodeText[] {
  const command = (task.task_command ?? []).map((text) => parseEventText(text, placeholders));
  return findCodePlaceholders(command).map(({ index, reason, values }): CodeText => {
    const names = namesOfValues(values, placeholders);
    return {
      path: ['task_command', index],
      subject: names.map((name) => `<${name}>`).join(' and '),
      requirement: requirementOf(reason),
      action: `${hintFor(reason)}set ${variableFor(names)}, and read the variable in the code, in a shell as "$${variableName(names)}"`,
    };
  });
}

/** Returns the environment variables of a task that have a placeholder, and from which programs read code. */
export function codeVariablesOf(task: TaskTexts, placeholders: Placeholders): readonly CodeText[] {
  return Object.entries(task.environment_variables ?? {}).flatMap(([variable, text]): readonly CodeText[] => {
    const values = isCodeVariable(variable) ? outsideValues(parseEventText(text, placeholders)) : [];
    if (values.length === 0) return [];
    const names = namesOfValues(values, placeholders);
    return [
      {
        path: ['environment_variables', variable],
        subject: names.map((name) => `<${name}>`).join(' and '),
        requirement: `must not be in ${variable}, from which programs read code, options or the name of a program`,
        action: `use another variable, such as ${variableFor(names)}`,
      },
    ];
  });
}

/** Finds arguments of commands in which a placeholder can become code. */
export function noPlaceholdersInCode(environment: ReadEnvironment): readonly Violation[] {
  return violations(environment, codeArgumentsOf);
}

/** Finds environment variables that have a placeholder, and from which programs read code. */
export function noPlaceholdersInCodeVariables(environment: ReadEnvironment): readonly Violation[] {
  return violations(environment, codeVariablesOf);
}

function violations(
  { validParts }: ReadEnvironment,
  find: (task: TaskTexts, placeholders: Placeholders) => readonly CodeText[],
): readonly Violation[] {
  return taskConfigsOf(validParts).flatMap(({ jobEntry, config, path }): readonly Violation[] => {
    if (config.allow_code_placeholder !== undefined) return [];
    const { placeholders, untrusted } = kindOfSection[jobEntry.section];
    return find(config, placeholders(validParts, jobEntry.name)).map((found): Violation => {
      const message = `${found.subject} ${found.requirement}, because ${untrusted.author} could run commands; ${found.action}`;
      return { path: [...path, ...found.path], at: 'value', message };
    });
  });
}

/** Returns the placeholders of the values without duplicates: first paths, then names in the job's order. */
function namesOfValues(values: readonly EventReference[], placeholders: Placeholders): readonly string[] {
  const order = Object.keys(placeholders.values);
  const names = values.map(({ name, placeholder = name }) => placeholder);
  return [...new Set(names)].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

/**
 * Returns the placeholder for the example in the message. It prefers a path or the object key, whose text the author of
 * the event or upload can choose freely.
 */
function mainName(names: readonly string[]): string {
  return names.find((name) => name.startsWith('$') || name === 'object_key') ?? names[0] ?? '';
}

function variableName(names: readonly string[]): string {
  const words = mainName(names).split(/[^A-Za-z0-9_-]+/);
  const last = words.filter((word) => word !== '').at(-1) ?? 'value';
  return last.replaceAll('-', '_').toUpperCase();
}

/** Returns the YAML that passes a placeholder as an environment variable. */
function variableFor(names: readonly string[]): string {
  return `environment_variables: { ${variableName(names)}: <${mainName(names)}> }`;
}

function requirementOf(reason: CodeReason): string {
  switch (reason.kind) {
    case 'program':
      return 'must not be in the name of the program';
    case 'character':
      return `must not be beside ${nameOfCharacter(reason.character)} in one argument`;
    case 'introduced':
      return `must not follow ${reason.introducer}, which introduces code in many programs`;
    case 'name':
      return `must not be the value of ${reason.name}, which is code in many programs`;
    case 'variable':
      return 'must not be the value of a variable from which programs read code';
    case 'option-name':
      return 'must not continue the name of an option';
    case 'plus':
      return 'must not follow + at the start of an argument, which is a command of some programs';
    case 'known':
      return requirementOfProgram(reason.known);
  }
}

function requirementOfProgram({ role, program }: Extract<CodeReason, { kind: 'known' }>['known']): string {
  switch (role) {
    case 'code':
      return `must not be in code that ${program} runs`;
    case 'script':
      return `must not be the file that ${program} runs`;
    case 'program':
      return `must not be the program that ${program} starts`;
    case 'option':
      return `must not be where ${program} reads options`;
  }
}

/**
 * Returns the beginning of the advice: what to do if that is simpler than an environment variable. Returns an empty text if
 * nothing is simpler.
 */
function hintFor(reason: CodeReason): string {
  switch (reason.kind) {
    case 'character':
      return 'beside a placeholder, use only letters, digits and . _ / : = @ % + , -, or ';
    case 'option-name':
      return 'write the option and the placeholder as two arguments, or with = between them, or ';
    case 'program':
      return 'write the program before it, or ';
    case 'introduced':
    case 'name':
    case 'variable':
    case 'plus':
    case 'known':
      return '';
  }
}

const characterNames: ReadonlyMap<string, string> = new Map([
  [' ', 'a space'],
  ['\t', 'a tab'],
  ['\n', 'a line break'],
  ['\r', 'a line break'],
  ['"', 'a quotation mark (")'],
  ["'", "a quotation mark (')"],
  ['`', 'a backtick'],
]);

/** Returns the name of a character. Invisible characters and letters outside ASCII are given by their number. */
function nameOfCharacter(character: string): string {
  const name = characterNames.get(character);
  if (name !== undefined) return name;
  if (/[!-~]/.test(character)) return `the character ${character}`;
  return `the character U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
