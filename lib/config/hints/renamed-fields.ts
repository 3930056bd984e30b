import type { Path } from '../issues/issues';

/** New names of renamed fields, by the name of the map that has the field. */
const renamedFields: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ignore_checks: {
    'few-receives': 'low-receive-count',
    'same-message': 'deduplicated-message',
  },
};

/**
 * Returns the new name of a renamed field.
 *
 * @param path - The path of the map that has the field.
 * @param key - The name of the field.
 * @returns The new name; `undefined` if the field was not renamed.
 */
export function newNameOf(path: Path, key: string): string | undefined {
  const parent = String(path.at(-1) ?? '');
  const names = Object.hasOwn(renamedFields, parent) ? renamedFields[parent] : undefined;
  return names !== undefined && Object.hasOwn(names, key) ? names[key] : undefined;
}
