/** Mistakes in the pattern of an event job, each with its path in the pattern. */
import { envelopeFields, isEnvelopeField } from '../../aws/events/envelope';
import { isEventPattern, isReservedInOr, validatePatternForm } from '../../aws/events/validate-event-pattern';
import type { Path } from '../../config/issues/issues';
import { closestMatch } from '../../text/closest-match';
import { explainHalfCharacter } from '../../values/half-characters';
import { isList, isObject, type JsonObject } from '../../values/json';

/** The fields that the schema allows at the top level of a pattern. */
export const patternFields = [...Object.keys(envelopeFields), '$or'];

/** A mistake, and the path to it from the top of the pattern. */
export interface PatternProblem {
  /** Keys and indexes from the top of the pattern. */
  readonly path: Path;
  /** Whether the key or the value at the path is wrong. */
  readonly at: 'key' | 'value';
  /** The message: the mistake, the allowed values and the fix. */
  readonly message: string;
}

/**
 * Returns a problem for each part that EventBridge rejects or that can never match an event.
 *
 * @param pattern - The pattern of the configuration; the schema has already checked the names of its top-level fields.
 */
export function findPatternProblems(pattern: JsonObject): readonly PatternProblem[] {
  if (Object.keys(pattern).length === 0)
    return [{ path: [], at: 'key', message: 'must have at least one field, such as source: [shop.orders]' }];
  const found = problemsInFields(pattern, { path: [], names: [] });
  if (found.length > 0 || isEventPattern(pattern)) return found;
  // These are mistakes of the whole pattern. The rules in size-limits.ts report its size.
  return validatePatternForm(pattern).map((message) => ({ path: [], at: 'key', message }));
}

interface Place {
  /** The path in the configuration. */
  readonly path: Path;
  /** The path in the event: the names of its fields, from the top level. */
  readonly names: readonly string[];
}

function problemsInFields(fields: JsonObject, place: Place): readonly PatternProblem[] {
  const names = Object.keys(fields);
  const isOperator = names.length === 1 && looksLikeOperator(names[0] ?? '') && place.names.length > 0;
  if (names.length === 0)
    return [{ path: place.path, at: 'value', message: 'must have at least one field; {} matches nothing' }];
  return Object.entries(fields).flatMap(([name, value]): readonly PatternProblem[] => {
    const path = [...place.path, name];
    if (name === '$or') return problemsInAlternatives(value, { ...place, path });
    const invalidName = name === '' ? 'the name of a field must not be empty' : explainHalfCharacter(name);
    if (invalidName !== undefined) return [{ path, at: 'key', message: invalidName }];
    const here = { path, names: [...place.names, name] };
    if (isOperator && !isObject(value) && !isList(value))
      return [{ path, at: 'key', message: `an operator must be in a list: [{${name}: ${asText(value)}}]` }];
    if (place.names.length === 0 && !isEnvelopeField(name)) return [unknownTopField(name, path)];
    if (isObject(value)) return problemsInFields(value, here);
    return isList(value) ? problemsInMatchers(value, here) : [notAList(value, path)];
  });
}

/** Returns the problem of an unknown top-level field inside `$or`, where the schema does not check field names. */
function unknownTopField(name: string, path: Path): PatternProblem {
  const known = Object.keys(envelopeFields);
  const meant = closestMatch(name, known);
  const suggestion = meant === undefined ? `events have ${known.join(', ')}` : `did you mean ${meant}?`;
  return { path, at: 'key', message: `no event has a field ${name} at its top level; ${suggestion}` };
}

function notAList(value: unknown, path: Path): PatternProblem {
  return { path, at: 'value', message: `must be a list, even with one element: [${asText(value)}]` };
}

function problemsInAlternatives(value: unknown, place: Place): readonly PatternProblem[] {
  if (!isList(value) || value.length < 2)
    return [{ path: place.path, at: 'key', message: '$or must be a list of at least two patterns' }];
  return value.flatMap((alternative, index): readonly PatternProblem[] => {
    const path = [...place.path, index];
    if (!isObject(alternative))
      return [
        { path, at: 'value', message: `${asText(alternative)}: each alternative of $or must be a pattern` },
      ];
    const inner = problemsInFields(alternative, { ...place, path });
    // Names of operators are reserved only inside $or. Report them only if there is no other mistake.
    return inner.length > 0 ? inner : reservedNames(alternative, path);
  });
}

/**
 * Returns a problem for each field inside `$or` that has the name of an operator. The fields of a nested `$or` are not
 * included, because its own check reports them.
 */
function reservedNames(fields: JsonObject, place: Path): readonly PatternProblem[] {
  return Object.entries(fields).flatMap(([name, value]): readonly PatternProblem[] => {
    const path = [...place, name];
    const message = `${name} is the name of an operator, which EventBridge rejects as a field inside $or`;
    return [
      ...(isReservedInOr(name) ? [{ path, at: 'key', message } as const] : []),
      ...(isObject(value) ? reservedNames(value, path) : []),
    ];
  });
}

function problemsInMatchers(matchers: readonly unknown[], place: Place): readonly PatternProblem[] {
  if (matchers.length === 0)
    return [{ path: place.path, at: 'value', message: 'must have at least one element; [] matches nothing' }];
  const wrong = matchers.flatMap((matcher, index) => problemsInMatcher(matcher, [...place.path, index]));
  return wrong.length > 0 ? wrong : neverMatching(matchers, place);
}

/**
 * To validate a single matcher, a pattern is built that has only this field. Each reason of the validator begins with
 * the name of the field, so the name is removed from the message.
 */
const anyField = 'field';

function problemsInMatcher(matcher: unknown, path: Path): readonly PatternProblem[] {
  const half = explainHalfCharacter(matcher);
  if (half !== undefined) return [{ path, at: 'value', message: half }];
  const reasons = validatePatternForm({ [anyField]: [matcher] }).filter((reason) =>
    reason.startsWith(`${anyField}: `),
  );
  return reasons.map((reason) => ({ path, at: 'value', message: reason.slice(anyField.length + 2) }));
}

/**
 * Returns a problem for each matcher of a top-level field that never matches, because AWS defines the type of the
 * field.
 */
function neverMatching(matchers: readonly unknown[], { path, names }: Place): readonly PatternProblem[] {
  const [top = ''] = names;
  if (names.length !== 1 || !isEnvelopeField(top)) return [];
  const { type, presence } = envelopeFields[top];
  if (type === 'object')
    return [
      {
        path,
        at: 'value',
        message: `${top} is a map of fields: name a field in it, such as detail: {status: [PAID]}`,
      },
    ];
  return matchers.flatMap((matcher, index): readonly PatternProblem[] => {
    const here = [...path, index];
    if (typeof matcher !== 'string' && !isObject(matcher)) {
      const message = `${asText(matcher)} never matches: ${top} is always a text; write "${asText(matcher)}"`;
      return [{ path: here, at: 'value', message }];
    }
    if (isObject(matcher) && 'numeric' in matcher)
      return [{ path: here, at: 'value', message: `numeric never matches: ${top} is always a text` }];
    const isAlways = presence === 'always' && type === 'text';
    if (isObject(matcher) && matcher['exists'] === false && isAlways)
      return [{ path: here, at: 'value', message: `exists: false never matches: every event has ${top}` }];
    return [];
  });
}

const operatorNames = [
  ...['prefix', 'suffix', 'equals-ignore-case', 'wildcard', 'anything-but', 'numeric', 'exists', 'cidr'],
];

function looksLikeOperator(name: string): boolean {
  return operatorNames.includes(name);
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
