import { explainOutsideFolder } from '../text/outside-folder';
import { readRegularFile } from '../text/read-regular-file';
import { ImportError } from './import-error';

/**
 * Reads a file of a folder that is imported. A symbolic link must not lead out of the folder.
 *
 * @param folder - The folder that must contain the file.
 * @param maximumMebibytes - The maximum size of the file.
 * @throws ImportError if the file can't be read, is not a regular file, is too large, or is outside the folder
 */
export function readInputFile(file: string, folder: string, maximumMebibytes?: number): Buffer {
  const outside = explainOutsideFolder(file, folder);
  if (outside !== undefined) throw new ImportError(`${file}: ${outside}`);
  const content = readRegularFile(file, maximumMebibytes);
  if (!content.ok) throw new ImportError(`${file}: ${content.reason}`);
  return content.value;
}
