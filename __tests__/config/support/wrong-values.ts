import Ajv from 'ajv';
import type { JsonSchema } from '../../../lib/config/schema/json-schema';

/** A value that a field must reject, and the rule that rejects it. */
export interface WrongValue {
  /** The keyword of JSON Schema, such as `type` or `maximum`. */
  readonly breaks: string;
  readonly value: unknown;
}

const ajv = new Ajv({ strict: false });

/** Values of every type, and texts that violate most patterns. */
const anything: readonly unknown[] = [
  ...['x', 7, 1.5, true, ['x'], { x: 'x' }, [7], { x: 7 }, [], {}],
  ...['', ' ', '-', '/', '//x', 'x x', 'ü', 'X'],
];

/** Returns an invalid value for each rule of a field's schema in a file, which also accepts null. */
export function wrongValuesOf(schema: JsonSchema): readonly WrongValue[] {
  if (schema.not !== undefined) return [{ breaks: 'not', value: 'hunter2' }];
  const accepts = ajv.compile(schema);
  const rules = (schema.anyOf ?? [schema]).filter((rule) => typeof rule === 'object' && rule.type !== 'null');
  const candidates = [
    ...anything,
    ...rules.flatMap((rule) => (typeof rule === 'object' ? nearMisses(rule, schema.examples) : [])),
  ];
  const broken = new Map<string, unknown>();
  for (const value of candidates) {
    if (accepts(value)) continue;
    const [breaks = 'anyOf'] = (accepts.errors ?? [])
      .filter(({ schemaPath }) => !schemaPath.includes('/anyOf/1/type') || rules.length > 1)
      .map(({ keyword, instancePath }) => (instancePath === '' ? keyword : `${keyword} within`));
    if (!broken.has(breaks)) broken.set(breaks, value);
  }
  return [...broken].map(([breaks, value]) => ({ breaks, value }));
}

/** Values just beyond each limit. */
function nearMisses(rule: JsonSchema, examples: readonly unknown[] = []): readonly unknown[] {
  const { minimum, maximum, minLength, maxLength, maxItems } = rule;
  const [example] = examples;
  return [
    ...(minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? [] : [minimum - 1]),
    ...(maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? [] : [maximum + 1]),
    ...(minLength === undefined ? [] : ['x'.repeat(minLength - 1)]),
    ...(maxLength === undefined ? [] : [`${String(example)}${'x'.repeat(maxLength)}`]),
    ...(maxItems === undefined || !Array.isArray(example)
      ? []
      : [Array.from({ length: maxItems + 1 }, (_, index) => itemOf(example, index))]),
  ];
}

/** Returns an item like the first one of a list. Texts are different from each other. */
function itemOf([first]: readonly unknown[], index: number): unknown {
  return typeof first === 'string' || typeof first === 'number' ? `${first}${index}` : first;
}
