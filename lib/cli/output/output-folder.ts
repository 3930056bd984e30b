import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { CommandError } from '../command-error';

/**
 * Rejects an output folder that is a configuration folder or inside one. Deleting the output, or writing a file such as
 * `manifest.json`, must not change the configuration.
 *
 * @param option - The option or variable with its value, for the message.
 * @throws CommandError if the output would be in a configuration folder.
 */
export function rejectOutputInConfiguration(option: string, out: string, folders: readonly string[]): void {
  const output = realPath(out);
  const folder = folders.find((each) => {
    const path = relative(realPath(each), output);
    return path === '' || (path !== '..' && !path.startsWith(`..${sep}`) && resolve(path) !== path);
  });
  if (folder === undefined) return;
  throw new CommandError(
    2,
    `${option}: the output must not be in the configuration folder ${folder}; name another folder`,
  );
}

/** Returns the absolute path without symbolic links. The end of the path may not exist yet. */
function realPath(path: string): string {
  const absolute = resolve(path);
  if (existsSync(absolute)) return realpathSync(absolute);
  const above = dirname(absolute);
  return above === absolute ? absolute : join(realPath(above), basename(absolute));
}
