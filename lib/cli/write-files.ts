import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SynthesizedFile } from '../constructs/synthesize';
import { CommandError } from './command-error';

/**
 * Writes all files below a folder, or leaves all unchanged. Checks that each target can be written, writes every file
 * under a temporary name, and then renames the files. If the disk is full or a permission is missing, the old files
 * remain. Does not write files whose content is the same as before.
 *
 * @throws CommandError if the folder can't be written.
 */
export function writeFiles(folder: string, files: readonly SynthesizedFile[]): void {
  const changed = files
    .map(({ path, content }) => ({ target: join(folder, path), content }))
    .filter(({ target, content }) => contentOf(target) !== content);
  const staged: { readonly temporary: string; readonly target: string }[] = [];
  try {
    for (const { target } of changed) checkWritable(target);
    for (const { target, content } of changed) {
      mkdirSync(dirname(target), { recursive: true });
      const temporary = `${target}.${process.pid}.new`;
      staged.push({ temporary, target });
      writeFileSync(temporary, content);
    }
    for (const { temporary, target } of staged) renameSync(temporary, target);
  } catch (error) {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
    throw new CommandError(
      2,
      `${folder}: can't be written (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

/** Throws if the path of a file to write is a folder, or if the path of one of its parent folders is a file. */
function checkWritable(target: string): void {
  if (statSync(target, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new Error(`${target} is a folder`);
  for (let above = dirname(target); ; above = dirname(above)) {
    const found = existsSync(above) ? statSync(above) : undefined;
    if (found?.isDirectory() === false) throw new Error(`${above} is not a folder`);
    if (found !== undefined || above === dirname(above)) return;
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
