import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { explainUnreadable } from './explain-unreadable';
import { failure, success, type Result } from './result';

/**
 * Maximum size in MiB of a file that a command reads: a configuration file, an event, or arrivals of messages. A
 * configuration of 10,000 jobs has about 2 MB.
 */
const maximumInputFileMebibytes = 4;
/** The same maximum in bytes. */
export const maximumInputFileBytes = maximumInputFileMebibytes * 1024 * 1024;

/**
 * Reads a regular file. Other files, such as pipes and devices, are not read, because reading them may never end.
 *
 * @param path - The path of the file; a symbolic link is followed.
 * @param maximumMebibytes - The maximum size of the file.
 * @returns The content, or the end of a sentence that begins with the path.
 */
export function readRegularFile(path: string, maximumMebibytes = maximumInputFileMebibytes): Result<Buffer> {
  let file: number;
  try {
    // Without O_NONBLOCK, opening a pipe waits for a writer. Windows has no such pipes, and no such flag.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK || 0));
  } catch (error) {
    return failure(explainUnreadable(error, 'file'));
  }
  try {
    const stats = fstatSync(file);
    if (stats.isDirectory()) return failure(explainUnreadable({ code: 'EISDIR' }, 'file'));
    if (!stats.isFile())
      return failure('the path is a pipe, a socket or a device; replace it with a regular file');
    const maximumBytes = maximumMebibytes * 1024 * 1024;
    const bytes = readAtMost(file, maximumBytes + 1);
    if (bytes.length > maximumBytes)
      return failure(
        `the file is larger than ${maximumMebibytes} MiB, the maximum that this program reads; divide the file`,
      );
    return success(bytes);
  } catch (error) {
    return failure(explainUnreadable(error, 'file'));
  } finally {
    closeSync(file);
  }
}

/** Reads until the end of the file or the maximum, because the size of some files is only known after they are read. */
function readAtMost(file: number, maximumBytes: number): Buffer {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total < maximumBytes) {
    const chunk = Buffer.alloc(Math.min(65_536, maximumBytes - total));
    const count = readSync(file, chunk);
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    total += count;
  }
  return Buffer.concat(chunks);
}
