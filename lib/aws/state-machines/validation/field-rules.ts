/**
 * Rules for the fields of a state machine definition.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
 */
import { isList, isObject, type JsonObject } from '../../../values/json';
import { parseExpression } from '../parse-expression';
import { isPath, isReferencePath, isSingularPath } from '../paths';
import { maximumIntrinsicFunctions } from '../limits';

/** One sentence for each problem, after the path to its value: `States.RunTask.Retry[0]: …`. */
export type Problems = readonly string[];

/** Returns the problems of a value; `path` is the path to this value in the definition. */
export type FieldRule = (value: unknown, path: string) => Problems;

/** Validation rules for the fields of an object, by the name of the field. */
export type FieldRules = ReadonlyMap<string, FieldRule>;

function mustBe(isAllowed: (value: unknown) => boolean, expected: string): FieldRule {
  return (value, path) => (isAllowed(value) ? [] : [`${path}: ${JSON.stringify(value)} must be ${expected}`]);
}

const isString = (value: unknown): value is string => typeof value === 'string';

/** Accepts every value. */
export const anything: FieldRule = () => [];
/** Accepts strings. */
export const string = mustBe(isString, 'a string');
/** Accepts strings of at least one character. */
export const nonEmptyString = mustBe(
  (value) => isString(value) && value !== '',
  'a string that is not empty',
);
/** Accepts `true` and `false`. */
export const boolean = mustBe((value) => typeof value === 'boolean', 'true or false');
/** Accepts a path to any number of values, and `null`. */
export const pathOrNull = mustBe(
  (value) => value === null || (isString(value) && isPath(value)),
  'a path or null',
);
/** Accepts a path to exactly one value. */
export const singularPath = mustBe(
  (value) => isString(value) && isSingularPath(value),
  'a path to one value',
);
/** Accepts a reference path, to which a state writes its result, and `null`. */
export const referencePathOrNull = mustBe(
  (value) => value === null || (isString(value) && isReferencePath(value)),
  'a reference path or null',
);
/** Accepts strings that begin as an ARN does. */
export const arn = mustBe((value) => isString(value) && /^arn:[^:]+:[^:]+:/.test(value), 'an ARN');

/** Accepts RFC 3339 timestamps with a capital T and, for UTC, a capital Z. */
export const timestamp = mustBe(
  (value) =>
    isString(value) &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
  'a timestamp such as 2026-01-31T06:00:00Z',
);
/** Accepts numbers. */
export const number = mustBe((value) => typeof value === 'number', 'a number');

/** Returns a rule that accepts whole numbers between two bounds, inclusive. */
export function integer(minimum: number, maximum: number): FieldRule {
  return mustBe(
    (value) => typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum,
    `a whole number from ${minimum} to ${maximum}`,
  );
}

/** Returns a rule that accepts only the given strings. */
export function oneOf(...values: readonly string[]): FieldRule {
  return mustBe((value) => isString(value) && values.includes(value), values.join(' or '));
}

/** Checks a JSON template. Step Functions evaluates the fields whose names end in `.$`. */
const payloadTemplate: FieldRule = (value, path) => {
  if (isList(value)) return value.flatMap((item, index) => payloadTemplate(item, `${path}[${index}]`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const innerPath = `${path}.${name}`;
    if (!name.endsWith('.$')) return payloadTemplate(inner, innerPath);
    const plainName = name.slice(0, -2);
    const duplicates = Object.hasOwn(value, plainName)
      ? [`${innerPath}: the template must not have ${plainName} as well`]
      : [];
    return [...duplicates, ...expression(inner, innerPath)];
  });
};

/** Accepts a template that is an object. AWS may accept other templates, but this program generates none. */
export const objectTemplate: FieldRule = (value, path) =>
  isObject(value) ? payloadTemplate(value, path) : [`${path}: ${JSON.stringify(value)} must be an object`];

/** Accepts a path or an intrinsic function, within the maximum number of functions in a field. */
export const expression: FieldRule = (value, path) => {
  if (!isString(value))
    return [`${path}: ${JSON.stringify(value)} must be a string with a path or a function`];
  const parsed = parseExpression(value);
  if (!parsed.ok) return [`${path}: ${parsed.reason}`];
  return parsed.value.calls > maximumIntrinsicFunctions
    ? [
        `${path}: ${parsed.value.calls} intrinsic functions; a field must have at most ${maximumIntrinsicFunctions}`,
      ]
    : [];
};

/**
 * Checks the fields of an object.
 *
 * @param object - The object whose fields are checked.
 * @param path - The path to the object.
 * @param rules - The rules of all allowed fields.
 * @param required - The names of the fields that must be present.
 * @returns Unknown fields, missing fields, and the problems of the other fields.
 */
export function validateFields(
  object: JsonObject,
  path: string,
  rules: FieldRules,
  required: readonly string[],
): Problems {
  const problems: string[] = [];
  for (const name of required) {
    if (!Object.hasOwn(object, name)) problems.push(`${path}: ${name} is missing`);
  }
  for (const [name, value] of Object.entries(object)) {
    const rule = rules.get(name);
    if (rule === undefined) problems.push(`${path}: unknown field ${name}`);
    else problems.push(...rule(value, `${path}.${name}`));
  }
  return problems;
}

/**
 * Checks that an object has at most one, or exactly one, of the given fields.
 *
 * @param object - The object whose fields are counted.
 * @param path - The path to the object.
 * @param names - The names of the fields that exclude each other.
 * @param count - `exactly` if one of the fields is required; otherwise `at most`.
 * @returns A problem if several fields are present, or if a required one is missing.
 */
export function oneField(
  object: JsonObject,
  path: string,
  names: readonly string[],
  count: 'at most' | 'exactly',
): Problems {
  const present = names.filter((name) => Object.hasOwn(object, name));
  if (present.length > 1) return [`${path}: ${present.join(' and ')} exclude each other; keep one`];
  return present.length === 0 && count === 'exactly'
    ? [`${path}: one of ${names.join(', ')} is required`]
    : [];
}
