import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Returns a file's path relative to a folder, with forward slashes. Outside the folder, it is the absolute path. */
export function relativePath(root: string, file: string): string {
  const path = relative(root, resolve(file));
  const isBelow = path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
  return (isBelow ? path : resolve(file)).split(sep).join('/');
}
