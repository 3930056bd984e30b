import { realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { explainUnreadable } from './explain-unreadable';

/**
 * Explains why a file must not be read: a symbolic link leads out of its folder. Messages and reports show values of a
 * file, so the repository of a stranger could otherwise print any file of the machine.
 *
 * @param folder - The folder that must contain the file. It may be a link itself, because the user names it.
 * @returns The end of a sentence that begins with the path; `undefined` if the file is in the folder.
 */
export function explainOutsideFolder(path: string, folder: string): string | undefined {
  let fromFolder: string;
  try {
    fromFolder = relative(realpathSync(folder), realpathSync(path));
  } catch (error) {
    return explainUnreadable(error, 'file');
  }
  if (fromFolder !== '..' && !fromFolder.startsWith(`..${sep}`) && !isAbsolute(fromFolder)) return undefined;
  return 'the symbolic link leads out of the folder; replace it with a copy of the file, or with a link to a file in the folder';
}
