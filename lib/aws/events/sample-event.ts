/** An event that a pattern matches, for simulations. */
import type { Location } from '../arns';
import { isList, isObject, type JsonObject } from '../../values/json';
import type { EventPattern } from './event-patterns';
import { matchesValue, parseWildcard, type EventLeaf } from './match-value';

/**
 * Returns the fields that every event has, with sample values.
 *
 * @param location - The account and the region of the event.
 */
export function sampleEnvelope({ accountId, region }: Location): JsonObject {
  return {
    version: '0',
    id: '00000000-0000-0000-0000-000000000000',
    'detail-type': 'Example',
    source: 'example',
    account: typeof accountId === 'string' ? accountId : '123456789012',
    time: '2000-01-01T00:00:00Z',
    region,
    resources: [],
    detail: {},
  };
}

/**
 * Returns an event that matches a simple pattern. For a complex pattern, the event does not always match. The value of
 * a field matches the first of its matchers for which there is a sample value.
 *
 * @param pattern - A valid pattern.
 */
export function sampleEvent(pattern: EventPattern, location: Location): JsonObject {
  return merge(sampleEnvelope(location), sampleFields(pattern));
}

function sampleFields(pattern: EventPattern): JsonObject {
  return Object.entries(pattern).reduce<JsonObject>((fields, [name, demanded]) => {
    if (!isList(demanded)) return merge(fields, { [name]: sampleFields(demanded) });
    const [first] = demanded;
    if (name === '$or') return isPattern(first) ? merge(sampleFields(first), fields) : fields;
    const value = sampleValue(demanded);
    return value === undefined ? fields : merge(fields, { [name]: value });
  }, {});
}

function isPattern(value: unknown): value is EventPattern {
  return isObject(value);
}

/** Merges two objects, and the objects inside them. If both objects have a field, `above` overrides `below`. */
function merge(below: JsonObject, above: JsonObject): JsonObject {
  const merged = Object.entries(above).map(([name, value]): [string, unknown] => {
    const other = below[name];
    return [name, isObject(value) && isObject(other) ? merge(other, value) : value];
  });
  return { ...below, ...Object.fromEntries(merged) };
}

function sampleValue(matchers: readonly unknown[]): EventLeaf | undefined {
  return matchers.map(valueFor).find((value) => value !== undefined);
}

function valueFor(matcher: unknown): EventLeaf | undefined {
  if (matcher === null || typeof matcher === 'string' || typeof matcher === 'number') return matcher;
  if (typeof matcher === 'boolean') return matcher;
  if (!isObject(matcher)) return undefined;
  const [[operator, operand] = ['', undefined]] = Object.entries(matcher);
  switch (operator) {
    case 'prefix':
      return `${textOf(operand)}example`;
    case 'suffix':
      return `example${textOf(operand)}`;
    case 'equals-ignore-case':
      return textOf(operand);
    case 'wildcard': {
      const parsed = parseWildcard(textOf(operand));
      return parsed.ok ? parsed.value.join('example') : undefined;
    }
    case 'cidr':
      return textOf(operand).split('/')[0];
    case 'numeric':
      return numberWithin(operand);
    case 'exists':
      return operand === true ? 'example' : undefined;
    default:
      return anythingBut(operand);
  }
}

function textOf(operand: unknown): string {
  const text = isObject(operand) ? operand['equals-ignore-case'] : operand;
  return typeof text === 'string' ? text : '';
}

function numberWithin(operand: unknown): number | undefined {
  const [operator, bound, , top] = isList(operand) ? operand : [];
  if (typeof bound !== 'number') return undefined;
  if (typeof top === 'number') return top - bound > 1 ? bound + 1 : (bound + top) / 2;
  if (operator === '>') return bound + 1;
  return operator === '<' ? bound - 1 : bound;
}

function anythingBut(operand: unknown): string | undefined {
  const candidates = ['example', 'Other', '1', ''];
  const excluded = isList(operand) || isObject(operand) ? operand : [operand];
  return candidates.find((value) => !isExcluded(excluded, value));
}

function isExcluded(excluded: readonly unknown[] | JsonObject, value: string): boolean {
  if (isList(excluded)) return excluded.includes(value);
  return Object.entries(excluded).some(([operator, operand]) =>
    (isList(operand) ? operand : [operand]).some((text) =>
      typeof text === 'string' ? matchesText(operator, text, value) : false,
    ),
  );
}

function matchesText(operator: string, text: string, value: string): boolean {
  switch (operator) {
    case 'prefix':
      return matchesValue({ prefix: text }, value);
    case 'suffix':
      return matchesValue({ suffix: text }, value);
    case 'wildcard':
      return matchesValue({ wildcard: text }, value);
    default:
      return matchesValue({ 'equals-ignore-case': text }, value);
  }
}
