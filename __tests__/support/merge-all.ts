import { isObject } from '../../lib/values/json';

/** Merges configurations: maps merge by key, and the first of other values wins. */
export function mergeAll(values: readonly unknown[]): unknown {
  return values.reduce(merged);
}

function merged(one: unknown, other: unknown): unknown {
  if (!isObject(one) || !isObject(other)) return isObject(one) || !isObject(other) ? one : other;
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(
    keys.map((key) => [
      key,
      !Object.hasOwn(one, key)
        ? other[key]
        : !Object.hasOwn(other, key)
          ? one[key]
          : merged(one[key], other[key]),
    ]),
  );
}
