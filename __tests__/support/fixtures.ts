import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', 'fixtures');

/** A copy of the example at the top of the repository, which users edit: no test depends on theirs. */
export const exampleConfig = join(folder, 'example', 'env-config');

/** A configuration and what is expected of it: Terraform JSON per environment, or the issues. */
export interface Fixture {
  readonly name: string;
  readonly config: string;
  readonly folder: string;
}

/** The fixtures whose configuration is right. */
export function validFixtures(): readonly Fixture[] {
  return all().filter(({ folder: fixture }) => !existsSync(join(fixture, 'issues.txt')));
}

/** The fixtures whose configuration is wrong. */
export function invalidFixtures(): readonly Fixture[] {
  return all().filter(({ folder: fixture }) => existsSync(join(fixture, 'issues.txt')));
}

function all(): readonly Fixture[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const fixture = join(folder, name);
      return { name, folder: fixture, config: join(fixture, 'env-config') };
    });
}

/**
 * The bytes that are expected, or, when goldens are renewed (`npm run goldens`), what was made, written down as
 * expected.
 */
export function golden(path: string, made: string, renew = process.env['RENEW_GOLDENS'] === '1'): string {
  if (renew) {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, made);
  }
  return existsSync(path) ? readFileSync(path, 'utf8') : `there is no ${path}; npm run goldens writes it`;
}
