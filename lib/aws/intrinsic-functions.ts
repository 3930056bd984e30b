/**
 * Step Functions' intrinsic functions over texts of an event, in JSONPath state machines. What a path finds is data to
 * them: it is never parsed again.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
import { isLiteral, wholeValue, type EventText } from './event-values';

/** A string in an intrinsic function. The four characters are the ones that its grammar escapes. */
function quoted(literal: string): string {
  return `'${literal.replace(/['{}\\]/g, '\\$&')}'`;
}

/** One text as an argument or as the whole value of a field that ends in `.$`. */
export function eventTextExpression(eventText: EventText): string {
  if (isLiteral(eventText)) return quoted(eventText);
  const value = wholeValue(eventText);
  if (value !== undefined) return value.path;
  const template = eventText.map((part) => (typeof part === 'string' ? quoted(part).slice(1, -1) : '{}'));
  const paths = eventText.flatMap((part) => (typeof part === 'string' ? [] : [part.path]));
  return `States.Format('${template.join('')}', ${paths.join(', ')})`;
}

/** A list of texts: `States.Array('etl', $.detail.object.key)`. */
export function arrayExpression(eventTexts: readonly EventText[]): string {
  return `States.Array(${eventTexts.map(eventTextExpression).join(', ')})`;
}
