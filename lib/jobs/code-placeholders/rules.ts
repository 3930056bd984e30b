/** The rules about placeholders that can become code, in commands and in environment variables. */
import type { Violation } from '../../config/rules/apply-rules';
import { taskConfigsOf } from '../../config/rules/cross-field-rules';
import type { Path } from '../../config/issues/issues';
import type { ReadEnvironment } from '../../config/reading/read-environment';
import type { EventReference, EventTemplate } from '../../values/event-templates';
import { kindOfSection } from '../kinds';
import { parseEventText, type Placeholders } from '../placeholders';
import { findCodePlaceholders, outsideValues, type CodePlaceholder } from './code-placeholders';
import { isCodeVariable } from './code-variables';
import { remedyFor } from './messages/remedies';
import { yamlOf } from './messages/remedy-texts';
import { requirementOf } from './messages/requirements';
import { variablesFor, type Variables } from './messages/variable-names';

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

/** The maximum number of placeholders of one command for which a remedy is tried. Each try reads the whole command. */
const maximumTried = 5;

/**
 * Returns the arguments of a task's command in which a placeholder can become code.
 *
 * @param inherited - the variables that the task inherits from its job
 */
export function codeArgumentsOf(
  task: TaskTexts,
  placeholders: Placeholders,
  inherited: Variables = {},
): readonly CodeText[] {
  const variables: Variables = { ...inherited, ...task.environment_variables };
  const command = (task.task_command ?? []).map((text) => parseEventText(text, placeholders));
  const templates = new Map(
    Object.entries(variables)
      .filter(([name]) => !isCodeVariable(name))
      .map(([name, text]) => [name, parseEventText(text, placeholders)] as const),
  );
  const all = findCodePlaceholders(command, templates);
  return all.map((found, number): CodeText => {
    const names = namesOfValues(found.values, placeholders);
    const proposed = variablesFor(names, variables);
    const listed = names.map((name) => `<${name}>`).join(' and ');
    const remedy = remedyFor({
      command,
      found,
      variables: proposed,
      isAccepted: (changed) =>
        number >= maximumTried ||
        findCodePlaceholders(
          changed.command,
          new Map<string, EventTemplate>([...templates, ...changed.variables]),
        ).length < all.length,
    });
    return {
      path: ['task_command', found.index],
      subject: subjectOf(found, listed),
      requirement: requirementOf(found.reason),
      action: remedy.text,
    };
  });
}

function subjectOf({ variable, script }: CodePlaceholder, listed: string): string {
  if (variable !== undefined) return `$${variable}, which has ${listed},`;
  return script === undefined ? listed : `${listed}, which the script of the shell reads,`;
}

/** Returns the environment variables of a task that have a placeholder, and from which programs read code. */
export function codeVariablesOf(
  task: TaskTexts,
  placeholders: Placeholders,
  inherited: Variables = {},
): readonly CodeText[] {
  const variables: Variables = { ...inherited, ...task.environment_variables };
  return Object.entries(task.environment_variables ?? {}).flatMap(([variable, text]): readonly CodeText[] => {
    const values = isCodeVariable(variable) ? outsideValues(parseEventText(text, placeholders)) : [];
    if (values.length === 0) return [];
    const names = namesOfValues(values, placeholders);
    return [
      {
        path: ['environment_variables', variable],
        subject: names.map((name) => `<${name}>`).join(' and '),
        requirement: `must not be in ${variable}, from which programs read code, options or the name of a program`,
        action: `use another variable, such as ${yamlOf(variablesFor(names, variables))}`,
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
  { validParts, isWrittenBeside }: ReadEnvironment,
  find: (task: TaskTexts, placeholders: Placeholders, inherited: Variables) => readonly CodeText[],
): readonly Violation[] {
  return taskConfigsOf(validParts).flatMap(({ jobEntry, config, path }): readonly Violation[] => {
    const { placeholders, untrusted } = kindOfSection[jobEntry.section];
    const reasonPath = [...path, 'allow_code_placeholder'];
    const hasReason = config.allow_code_placeholder !== undefined;
    const isCovered = (text: CodeText): boolean =>
      hasReason &&
      isWrittenBeside([...path, ...text.path.slice(0, text.path[0] === 'task_command' ? 1 : 2)], reasonPath);
    const isStep = path.length > jobEntry.path.length;
    const note = hasReason
      ? '; allow_code_placeholder does not apply, because it is not written in the same map; write the reason beside this text'
      : isStep && jobEntry.job.allow_code_placeholder !== undefined
        ? '; allow_code_placeholder of the job does not apply to this task; write the reason in the map of this task'
        : '';
    const inherited = isStep ? (jobEntry.job.environment_variables ?? {}) : {};
    return find(config, placeholders(validParts, jobEntry.name), inherited)
      .filter((text) => !isCovered(text))
      .map((found): Violation => {
        const message = `${found.subject} ${found.requirement}, because ${untrusted.author} could run commands; ${found.action}${note}`;
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
