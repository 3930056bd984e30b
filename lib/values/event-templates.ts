/** Texts with placeholders for values of an event. At run time, an input transformer or a state machine inserts the values. */
import { fieldOf, isList } from './json';

/** A value in an event, with its placeholder and its path. */
export interface EventReference {
  /** The name of the placeholder, without brackets: `object_key`. */
  readonly name: string;
  /**
   * A JSONPath that has only names, such as `$.detail.object.key`. It is valid in input transformers and in state
   * machines.
   */
  readonly path: string;
  /** The maximum length of the value, in characters; `undefined` if no limit is known. */
  readonly maximumLength: number | undefined;
  /** The type of the value. An argument of a command must be a string, so values of other types are converted. */
  readonly kind: 'text' | 'number' | 'any';
  /** Whether each event has the value. */
  readonly presence: 'always' | 'optional';
  /**
   * The path to the default of an optional value, in the input or context object of a state machine.
   *
   * @default an empty string
   */
  readonly defaultPath?: string;
  /**
   * The path to which states of the state machine copy the optional value: `$.event_values.detail_id.value`. If the event lacks the
   * value, they write an empty string.
   *
   * @default the states copy the object that has the value, so every event must have this object
   */
  readonly filledInPath?: string;
  /**
   * The placeholder without its brackets.
   *
   * @default the name
   */
  readonly placeholder?: string;
  /**
   * Whether the value comes from the execution of a state machine, and not from the event.
   *
   * @default false
   */
  readonly fromExecution?: true;
  /**
   * Whether every value begins with a folder or a name that the configuration chooses. No program reads such a value as an
   * option.
   *
   * @default false
   */
  readonly hasKnownStart?: true;
}

/** A plain text, or the parts of a text: literals and references, to be joined. */
export type EventTemplate = string | readonly (string | EventReference)[];

/** Returns the reference if it is the whole text; otherwise `undefined`. */
export function soleReference(eventText: EventTemplate): EventReference | undefined {
  if (typeof eventText === 'string' || eventText.length !== 1) return undefined;
  const [part] = eventText;
  return typeof part === 'object' ? part : undefined;
}

/** Returns the references to values of the event that a text has, in their order. */
export function eventReferences(eventText: EventTemplate): readonly EventReference[] {
  return isLiteral(eventText) ? [] : eventText.flatMap((part) => (typeof part === 'string' ? [] : [part]));
}

/** Whether the text has no references, and is the same for each event. */
export function isLiteral(eventText: EventTemplate): eventText is string {
  return typeof eventText === 'string';
}

/**
 * Fills a text with the longest values that its references can have.
 *
 * @param eventText - The text.
 * @param longest - Returns the longest value of a reference.
 */
export function worstCaseText(eventText: EventTemplate, longest: (value: EventReference) => string): string {
  if (isLiteral(eventText)) return eventText;
  return eventText.map((part) => (typeof part === 'string' ? part : longest(part))).join('');
}

/**
 * Returns the value at a path in an event.
 *
 * @param event - The event, JSON of any form.
 * @param path - A JSONPath that has only names and indexes: `$.resources[0]`.
 * @returns `undefined` if the event has no such value.
 */
export function valueAt(event: unknown, path: string): unknown {
  return [...path.matchAll(/\.([^.[]+)|\[(\d+)\]/g)].reduce<unknown>((found, [, name, index]) => {
    if (isList(found) !== (index !== undefined)) return undefined;
    return fieldOf(found, name ?? index ?? '');
  }, event);
}
