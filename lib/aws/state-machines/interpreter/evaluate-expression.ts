/**
 * Evaluates paths and intrinsic functions as Step Functions does.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
import { sha256 } from '../../../text/short-hash';
import { isList, isObject, type JsonObject } from '../../../values/json';
import { parseExpression, type Expression, type IntrinsicFunction } from '../parse-expression';
import { isSingularPath } from '../paths';
import { readPath, type PathRoots } from './paths-io';

/** An error of Step Functions. If no state catches the error, the execution fails. */
export class StatesError extends Error {
  /**
   * Creates an error.
   *
   * @param error - The name of the error, such as `States.Timeout`.
   * @param causeText - The cause, which can be empty; `undefined` if the error has none, such as a timeout.
   */
  constructor(
    readonly error: string,
    readonly causeText: string | undefined,
  ) {
    super(causeText);
  }
}

/**
 * Evaluates a template: each field whose name ends in `.$` gets the value of its expression.
 *
 * @param template - JSON with expressions.
 * @param roots - The input of the state and the context object.
 * @throws StatesError if a path has no value, or a function fails.
 */
export function evaluateTemplate(template: unknown, roots: PathRoots): unknown {
  if (Array.isArray(template)) return template.map((item) => evaluateTemplate(item, roots));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value]: [string, unknown]) => {
      if (!name.endsWith('.$')) return [name, evaluateTemplate(value, roots)];
      const parsed = typeof value === 'string' ? parseExpression(value) : undefined;
      if (parsed?.ok !== true)
        throw new TypeError(`${name} must be a path or an intrinsic function, got ${JSON.stringify(value)}`);
      return [name.slice(0, -2), evaluate(parsed.value.expression, roots)];
    }),
  );
}

/**
 * Reads the value at a path. If a path finds nothing, the known interpreters of Step Functions behave differently. This
 * interpreter fails as the strictest of them does: no state can catch the error.
 *
 * @param path - A valid path.
 * @param roots - The input of the state and the context object.
 * @throws StatesError if the path has no value, or its filter matches nothing.
 */
export function requirePath(path: string, roots: PathRoots): unknown {
  const found = readPath(path, roots);
  const isMissing = found === undefined || (!isSingularPath(path) && isList(found) && found.length === 0);
  if (!isMissing) return found;
  throw new StatesError('States.Runtime', `${path} has no value`);
}

function evaluate(expression: Expression, roots: PathRoots): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'string':
      return expression.raw.replace(/\\(.)/gs, '$1');
    case 'path':
      return requirePath(expression.path, roots);
    case 'call':
      return call(expression.name, expression.arguments, roots);
  }
}

function call(name: IntrinsicFunction, given: readonly Expression[], roots: PathRoots): unknown {
  const [template, ...rest] = given;
  if (name === 'States.Format' && template?.kind === 'string') {
    return format(
      template.raw,
      rest.map((argument) => evaluate(argument, roots)),
    );
  }
  const known = functions.get(name);
  if (known === undefined) throw new TypeError(`${name} is not supported`);
  return known(given.map((argument) => evaluate(argument, roots)));
}

/**
 * Replaces each `{}` of a template with the next value, and removes the escapes of the template.
 *
 * @throws StatesError if a value is an object or a list.
 */
function format(raw: string, values: readonly unknown[]): string {
  let next = 0;
  return raw.replace(/\\(.)|\{\}/gs, (_, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    const value = values[next];
    next += 1;
    if (typeof value === 'object' && value !== null)
      throw new StatesError(
        'States.IntrinsicFailure',
        `States.Format does not accept ${JSON.stringify(value)}`,
      );
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

type Values = readonly unknown[];

/** The intrinsic functions that occur in generated definitions, except `States.Format`. */
const functions: ReadonlyMap<IntrinsicFunction, (values: Values) => unknown> = new Map<
  IntrinsicFunction,
  (values: Values) => unknown
>([
  ['States.Array', (values) => values],
  ['States.ArrayGetItem', ([list, index]) => item(list, index)],
  ['States.Hash', ([data, algorithm]) => hash(data, algorithm)],
  ['States.JsonMerge', ([first, second]) => ({ ...object(first), ...object(second) })],
  ['States.MathAdd', ([a, b]) => number(a) + number(b)],
  // The maximum, because a simulation shows how long a random wait can be. The end is exclusive.
  ['States.MathRandom', ([, end]) => number(end) - 1],
  ['States.StringToJson', ([text]) => json(text)],
]);

function item(list: unknown, index: unknown): unknown {
  const found = isList(list) ? list[number(index)] : undefined;
  if (found !== undefined) return found;
  throw new StatesError('States.IntrinsicFailure', `there is no item ${JSON.stringify(index)}`);
}

/** Returns the SHA-256 of a string. Generated definitions use only this algorithm. */
function hash(data: unknown, algorithm: unknown): string {
  if (typeof data === 'string' && algorithm === 'SHA-256') return sha256(data);
  throw new StatesError(
    'States.IntrinsicFailure',
    `can't hash ${JSON.stringify(data)} with ${JSON.stringify(algorithm)}`,
  );
}

function number(value: unknown): number {
  if (typeof value === 'number') return value;
  throw new StatesError('States.IntrinsicFailure', `${JSON.stringify(value)} is not a number`);
}

function json(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    throw new StatesError('States.IntrinsicFailure', `${JSON.stringify(text)} is not JSON`);
  }
}

function object(value: unknown): JsonObject {
  if (isObject(value)) return value;
  throw new StatesError('States.IntrinsicFailure', `${JSON.stringify(value)} is not an object`);
}
