import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { SynthesizedFile } from '../../resources/stack/synthesize';
import { readRegularFile } from '../../text/read-regular-file';
import { CommandError } from '../command-error';
import { defaultFolder } from '../options';

/** The files that git must not track: the output, Terraform's folder, and the local state, which can contain secrets. */
const ignoredFiles = ['.terraform/', 'cdktf.out/', '*.tfstate', '*.tfstate.*'];

/**
 * Checks that no file to write exists. The folder `env-config` must not exist either: its other files would be merged
 * with the new ones.
 *
 * @throws CommandError with each existing path.
 */
export function rejectExisting(folder: string, files: readonly SynthesizedFile[]): void {
  const paths = files.map(({ path }) => (path.startsWith(`${defaultFolder}/`) ? defaultFolder : path));
  const existing = [...new Set(paths)].filter((path) => exists(join(folder, path)));
  if (existing.length === 0) return;
  throw new CommandError(
    2,
    `${existing.join(', ')}: already in the folder, and init does not replace files; move these files, or run init in another folder`,
  );
}

/**
 * Adds the missing lines at the end of `.gitignore`. Returns no file if no line is missing.
 *
 * @throws CommandError if `.gitignore` can't be read.
 */
export function withIgnoredFiles(folder: string): readonly SynthesizedFile[] {
  const path = '.gitignore';
  const before = exists(join(folder, path)) ? contentOf(folder, path) : '';
  const lines = before.split(/\r?\n/);
  const missing = ignoredFiles.filter((line) => !lines.includes(line));
  if (missing.length === 0) return [];
  const separator = before === '' || before.endsWith('\n') ? '' : '\n';
  return [{ path, content: `${before}${separator}${missing.map((line) => `${line}\n`).join('')}` }];
}

function contentOf(folder: string, path: string): string {
  const content = readRegularFile(join(folder, path));
  if (!content.ok) throw new CommandError(2, `${path}: ${content.reason}`);
  return content.value.toString('utf8');
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
