/**
 * Explains in words why a file or folder can't be read, without the code of the operating system.
 *
 * @param error - What a function of `node:fs` has thrown.
 * @param expected - What the path must be.
 * @returns The end of a sentence that begins with the path.
 */
export function explainUnreadable(error: unknown, expected: 'file' | 'folder'): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return `the ${expected} does not exist; check the path`;
    case 'ENOTDIR':
      return expected === 'folder'
        ? 'the path is not a folder; name the folder that contains the file'
        : 'the path goes through a file; check the path';
    case 'EISDIR':
      return 'the path is a folder, but must be a file; rename it, or check the path';
    case 'EACCES':
    case 'EPERM':
      return `the ${expected} can't be read, because you have no permission`;
    case 'ELOOP':
      return 'the symbolic link leads back to itself; replace the link with a file';
    default:
      return `the ${expected} can't be read (${String(error)})`;
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
