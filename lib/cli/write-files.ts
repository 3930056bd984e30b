import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SynthesizedFile } from '../constructs/synthesize';
import { CommandError } from './command-error';

/**
 * Writes files below a folder: all are written aside first and then put in place, so that a full disk or a missing
 * permission leaves what was there. A file with the same bytes is not touched.
 *
 * @throws CommandError when the folder can't be written.
 */
export function writeFiles(folder: string, files: readonly SynthesizedFile[]): void {
  const staged: { readonly aside: string; readonly path: string }[] = [];
  try {
    for (const { path, content } of files) {
      const target = join(folder, path);
      if (contentOf(target) === content) continue;
      mkdirSync(dirname(target), { recursive: true });
      const aside = `${target}.${process.pid}.new`;
      staged.push({ aside, path: target });
      writeFileSync(aside, content);
    }
    for (const { aside, path } of staged) renameSync(aside, path);
  } catch (error) {
    for (const { aside } of staged) rmSync(aside, { force: true });
    throw new CommandError(
      2,
      `${folder}: can't be written (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
