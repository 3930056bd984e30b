import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SynthesizedFile } from '../constructs/synthesize';
import { CommandError } from './command-error';

/**
 * Writes files below a folder: whether each can be is looked at first, then all are written aside, then put in place, so
 * that what stands in the way, a full disk or a missing permission leaves what was there. A file with the same bytes is
 * not touched.
 *
 * @throws CommandError when the folder can't be written.
 */
export function writeFiles(folder: string, files: readonly SynthesizedFile[]): void {
  const changed = files
    .map(({ path, content }) => ({ target: join(folder, path), content }))
    .filter(({ target, content }) => contentOf(target) !== content);
  const staged: { readonly aside: string; readonly target: string }[] = [];
  try {
    for (const { target } of changed) checkWritable(target);
    for (const { target, content } of changed) {
      mkdirSync(dirname(target), { recursive: true });
      const aside = `${target}.${process.pid}.new`;
      staged.push({ aside, target });
      writeFileSync(aside, content);
    }
    for (const { aside, target } of staged) renameSync(aside, target);
  } catch (error) {
    for (const { aside } of staged) rmSync(aside, { force: true });
    throw new CommandError(
      2,
      `${folder}: can't be written (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

/** Throws where a folder stands in a file's place, or a file in the place of a folder above it. */
function checkWritable(target: string): void {
  if (statSync(target, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new Error(`${target} is a folder`);
  for (let above = dirname(target); ; above = dirname(above)) {
    const found = existsSync(above) ? statSync(above) : undefined;
    if (found?.isDirectory() === false) throw new Error(`${above} is no folder`);
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
