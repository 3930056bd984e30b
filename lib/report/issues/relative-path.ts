import { isAbsolute, relative, resolve, sep } from 'node:path';

/** The file as it is named from a folder, with forward slashes; its absolute path where it is not below the folder. */
export function pathIn(root: string, file: string): string {
  const path = relative(root, resolve(file));
  const isBelow = path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
  return (isBelow ? path : resolve(file)).split(sep).join('/');
}
