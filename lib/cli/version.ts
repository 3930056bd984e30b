import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fieldOf } from '../values/json';

/**
 * Returns the version of this package. Reads the nearest package.json above this file, whether the file is compiled or not.
 *
 * @throws Error if no package.json has a version.
 */
export function packageVersion(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (!existsSync(file)) continue;
    const version = fieldOf(JSON.parse(readFileSync(file, 'utf8')), 'version');
    if (typeof version === 'string') return version;
  }
  throw new Error('the package has no package.json with a version');
}
