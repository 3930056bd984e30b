/** Texts that hold values of the event that starts a job: what an input transformer or a state machine fills in. */
import { fieldOf, isList } from './json';

/** A value in an event: the name of its placeholder and where it is. */
export interface EventReference {
  /** As in `<object_key>`. */
  readonly name: string;
  /** A JSONPath of names alone, `$.detail.object.key`: what input paths and state machines both read. */
  readonly path: string;
  /** Characters; `undefined` if there is no known limit. */
  readonly maximumLength: number | undefined;
  /** A number is no argument of a command until it is written out. `any`: the value may be of every type. */
  readonly kind: 'text' | 'number' | 'any';
  /** `sometimes`: the object that holds it is in every event, and may be without it. */
  readonly presence: 'always' | 'sometimes';
  /** Where a state machine finds what stands for it when it is absent. Default: an empty text does. */
  readonly defaultPath?: string;
  /**
   * Where states put the value, or an empty text if the event lacks it: for a value whose parent may be missing too.
   *
   * @default the object that contains the value is in every event
   */
  readonly filledInPath?: string;
  /** The placeholder without its brackets. @default the name */
  readonly placeholder?: string;
  /** Whether it is no part of the event, but of the run of a state machine. */
  readonly fromExecution?: true;
}

/** A plain text, or the parts of one: literals and values, joined. */
export type EventTemplate = string | readonly (string | EventReference)[];

/** The value that is all of the text, or `undefined`. */
export function soleReference(eventText: EventTemplate): EventReference | undefined {
  if (typeof eventText === 'string' || eventText.length !== 1) return undefined;
  const [part] = eventText;
  return typeof part === 'object' ? part : undefined;
}

/** The values in a text. */
export function eventReferences(eventText: EventTemplate): readonly EventReference[] {
  return isLiteral(eventText) ? [] : eventText.flatMap((part) => (typeof part === 'string' ? [] : [part]));
}

/** Whether the text is the same whatever the event. */
export function isLiteral(eventText: EventTemplate): eventText is string {
  return typeof eventText === 'string';
}

/** The text with values as long as they get; `longest` makes one. */
export function worstCaseText(eventText: EventTemplate, longest: (value: EventReference) => string): string {
  if (isLiteral(eventText)) return eventText;
  return eventText.map((part) => (typeof part === 'string' ? part : longest(part))).join('');
}

/** What a path of names and indices finds in the event, or `undefined`. */
export function valueAt(event: unknown, path: string): unknown {
  return [...path.matchAll(/\.([^.[]+)|\[(\d+)\]/g)].reduce<unknown>((found, [, name, index]) => {
    if (isList(found) !== (index !== undefined)) return undefined;
    return fieldOf(found, name ?? index ?? '');
  }, event);
}
