/**
 * What Step Functions makes of paths and intrinsic functions.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
import { createHash } from 'node:crypto';
import { parseExpression, type Expression, type IntrinsicFunction } from './parse-expression';
import { readPath, type PathRoots } from './read-path';

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
  return functions[name](given.map((one) => evaluate(one, roots)));
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

const failure = (reason: string): StatesError => new StatesError('States.IntrinsicFailure', reason);

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw failure(`${JSON.stringify(value)} is no text`);
}

function list(value: unknown): Values {
  if (Array.isArray(value)) return value;
  throw failure(`${JSON.stringify(value)} is no list`);
}

function integer(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw failure(`${JSON.stringify(value)} is no whole number`);
}

function object(value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw failure(`${JSON.stringify(value)} is no object`);
}

function parsed(value: unknown): unknown {
  try {
    return JSON.parse(text(value));
  } catch {
    throw failure('what is to be JSON is none');
  }
}

/** Those that give something else in every run are none that a simulation could tell. */
function random(): never {
  throw failure('it gives something else each time');
}

const hashes: ReadonlyMap<string, string> = new Map(
  ['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'].map((name) => [
    name,
    name.replace('-', '').toLowerCase(),
  ]),
);

function hash(data: unknown, algorithm: unknown): string {
  const known = hashes.get(text(algorithm));
  if (known === undefined) throw failure(`there is no hash ${text(algorithm)}`);
  return createHash(known)
    .update(typeof data === 'string' ? data : JSON.stringify(data))
    .digest('hex');
}

function item(values: Values, index: number): unknown {
  if (index < 0 || index >= values.length) throw failure(`there is no item ${index}`);
  return values[index];
}

const functions: Readonly<Record<IntrinsicFunction, (values: Values) => unknown>> = {
  'States.Array': (values) => values,
  'States.ArrayContains': ([values, wanted]) =>
    list(values).some((one) => JSON.stringify(one) === JSON.stringify(wanted)),
  'States.ArrayGetItem': ([values, index]) => item(list(values), integer(index)),
  'States.ArrayLength': ([values]) => list(values).length,
  'States.ArrayPartition': ([values, size]) => {
    const step = integer(size);
    const starts = list(values).flatMap((_, index) => (index % step === 0 ? [index] : []));
    return starts.map((start) => list(values).slice(start, start + step));
  },
  'States.ArrayRange': ([from, to, step]) => {
    const [first, last, by] = [integer(from), integer(to), integer(step)];
    if (by === 0) throw failure('a range needs a step');
    return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, index) => first + index * by);
  },
  'States.ArrayUnique': ([values]) => [
    ...new Map(list(values).map((one) => [JSON.stringify(one), one])).values(),
  ],
  'States.Base64Decode': ([value]) => Buffer.from(text(value), 'base64').toString('utf8'),
  'States.Base64Encode': ([value]) => Buffer.from(text(value), 'utf8').toString('base64'),
  'States.Format': ([template, ...values]) => format(text(template), values),
  'States.Hash': ([data, algorithm]) => hash(data, algorithm),
  'States.JsonMerge': ([below, above, deep]) => {
    if (deep !== false) throw failure('a merge is shallow');
    return { ...object(below), ...object(above) };
  },
  'States.JsonToString': ([value]) => JSON.stringify(value),
  'States.MathAdd': ([a, b]) => integer(a) + integer(b),
  'States.MathRandom': random,
  'States.StringSplit': ([value, at]) => {
    const separators = new Set(Array.from(text(at)));
    return Array.from(text(value))
      .reduce<string[]>(
        (parts, character) =>
          separators.has(character)
            ? [...parts, '']
            : [...parts.slice(0, -1), (parts.at(-1) ?? '') + character],
        [''],
      )
      .filter((part) => part !== '');
  },
  'States.StringToJson': ([value]) => parsed(value),
  'States.UUID': random,
};
