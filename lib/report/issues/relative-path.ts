import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Returns the path of a file, with forward slashes. It is relative to `root`, or absolute for a file outside it. */
export function relativePath(root: string, file: string): string {
  const path = relative(root, resolve(file));
  const isBelow = path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
  return (isBelow ? path : resolve(file)).split(sep).join('/');
}
