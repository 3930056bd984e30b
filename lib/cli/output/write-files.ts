import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { SynthesizedFile } from '../../resources/stack/synthesize';
import { CommandError } from '../command-error';

/**
 * Writes all files below a folder, or leaves all unchanged. Checks that each target can be written, writes every file
 * under a temporary name, and then renames the files. If the disk is full or a permission is missing, the old files
 * remain. Does not write files whose content is the same as before. Deletes the temporary files of a process that was
 * killed.
 *
 * @throws CommandError if the folder can't be written.
 */
export function writeFiles(folder: string, files: readonly SynthesizedFile[]): void {
  const created: string[] = [];
  const staged: { readonly temporary: string; readonly target: string }[] = [];
  try {
    const targets = files.map(({ path, content }) => ({ target: join(folder, path), content }));
    for (const { target } of targets) checkWritable(folder, target);
    deleteAbandoned(targets.map(({ target }) => target));
    for (const { target, content } of targets) {
      if (contentOf(target) === content) continue;
      createFolder(dirname(target), created);
      const temporary = `${target}.${process.pid}.new`;
      staged.push({ temporary, target });
      writeFileSync(temporary, content);
    }
    for (const { temporary, target } of staged) renameSync(temporary, target);
  } catch (error) {
    for (const { temporary } of staged) deleteIfPossible(temporary);
    created.reverse().forEach(deleteIfEmpty);
    throw new CommandError(
      2,
      `${folder}: can't be written (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

/**
 * Checks the path of a file to write.
 *
 * @throws Error if the path is something other than a regular file, if the path of a parent folder is a file, or if a
 *   symbolic link leads out of the output folder.
 */
function checkWritable(folder: string, target: string): void {
  const existing = isFolder(dirname(target)) ? lstatSync(target, { throwIfNoEntry: false }) : undefined;
  if (existing?.isDirectory() === true) throw new Error(`${target} is a folder`);
  // A symbolic link is allowed, because a rename replaces the link and not its target. A pipe or a device must stay: the
  // rename would replace it too.
  if (existing !== undefined && !existing.isFile() && !existing.isSymbolicLink())
    throw new Error(`${target} is not a regular file`);
  for (let above = dirname(target); ; above = dirname(above)) {
    const found = existsSync(above) ? statSync(above) : undefined;
    if (found?.isDirectory() === false) throw new Error(`${above} is not a folder`);
    if (found !== undefined && existsSync(folder) && isOutside(folder, above))
      throw new Error(`${above} is a symbolic link that leads out of the folder`);
    if (found !== undefined || above === dirname(above)) return;
  }
}

/**
 * Returns whether a path is a folder. A path below a file is not a folder; for such a path, `lstatSync` would throw an
 * error.
 */
function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function isOutside(folder: string, path: string): boolean {
  const between = relative(realpathSync(folder), realpathSync(path));
  return between === '..' || between.startsWith(`..${sep}`) || isAbsolute(between);
}

/**
 * Creates a folder and its missing parents.
 *
 * @param created - Gets the new folders, the outermost first.
 */
function createFolder(folder: string, created: string[]): void {
  if (existsSync(folder)) return;
  createFolder(dirname(folder), created);
  mkdirSync(folder);
  created.push(folder);
}

/** Deletes a file. An error here must not replace the error that ended the writing. */
function deleteIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The file does not exist, because its name is too long, or its folder can't be changed any more.
  }
}

function deleteIfEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Deletes temporary files of these targets, if the process that wrote them has ended. */
function deleteAbandoned(targets: readonly string[]): void {
  const paths = new Set(targets);
  for (const folder of new Set(targets.map((target) => dirname(target)))) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) {
      const [, target = '', processId] = /^(.+)\.(\d+)\.new$/.exec(name) ?? [];
      if (processId !== undefined && paths.has(join(folder, target)) && !isRunning(Number(processId)))
        rmSync(join(folder, name), { force: true });
    }
  }
}

function isRunning(processId: number): boolean {
  if (processId === process.pid) return false;
  try {
    // Signal 0 only checks that the process exists.
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // EPERM: the process exists, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function contentOf(path: string): string | undefined {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
