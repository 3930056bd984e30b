/** The folder of modules: which files in it are generated, and which modules are stale. */
import { lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beginsWithComment } from '../../resources/module/generated-mark';
import type { ModuleFile } from '../../resources/module/module-files';
import { compare } from '../../text/compare';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { CommandError } from '../command-error';
import { foldersIn } from './stale-stacks';

/**
 * Rejects an output folder in which a file of the same name is not a generated one, such as a README of the user.
 *
 * @throws CommandError if a file must not be replaced.
 */
export function rejectForeignFiles(out: string, files: readonly ModuleFile[]): void {
  const foreign = files
    .map(({ path }) => join(out, path))
    .find((path) => existsAsFile(path) && !isGenerated(path));
  if (foreign === undefined) return;
  throw new CommandError(
    2,
    `${foreign}: background-jobs did not generate this file, and does not replace it; name another folder with --out, or delete the file`,
  );
}

/** Returns the names of generated modules in an output folder that no environment has any more. They are not deleted. */
export function staleModules(out: string, names: readonly string[]): readonly string[] {
  const current = new Set(names);
  return foldersIn(out)
    .filter((name) => !current.has(name) && isGenerated(join(out, name, 'main.tf.json')))
    .sort(compare);
}

/** Returns a note about stale modules for standard error; `undefined` if there are none. */
export function explainStaleModules(out: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  return names
    .map((name) => {
      const folder = escapeControlCharacters(join(out, name));
      return `${folder}: no environment has this module any more; remove its module block, run terraform apply, and then delete the folder\n`;
    })
    .join('');
}

/** Returns whether something other than a folder has the path. A symbolic link counts, even if its target is missing. */
function existsAsFile(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
  } catch {
    // The program can't read the path, for example because a folder of the path is a file. Writing reports the reason.
    return false;
  }
}

function isGenerated(path: string): boolean {
  try {
    // Reading a pipe would never end.
    return statSync(path).isFile() && beginsWithComment(readFileSync(path, 'utf8'));
  } catch {
    return false;
  }
}
