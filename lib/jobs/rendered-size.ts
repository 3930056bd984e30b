import { worstCaseText, type EventReference } from '../values/event-templates';
import { stringifyJson, type Json } from '../values/deferred-values';
import type { MessageField } from './queue-worker/queue-worker';
import type { Task } from './run/task';
import { runTaskParameters } from './run/task-overrides';

/**
 * Bytes once everything is looked up: an account's id, and ARNs of roles that are rather long. AWS counts characters;
 * Terraform's provider, which refuses at plan, counts bytes.
 */
export function renderedBytes(json: Json): number {
  const rendered = stringifyJson(json, {
    literal: (literal) => literal,
    lookup: () => 'x'.repeat(12),
    list: (list) =>
      JSON.stringify(list.items.map((item) => (typeof item === 'string' ? item : 'x'.repeat(128)))),
  });
  return Buffer.byteLength(rendered);
}

/** What a key is thought to be made of: JSON has a character as it is, or as an escape of six. */
export const plainCharacter = 'x';
export const controlCharacter = '\u0001';

/** Bytes of the override of a task, with values of the event as long as they get, and a key made of this character. */
export function worstCaseOverrideBytes(task: Task, character: string): number {
  // AWS makes up the other values, of characters that JSON has as they are.
  const longest = ({ name, maximumLength }: EventReference): string =>
    (name === 'object_key' ? character : plainCharacter).repeat(maximumLength);
  const { task_command: command, environment_variables: variables } = task.overrides;
  const overrides = {
    ...task.overrides,
    task_command: command.map((text) => worstCaseText(text, longest)),
    environment_variables: variables.map(({ name, value }) => ({
      name,
      value: worstCaseText(value, longest),
    })),
  };
  return renderedBytes(runTaskParameters({ ...task, overrides })['Overrides'] ?? null);
}

/** A message with values of the event as long as they get. */
export function worstCaseMessage(message: readonly MessageField[]): Json {
  const longest = ({ maximumLength }: EventReference): string => plainCharacter.repeat(maximumLength);
  return Object.fromEntries(message.map(([name, value]) => [name, worstCaseText(value, longest)]));
}
