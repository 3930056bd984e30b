import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stackFile } from '../../resources/stack/synthesize';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { compare } from '../../text/compare';

/**
 * Returns the names of stacks in an output folder that no environment has any more. They are not deleted: Terraform
 * needs the JSON, the lock file and perhaps the state in the folder to destroy the resources.
 *
 * @param names - Names of the stacks that the configuration has.
 */
export function staleStacks(out: string, names: readonly string[]): readonly string[] {
  const current = new Set(names);
  return foldersIn(join(out, 'stacks'))
    .filter((name) => !current.has(name) && existsSync(join(out, stackFile(name))))
    .sort(compare);
}

/** Returns the names of the folders in a folder; an empty list if it can't be read. */
export function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
  } catch {
    return [];
  }
}

/** Returns a note about stale stacks for standard error; `undefined` if there are none. */
export function explainStale(out: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  return names
    .map((name) => {
      const folder = escapeControlCharacters(join(out, 'stacks', name));
      return `${folder}: no environment has this stack any more, and its resources remain; run terraform destroy there, and then delete the folder\n`;
    })
    .join('');
}
