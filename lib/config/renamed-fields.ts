import type { Path } from './issues';

/** The new names of fields that were renamed, by the last part of their path above the field. */
const renamedFields: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ignore_checks: {
    'few-receives': 'low-receive-count',
    'same-message': 'deduplicated-message',
  },
};

/**
 * Returns the new name of a renamed field.
 *
 * @param path The path of the map that has the field.
 * @param key The name of the field.
 * @returns `undefined` if the field was not renamed.
 */
export function newNameOf(path: Path, key: string): string | undefined {
  const parent = String(path.at(-1) ?? '');
  const names = Object.hasOwn(renamedFields, parent) ? renamedFields[parent] : undefined;
  return names !== undefined && Object.hasOwn(names, key) ? names[key] : undefined;
}
