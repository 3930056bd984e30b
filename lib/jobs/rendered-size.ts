import { worstCaseText, type EventReference } from '../values/event-templates';
import { stringifyJson, type Json } from '../values/deferred-values';
import type { MessageField } from './queue-worker/queue-worker';
import type { Task } from './run/ecs-task/task';
import { runTaskParameters } from './run/ecs-task/render-overrides';

/**
 * Returns the size of JSON in bytes. The size of a looked-up value is assumed: 12 characters for an account ID, and 128
 * for an item of a list, such as an ARN. AWS counts characters, but Terraform's provider counts bytes and rejects the
 * plan.
 */
export function renderedBytes(json: Json): number {
  const rendered = stringifyJson(json, {
    literal: (literal) => literal,
    keeps: () => true,
    lookup: () => 'x'.repeat(12),
    list: (list) =>
      JSON.stringify(list.items.map((item) => (typeof item === 'string' ? item : 'x'.repeat(128)))),
    // Sizes are checked before the jobs have the variables of a module. Only policies are measured again, without tags.
    entries: ({ map }) => JSON.stringify(Object.entries(map.own)),
  });
  return Buffer.byteLength(rendered);
}

/** A character that JSON does not escape. */
export const plainCharacter = 'x';
/** A character that JSON escapes with six characters. */
export const controlCharacter = '\u0001';

/**
 * Returns the bytes of a task's overrides if all values have their maximum length.
 *
 * @param task - The task.
 * @param character - The character that the assumed object key consists of.
 */
export function worstCaseOverrideBytes(task: Task, character: string): number {
  // AWS generates the other values, from characters that JSON does not escape.
  const longest = ({ name, maximumLength }: EventReference): string =>
    (name === 'object_key' ? character : plainCharacter).repeat(maximumLength ?? 0);
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

/** Returns an SQS message whose values have their maximum length. */
export function worstCaseMessage(message: readonly MessageField[]): Json {
  const longest = ({ maximumLength }: EventReference): string => plainCharacter.repeat(maximumLength ?? 0);
  return Object.fromEntries(message.map(([name, value]) => [name, worstCaseText(value, longest)]));
}
