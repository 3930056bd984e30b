/**
 * Step Functions' intrinsic functions over texts of an event, in JSONPath state machines. What a path finds is data to
 * them: it is never parsed again.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
import { isLiteral, wholeValue, type EventText } from '../event-values';

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

/**
 * One text as an argument or as the whole value of a field that ends in `.$`. That escapes are taken away again is
 * sure of `States.Format` alone, so that a literal that needs some is its template. Braces need none elsewhere: AWS was
 * recorded to take them as they are.
 */
export function eventTextExpression(eventText: EventText): string {
  if (isLiteral(eventText)) {
    return /['\\]/.test(eventText) ? `States.Format('${inTemplate(eventText)}')` : `'${eventText}'`;
  }
  const value = wholeValue(eventText);
  if (value !== undefined) return value.path;
  const template = eventText.map((part) => (typeof part === 'string' ? inTemplate(part) : '{}'));
  const paths = eventText.flatMap((part) => (typeof part === 'string' ? [] : [part.path]));
  return `States.Format('${template.join('')}', ${paths.join(', ')})`;
}

/** A list of texts: `States.Array('etl', $.detail.object.key)`. */
export function arrayExpression(eventTexts: readonly EventText[]): string {
  return `States.Array(${eventTexts.map(eventTextExpression).join(', ')})`;
}

/** The intrinsic functions in {@link arrayExpression}. */
export function countIntrinsicFunctions(eventTexts: readonly EventText[]): number {
  return (
    1 + eventTexts.filter((eventText) => eventTextExpression(eventText).startsWith('States.Format(')).length
  );
}
