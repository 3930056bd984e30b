/**
 * Generates intrinsic functions of Step Functions for texts with values of an event. Step Functions does not parse the
 * values again, so they can contain any characters.
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

/** Escapes a literal part of the template of `States.Format`. */
function escapeInTemplate(literal: string): string {
  return literal.replace(/['{}\\]/g, '\\$&');
}

/** The path to which the states of {@link defaultValueStates} write the optional values. */
const filledInPath = '$.filled_in';

/** Returns the path of a value after the states of {@link defaultValueStates} have run. */
function pathOf({ path, presence, filledInPath: ownPath }: EventReference): string {
  return presence === 'always' ? path : (ownPath ?? `${filledInPath}.object['${lastName(path)}']`);
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/**
 * Returns the states that replace missing optional values by their defaults. Without these states, a path to a missing
 * value would fail the execution.
 *
 * @param values - The values that later states use. Either all optional values must be in one object of the event, or each
 *   must have a `filledInPath`.
 * @param next - The name of the state after these states.
 * @returns The states by name; empty if no value is optional.
 */
export function defaultValueStates(
  values: readonly EventReference[],
  next: string,
): readonly (readonly [name: string, state: State])[] {
  const optional = values.filter(({ presence }) => presence === 'optional');
  if (optional.some((value) => value.filledInPath !== undefined)) return optionalValueStates(optional, next);
  const [first] = optional;
  if (first === undefined) return [];
  const object = first.path.slice(0, first.path.lastIndexOf('.'));
  const defaults = new Map(optional.map(({ path, defaultPath }) => [lastName(path), defaultPath]));
  const fields = [...defaults].sort(([a], [b]) => (a < b ? -1 : 1));
  const hasNoDefaultPaths = fields.every(([, defaultPath]) => defaultPath === undefined);
  return [
    [
      'Defaults',
      {
        Type: 'Pass',
        ...(hasNoDefaultPaths
          ? { Result: Object.fromEntries(fields.map(([field]) => [field, ''])) }
          : {
              Parameters: Object.fromEntries(
                fields.map(([field, defaultPath]) =>
                  defaultPath === undefined ? [field, ''] : [`${field}.$`, defaultPath],
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

/** Whether the value is a string in each event. `States.Format` converts other values. */
function isAlwaysString({ kind, presence }: EventReference): boolean {
  return kind === 'text' && presence === 'always';
}

/**
 * Returns an expression for a text. The expression can be an argument of an intrinsic function, or the value of a field
 * whose name ends in `.$`.
 *
 * AWS documents the removal of escapes only for `States.Format`. Therefore, a literal with quotes or backslashes
 * becomes a template of `States.Format`. Recorded executions on AWS show that braces need escapes only in
 * such a template.
 *
 * @param eventText - The text.
 */
export function eventTextExpression(eventText: EventTemplate): string {
  if (isLiteral(eventText)) {
    return /['\\]/.test(eventText) ? `States.Format('${escapeInTemplate(eventText)}')` : `'${eventText}'`;
  }
  const value = soleReference(eventText);
  if (value !== undefined && isAlwaysString(value)) return value.path;
  const template = eventText.map((part) => (typeof part === 'string' ? escapeInTemplate(part) : '{}'));
  return `States.Format('${template.join('')}', ${eventReferences(eventText).map(pathOf).join(', ')})`;
}

/** Returns an expression for a list of texts: `States.Array('etl', $.detail.object.key)`. */
export function arrayExpression(eventTexts: readonly EventTemplate[]): string {
  return `States.Array(${eventTexts.map(eventTextExpression).join(', ')})`;
}

/** Counts the intrinsic functions in the result of {@link arrayExpression}. */
export function countIntrinsicFunctions(eventTexts: readonly EventTemplate[]): number {
  return (
    1 + eventTexts.filter((eventText) => eventTextExpression(eventText).startsWith('States.Format(')).length
  );
}
