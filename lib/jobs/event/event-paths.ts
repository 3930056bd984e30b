/** Placeholders that are paths into the event: `<$.detail.order.id>`. */
import { envelopeFields, isEnvelopeField } from '../../aws/events/envelope';
import type { EventPattern } from '../../aws/events/event-patterns';
import { optionalValuePath } from '../../aws/state-machines/optional-value-states';
import { closestMatch } from '../../text/closest-match';
import { shortHash } from '../../text/short-hash';
import type { EventReference } from '../../values/event-templates';
import { guaranteeOf } from './guarantees';
import { maximumInputPathCharacters } from '../../aws/events/limits';

/** The field names of a path from the top level of an event, or the reason why the path is invalid. */
export type ParsedEventPath =
  { readonly ok: true; readonly names: readonly string[] } | { readonly ok: false; readonly reason: string };

/** Field names that both EventBridge and Step Functions accept after a dot in a path. */
const readableName = /^[A-Za-z_][A-Za-z0-9_-]*$/;

const step = /\.(?<dotted>[^.[\]'"\s]+)|\[(?:'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<index>-?\d+|\*))\]/y;

/**
 * Parses a path such as `$.detail.order.id` or `$['detail-type']`.
 *
 * @param path - The placeholder without its brackets; it begins with `$`.
 */
export function parseEventPath(path: string): ParsedEventPath {
  const steps = stepsOf(path);
  if (steps === undefined || steps.length === 0)
    return rejectPath('a path must be names after $, such as <$.detail.order.id>');
  const names: string[] = [];
  for (const { name, isIndex } of steps) {
    if (isIndex) return rejectPath(`[${name}] selects an element of a list; a path must have only names`);
    if (!readableName.test(name))
      return rejectPath(
        `the name ${JSON.stringify(name)} must begin with a letter or _ and have only letters, digits, _ and -, because EventBridge and Step Functions interpret other names differently`,
      );
    names.push(name);
  }
  return explainUnusable(names) ?? { ok: true, names };
}

interface Step {
  readonly name: string;
  readonly isIndex: boolean;
}

function stepsOf(path: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  step.lastIndex = 1;
  while (step.lastIndex < path.length) {
    const groups = step.exec(path)?.groups;
    if (groups === undefined) return undefined;
    const { dotted, single, double, index } = groups;
    steps.push({ name: dotted ?? single ?? double ?? index ?? '', isIndex: index !== undefined });
  }
  return steps;
}

/** Returns the reason why no event can have a text at the path; `undefined` if an event can. */
function explainUnusable(names: readonly string[]): ParsedEventPath | undefined {
  const [top = '', ...below] = names;
  if (!isEnvelopeField(top)) {
    const known = Object.keys(envelopeFields);
    const meant = closestMatch(top, known);
    const suggestion = [meant ?? `detail.${top}`, ...below].join('.');
    return rejectPath(
      `no event has a field ${top} at its top level, only ${known.join(', ')}; did you mean <$.${suggestion}>?`,
    );
  }
  const { type } = envelopeFields[top];
  if (type === 'object' && below.length === 0)
    return rejectPath(`$.${top} is an object, and an argument must be a text; name a field in it`);
  if (type === 'list')
    return rejectPath(
      `$.${top} is a list, and an argument must be a text; use a text of the detail, such as <$.detail.order.id>`,
    );
  if (type === 'text' && below.length > 0)
    return rejectPath(`$.${top} is a text and has no fields; write <$.${top}>`);
  if (`$.${names.join('.')}`.length > maximumInputPathCharacters)
    return rejectPath(`a path must have at most ${maximumInputPathCharacters} characters`);
  return undefined;
}

function rejectPath(reason: string): ParsedEventPath {
  return { ok: false, reason };
}

/**
 * Returns the reference to the value at a path of the event.
 *
 * @param names - The names of the path.
 * @param pattern - The pattern of the rule; `undefined` if it is invalid. Without a pattern, the value counts as a text
 *   that every event has.
 */
export function eventPathReference(
  names: readonly string[],
  pattern: EventPattern | undefined,
): EventReference {
  const path = `$.${names.join('.')}`;
  const name = referenceName(names);
  const [top = ''] = names;
  const common = { name, path, placeholder: path };
  if (isEnvelopeField(top) && envelopeFields[top].type === 'text') {
    const { presence, maximumLength } = envelopeFields[top];
    const isPresent = presence === 'always' || guaranteeOf(pattern, names).isPresent;
    return { ...common, maximumLength, kind: 'text', ...presenceOf(path, isPresent) };
  }
  const { isPresent, isText } = guaranteeOf(pattern, names);
  const kind = isText ? 'text' : 'any';
  return { ...common, maximumLength: undefined, kind, ...presenceOf(path, isPresent) };
}

function presenceOf(
  path: string,
  isPresent: boolean,
): Pick<EventReference, 'presence'> & Partial<Pick<EventReference, 'filledInPath'>> {
  return isPresent ? { presence: 'always' } : { presence: 'optional', filledInPath: optionalValuePath(path) };
}

/** Returns a name that EventBridge accepts for an input path. Different paths get different names. */
function referenceName(names: readonly string[]): string {
  const name = names.map((one) => one.replaceAll('-', '--')).join('-');
  // A hyphen at the end of a name looks like a separator, so a hash must distinguish such paths.
  const isAmbiguous = names.some((one) => one.endsWith('-'));
  const suffix = `-${shortHash(names.join('.'))}`;
  const isTooLong = name.length + (isAmbiguous ? suffix.length : 0) > maximumInputPathCharacters;
  if (isTooLong) return `${name.slice(0, maximumInputPathCharacters - suffix.length)}${suffix}`;
  return isAmbiguous ? `${name}${suffix}` : name;
}
