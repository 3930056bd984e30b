/** A remedy, and the parts of its text and of its command. */
import type { EventTemplate } from '../../../values/event-templates';
import type { CodePlaceholder } from '../code-placeholders';

/** A command and its environment variables. */
export interface RemediedTask {
  /** The command. */
  readonly command: readonly EventTemplate[];
  /** The new environment variables. */
  readonly variables: ReadonlyMap<string, EventTemplate>;
}

/** A change of a task after which a placeholder is no code. */
export interface Remedy extends RemediedTask {
  /** The change, as the second part of a message. */
  readonly text: string;
}

/** The placeholder to change, and its surroundings. */
export interface RemedyRequest {
  /** The command with the placeholder. */
  readonly command: readonly EventTemplate[];
  /** The placeholder that can become code. */
  readonly found: CodePlaceholder;
  /** The proposed variables, by the names of the placeholders without brackets. */
  readonly variables: ReadonlyMap<string, string>;
  /** Returns whether the rule accepts the placeholder after a change. */
  readonly isAccepted: (task: RemediedTask) => boolean;
}

/** Returns the new variables with their placeholders. */
export function newVariables({ found, variables }: RemedyRequest): ReadonlyMap<string, EventTemplate> {
  return new Map(
    found.values.flatMap((value) => {
      const name = variables.get(value.placeholder ?? value.name);
      return name === undefined ? [] : [[name, [value]] as const];
    }),
  );
}

/** Returns the YAML that passes the placeholders as environment variables. */
export function yamlOf(variables: ReadonlyMap<string, string>): string {
  const entries = [...variables].map(([placeholder, name]) => `${name}: <${placeholder}>`);
  return `environment_variables: { ${entries.join(', ')} }`;
}

/** Returns the variables as a shell reads them. */
export function shellNames(variables: ReadonlyMap<string, string>): string {
  return [...variables.values()].map((name) => `"$${name}"`).join(' and ');
}

/** Returns the placeholders with brackets, as a list of YAML has them. */
export function listed(variables: ReadonlyMap<string, string>): string {
  return [...variables.keys()].map((name) => `<${name}>`).join(', ');
}

/** Returns a reference to a variable that the shell reads as one word, behind the text of a script. */
export function quoted(name: string, before: string): string {
  let quote = '';
  for (const character of before)
    if (quote === '') quote = character === "'" || character === '"' ? character : '';
    else if (character === quote) quote = '';
  if (quote === '"') return `\${${name}}`;
  return quote === "'" ? `'"$${name}"'` : `"$${name}"`;
}

/** Returns the argument with a text instead of each placeholder. */
export function withoutValues(
  { command, found, variables }: RemedyRequest,
  textOf: (variable: string, before: string) => string,
): string {
  const template = command[found.index] ?? '';
  if (typeof template === 'string') return template;
  return template.reduce<string>(
    (text, part) =>
      text +
      (typeof part === 'string'
        ? part
        : textOf(variables.get(part.placeholder ?? part.name) ?? part.name, text)),
    '',
  );
}

/** Returns a placeholder without the literal text before it in its argument. */
export function wholeOf(template: EventTemplate): EventTemplate {
  return typeof template === 'string' ? template : template.filter((part) => typeof part !== 'string');
}
