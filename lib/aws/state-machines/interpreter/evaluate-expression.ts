/**
 * What Step Functions makes of paths and intrinsic functions.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
import { createHash } from 'node:crypto';
import { isList, isObject, type JsonObject } from '../../../values/json';
import { parseExpression, type Expression, type IntrinsicFunction } from '../parse-expression';
import { readPath, type PathRoots } from './paths-io';

/** A run that ends here, with the name that Step Functions gives the error. */
export class StatesError extends Error {
  constructor(
    readonly error: string,
    cause: string,
  ) {
    super(cause);
  }
}

/** A template with the value of every field whose name ends in `.$`. */
export function evaluateTemplate(template: unknown, roots: PathRoots): unknown {
  if (Array.isArray(template)) return template.map((item) => evaluateTemplate(item, roots));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, value]: [string, unknown]) => {
      if (!name.endsWith('.$')) return [name, evaluateTemplate(value, roots)];
      const parsed = typeof value === 'string' ? parseExpression(value) : undefined;
      if (parsed?.ok !== true) throw new TypeError(`${name} holds ${JSON.stringify(value)}`);
      return [name.slice(0, -2), evaluate(parsed.expression, roots)];
    }),
  );
}

function evaluate(expression: Expression, roots: PathRoots): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'string':
      return expression.raw.replace(/\\(.)/gs, '$1');
    case 'path': {
      const found = readPath(expression.path, roots);
      if (found !== undefined) return found;
      throw new StatesError('States.ParameterPathFailure', `${expression.path} leads nowhere`);
    }
    case 'call':
      return call(expression.name, expression.arguments, roots);
  }
}

function call(name: IntrinsicFunction, given: readonly Expression[], roots: PathRoots): unknown {
  const [template, ...rest] = given;
  if (name === 'States.Format' && template?.kind === 'string') {
    return format(
      template.raw,
      rest.map((one) => evaluate(one, roots)),
    );
  }
  const known = functions.get(name);
  if (known === undefined) throw new TypeError(`no definition of ours has ${name}`);
  return known(given.map((one) => evaluate(one, roots)));
}

/** The template with its escapes: what is escaped is no place for a value. */
function format(raw: string, values: readonly unknown[]): string {
  let next = 0;
  return raw.replace(/\\(.)|\{\}/gs, (_, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    const value = values[next];
    next += 1;
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

type Values = readonly unknown[];

/** The functions that our definitions have. */
const functions: ReadonlyMap<IntrinsicFunction, (values: Values) => unknown> = new Map<
  IntrinsicFunction,
  (values: Values) => unknown
>([
  ['States.Array', (values) => values],
  ['States.ArrayGetItem', ([list, index]) => item(list, index)],
  ['States.Hash', ([data, algorithm]) => hash(data, algorithm)],
  ['States.JsonMerge', ([below, above]) => ({ ...object(below), ...object(above) })],
  ['States.MathAdd', ([a, b]) => number(a) + number(b)],
  // The longest: what is shown of a random wait is how long it may be. The end itself never comes.
  ['States.MathRandom', ([, end]) => number(end) - 1],
  ['States.StringToJson', ([text]) => json(text)],
]);

function item(list: unknown, index: unknown): unknown {
  const found = isList(list) ? list[number(index)] : undefined;
  if (found !== undefined) return found;
  throw new StatesError('States.IntrinsicFailure', `there is no item ${JSON.stringify(index)}`);
}

/** With the one algorithm that our definitions name. */
function hash(data: unknown, algorithm: unknown): string {
  if (typeof data === 'string' && algorithm === 'SHA-256')
    return createHash('sha256').update(data).digest('hex');
  throw new StatesError(
    'States.IntrinsicFailure',
    `${JSON.stringify(data)} has no hash by ${JSON.stringify(algorithm)}`,
  );
}

function number(value: unknown): number {
  if (typeof value === 'number') return value;
  throw new StatesError('States.IntrinsicFailure', `${JSON.stringify(value)} is no number`);
}

function json(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    throw new StatesError('States.IntrinsicFailure', `${JSON.stringify(text)} is no JSON`);
  }
}

function object(value: unknown): JsonObject {
  if (isObject(value)) return value;
  throw new StatesError('States.IntrinsicFailure', `${JSON.stringify(value)} is no object`);
}
