import { z } from 'zod';
import { isObject } from '../../values/json';
import type { IssueCode } from '../rules/catalogue';

type Arguments = Readonly<Record<string, unknown>>;

/**
 * Two arguments of which Terraform takes one; a dot leads into an argument that is a map.
 *
 * The issue is at the second, so the preferred one goes first.
 */
export function notTogether(first: string, second: string) {
  return rule(
    (given) => at(given, first) === undefined || at(given, second) === undefined,
    second.split('.'),
    `${first} and ${second} exclude each other: remove one of them`,
    'exclusive-backend-arguments',
  );
}

/** Two arguments of which Terraform needs exactly one. */
export function exactlyOne(first: string, second: string) {
  return rule(
    (given) => (at(given, first) === undefined) !== (at(given, second) === undefined),
    [],
    `give ${first} or ${second}, exactly one of them`,
    'one-backend-argument',
  );
}

function rule(holds: (given: Arguments) => boolean, path: string[], error: string, code: IssueCode) {
  return z.refine<Arguments>(holds, {
    error,
    path,
    params: { rule: code },
    // Also when another argument is wrong: all mistakes are to be seen at once.
    when: ({ value }) => isObject(value),
  });
}

function at(given: Arguments, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), given);
}
