/**
 * Step Functions' intrinsic functions over texts of an event, in JSONPath state machines. What a path finds is data to
 * them: it is never parsed again.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
import {
  isLiteral,
  eventReferences,
  soleReference,
  type EventTemplate,
  type EventReference,
} from '../../values/event-templates';
import type { State } from './definition';
import { optionalValueStates } from './optional-value-states';

/**
 * The intrinsic functions that one field may have, all levels together.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
export const maximumIntrinsicFunctions = 10;

/** A literal part of `States.Format`'s template, with the four characters that its grammar escapes. */
function inTemplate(literal: string): string {
  return literal.replace(/['{}\\]/g, '\\$&');
}

/** Where the values that an event may lack stand once {@link defaultValueStates} has filled them in. */
const filledInPath = '$.filled_in';

/** The path to a value, in the input of a state that comes after those of {@link defaultValueStates}. */
function pathOf({ path, presence, filledInPath: ownPath }: EventReference): string {
  return presence === 'always' ? path : (ownPath ?? `${filledInPath}.object['${fieldOf(path)}']`);
}

function fieldOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/**
 * The states that give what stands for it to what the event lacks: a path to nothing would fail the run. Nothing, when none of
 * the values is ever lacking. They are of one object of the event.
 */
export function defaultValueStates(
  values: readonly EventReference[],
  next: string,
): readonly (readonly [name: string, state: State])[] {
  const absent = values.filter(({ presence }) => presence === 'sometimes');
  if (absent.some((value) => value.filledInPath !== undefined)) return optionalValueStates(absent, next);
  const [first] = absent;
  if (first === undefined) return [];
  const object = first.path.slice(0, first.path.lastIndexOf('.'));
  const defaults = new Map(absent.map(({ path, defaultPath: otherwise }) => [fieldOf(path), otherwise]));
  const fields = [...defaults].sort(([a], [b]) => (a < b ? -1 : 1));
  const isKnown = fields.every(([, otherwise]) => otherwise === undefined);
  return [
    [
      'Defaults',
      {
        Type: 'Pass',
        ...(isKnown
          ? { Result: Object.fromEntries(fields.map(([field]) => [field, ''])) }
          : {
              Parameters: Object.fromEntries(
                fields.map(([field, otherwise]) =>
                  otherwise === undefined ? [field, ''] : [`${field}.$`, otherwise],
                ),
              ),
            }),
        ResultPath: '$.defaults',
        Next: 'FillIn',
      },
    ],
    [
      'FillIn',
      {
        Type: 'Pass',
        Parameters: { 'object.$': `States.JsonMerge($.defaults, ${object}, false)` },
        ResultPath: filledInPath,
        Next: next,
      },
    ],
  ];
}

/** Whether the value is a text in every event; what is not is written out by `States.Format`. */
function isText({ kind, presence }: EventReference): boolean {
  return kind === 'text' && presence === 'always';
}

/**
 * One text as an argument or as the whole value of a field that ends in `.$`. That escapes are taken away again is
 * sure of `States.Format` alone, so that a literal that needs some is its template. Braces need none elsewhere: AWS was
 * recorded to take them as they are.
 */
export function eventTextExpression(eventText: EventTemplate): string {
  if (isLiteral(eventText)) {
    return /['\\]/.test(eventText) ? `States.Format('${inTemplate(eventText)}')` : `'${eventText}'`;
  }
  const value = soleReference(eventText);
  if (value !== undefined && isText(value)) return value.path;
  const template = eventText.map((part) => (typeof part === 'string' ? inTemplate(part) : '{}'));
  return `States.Format('${template.join('')}', ${eventReferences(eventText).map(pathOf).join(', ')})`;
}

/** A list of texts: `States.Array('etl', $.detail.object.key)`. */
export function arrayExpression(eventTexts: readonly EventTemplate[]): string {
  return `States.Array(${eventTexts.map(eventTextExpression).join(', ')})`;
}

/** The intrinsic functions in {@link arrayExpression}. */
export function countIntrinsicFunctions(eventTexts: readonly EventTemplate[]): number {
  return (
    1 + eventTexts.filter((eventText) => eventTextExpression(eventText).startsWith('States.Format(')).length
  );
}
