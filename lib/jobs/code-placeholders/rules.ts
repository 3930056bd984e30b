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

/** The variables of a job, which its steps inherit. */
export interface JobVariables {
  /** The texts by name. */
  readonly texts: Variables;
  /** The variables that have a placeholder and from which no program reads code. */
  readonly templates: ReadonlyMap<string, EventTemplate>;
}

const noVariables: JobVariables = { texts: {}, templates: new Map() };

/** Returns the variables of a map that have a placeholder and from which no program reads code. */
function templatesOf(
  variables: Variables | undefined,
  placeholders: Placeholders,
): ReadonlyMap<string, EventTemplate> {
  return new Map(
    Object.entries(variables ?? {}).flatMap(([name, text]) => {
      if (isCodeVariable(name)) return [];
      const template = parseEventText(text, placeholders);
      return typeof template === 'string' ? [] : [[name, template] as const];
    }),
  );
}

/** Returns the variables of a job for the tasks of its steps. */
export function jobVariablesOf(
  { environment_variables: texts = {} }: TaskTexts,
  placeholders: Placeholders,
): JobVariables {
  return { texts, templates: templatesOf(texts, placeholders) };
}

/** Returns the variables with which a task runs. A variable of the task replaces one of its job. */
function templatesWith(
  task: TaskTexts,
  placeholders: Placeholders,
  { templates }: JobVariables,
): ReadonlyMap<string, EventTemplate> {
  const own = task.environment_variables ?? {};
  if (Object.keys(own).length === 0) return templates;
  const kept = [...templates].filter(([name]) => !Object.hasOwn(own, name));
  return new Map([...kept, ...templatesOf(own, placeholders)]);
}

/**
 * Returns the arguments of a task's command in which a placeholder can become code.
 *
 * @param inherited - the variables that the task inherits from its job
 */
export function codeArgumentsOf(
  task: TaskTexts,
  placeholders: Placeholders,
  inherited: JobVariables = noVariables,
): readonly CodeText[] {
  const command = (task.task_command ?? []).map((text) => parseEventText(text, placeholders));
  const templates = templatesWith(task, placeholders, inherited);
  const all = findCodePlaceholders(command, templates);
  if (all.length === 0) return [];
  const variables: Variables = { ...inherited.texts, ...task.environment_variables };
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
  inherited: JobVariables = noVariables,
): readonly CodeText[] {
  return Object.entries(task.environment_variables ?? {}).flatMap(([variable, text]): readonly CodeText[] => {
    const values = isCodeVariable(variable) ? outsideValues(parseEventText(text, placeholders)) : [];
    if (values.length === 0) return [];
    const names = namesOfValues(values, placeholders);
    const variables: Variables = { ...inherited.texts, ...task.environment_variables };
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
  find: (task: TaskTexts, placeholders: Placeholders, inherited: JobVariables) => readonly CodeText[],
): readonly Violation[] {
  // A job is read once, and not again for each of its steps.
  const known = new Map<unknown, JobVariables>();
  const variablesOf = (job: TaskTexts, placeholders: Placeholders): JobVariables => {
    const found = known.get(job) ?? jobVariablesOf(job, placeholders);
    known.set(job, found);
    return found;
  };
  return taskConfigsOf(validParts).flatMap(({ jobEntry, config, path }): readonly Violation[] => {
    const { placeholders: placeholdersOf, untrusted } = kindOfSection[jobEntry.section];
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
    const placeholders = placeholdersOf(validParts, jobEntry.name);
    const inherited = isStep ? variablesOf(jobEntry.job, placeholders) : noVariables;
    return find(config, placeholders, inherited)
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
