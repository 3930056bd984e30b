import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fixturesFolder = join(__dirname, '..', 'fixtures');

/** A copy of the example in `env-config/`, because users edit that one and tests must not depend on it. */
export const exampleConfig = join(fixturesFolder, 'example', 'env-config');

/** A configuration with its expected output: Terraform JSON for each environment, or issues. */
export interface Fixture {
  /** The name of its folder. */
  readonly name: string;
  /** The path of its `env-config` folder. */
  readonly config: string;
  /** The path of its folder. */
  readonly folder: string;
}

/** Returns the fixtures with a valid configuration. */
export function validFixtures(): readonly Fixture[] {
  return allFixtures().filter(({ folder: fixture }) => !existsSync(join(fixture, 'issues.txt')));
}

/** Returns the fixtures with an invalid configuration. */
export function invalidFixtures(): readonly Fixture[] {
  return allFixtures().filter(({ folder: fixture }) => existsSync(join(fixture, 'issues.txt')));
}

function allFixtures(): readonly Fixture[] {
  return readdirSync(fixturesFolder)
    .sort()
    .map((name) => {
      const fixture = join(fixturesFolder, name);
      return { name, folder: fixture, config: join(fixture, 'env-config') };
    });
}

/**
 * Returns the content of a golden file.
 *
 * @param actual The content that the test produced.
 * @param renew Whether to write `actual` to the file first. @default true in `npm run goldens`
 */
export function golden(path: string, actual: string, renew = process.env['RENEW_GOLDENS'] === '1'): string {
  if (renew) {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, actual);
  }
  return existsSync(path) ? readFileSync(path, 'utf8') : `${path} does not exist; npm run goldens creates it`;
}
