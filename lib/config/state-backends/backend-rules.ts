import { z } from 'zod';
import { isObject, type JsonObject } from '../../values/json';
import type { IssueCode } from '../rule-reference/catalogue';

/**
 * Rejects two arguments together. A name with a dot is a path in a map of arguments.
 *
 * @param first - The preferred argument.
 * @param second - The argument that gets the issue.
 */
export function notTogether(first: string, second: string) {
  return rule(
    (backend) => valueAt(backend, first) === undefined || valueAt(backend, second) === undefined,
    second.split('.'),
    () => `${first} and ${second} exclude each other; remove one of them`,
    'exclusive-backend-arguments',
  );
}

/** Requires exactly one of two arguments. */
export function exactlyOne(first: string, second: string) {
  return rule(
    (backend) => (valueAt(backend, first) === undefined) !== (valueAt(backend, second) === undefined),
    [],
    (backend) =>
      valueAt(backend, first) === undefined
        ? `has neither ${first} nor ${second}; set one of them`
        : `has ${first} and ${second}, but must have exactly one of them; remove one`,
    'one-backend-argument',
  );
}

function rule(
  isValid: (backend: JsonObject) => boolean,
  path: string[],
  explain: (backend: JsonObject) => string,
  code: IssueCode,
) {
  return z.refine<JsonObject>(isValid, {
    error: ({ input }) => explain(isObject(input) ? input : {}),
    path,
    params: { rule: code },
    // By default, zod skips a refinement if another argument is invalid.
    when: ({ value }) => isObject(value),
  });
}

function valueAt(backend: JsonObject, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), backend);
}
