/** What a field of a definition may hold. A rule returns what is wrong, or nothing. */
import { isList, isObject, type JsonObject } from '../../../values/json';
import { maximumIntrinsicFunctions } from '../intrinsic-functions';
import { parseExpression } from '../parse-expression';
import { isPath, isReferencePath, isSingularPath } from '../paths';

/** Reasons, each after the place that it is about: `States.RunTask.Retry[0]: …`. */
export type Problems = readonly string[];

export type FieldRule = (value: unknown, place: string) => Problems;

function mustBe(takes: (value: unknown) => boolean, wanted: string): FieldRule {
  return (value, place) => (takes(value) ? [] : [`${place}: ${JSON.stringify(value)} is not ${wanted}`]);
}

const isText = (value: unknown): value is string => typeof value === 'string';

export const anything: FieldRule = () => [];
export const text = mustBe(isText, 'a string');
export const nonEmptyString = mustBe((value) => isText(value) && value !== '', 'a string that is not empty');
export const boolean = mustBe((value) => typeof value === 'boolean', 'true or false');
export const pathOrNull = mustBe(
  (value) => value === null || (isText(value) && isPath(value)),
  'a path or null',
);
export const singularPath = mustBe((value) => isText(value) && isSingularPath(value), 'a path to one value');
export const referencePathOrNull = mustBe(
  (value) => value === null || (isText(value) && isReferencePath(value)),
  'a reference path or null',
);
export const arn = mustBe((value) => isText(value) && /^arn:[^:]+:[^:]+:/.test(value), 'an ARN');

/** RFC 3339, with a capital T and, for UTC, a capital Z. */
export const timestamp = mustBe(
  (value) =>
    isText(value) &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
  'a timestamp such as 2026-01-31T06:00:00Z',
);
export const number = mustBe((value) => typeof value === 'number', 'a number');

export function integer(minimum: number, maximum: number): FieldRule {
  return mustBe(
    (value) => typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum,
    `a whole number from ${minimum} to ${maximum}`,
  );
}

export function oneOf(...values: readonly string[]): FieldRule {
  return mustBe((value) => isText(value) && values.includes(value), values.join(' or '));
}

/** A template of JSON: what a name that ends in `.$` holds is evaluated. */
const payloadTemplate: FieldRule = (value, place) => {
  if (isList(value)) return value.flatMap((item, at) => payloadTemplate(item, `${place}[${at}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = `${place}.${name}`;
    if (!name.endsWith('.$')) return payloadTemplate(inner, here);
    const plain = name.slice(0, -2);
    const twice = Object.hasOwn(value, plain) ? [`${here}: ${plain} is there as well`] : [];
    return [...twice, ...expression(inner, here)];
  });
};

/** A template that is an object: AWS may take others, and nobody needs them. */
export const objectTemplate: FieldRule = (value, place) =>
  isObject(value) ? payloadTemplate(value, place) : [`${place}: ${JSON.stringify(value)} is not an object`];

export const expression: FieldRule = (value, place) => {
  if (!isText(value)) return [`${place}: ${JSON.stringify(value)} is not a string with a path or function`];
  const parsed = parseExpression(value);
  if (!parsed.ok) return [`${place}: ${parsed.reason}`];
  return parsed.calls > maximumIntrinsicFunctions
    ? [`${place}: ${parsed.calls} intrinsic functions, and a field takes ${maximumIntrinsicFunctions}`]
    : [];
};

/** The fields of an object: those that are unknown, those that are missing, and what is wrong with the others. */
export function validateFields(
  object: JsonObject,
  place: string,
  rules: ReadonlyMap<string, FieldRule>,
  required: readonly string[],
): Problems {
  return [
    ...required.filter((name) => !Object.hasOwn(object, name)).map((name) => `${place}: ${name} is missing`),
    ...Object.entries(object).flatMap(([name, value]) => {
      const rule = rules.get(name);
      return rule === undefined ? [`${place}: there is no ${name} here`] : rule(value, `${place}.${name}`);
    }),
  ];
}

/** At most one of these, or exactly one. */
export function oneField(
  object: JsonObject,
  place: string,
  names: readonly string[],
  need: 'at most' | 'exactly',
): Problems {
  const there = names.filter((name) => Object.hasOwn(object, name));
  if (there.length > 1) return [`${place}: ${there.join(' and ')} exclude each other`];
  return there.length === 0 && need === 'exactly' ? [`${place}: one of ${names.join(', ')} is missing`] : [];
}
