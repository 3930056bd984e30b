import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { readRegularFile } from '../../text/read-regular-file';
import { fieldOf } from '../../values/json';

/** The project of the user, as its `package.json` describes it. */
export interface UserProject {
  /** Whether files that end with `.js` are ES modules. */
  readonly isModule: boolean;
  /** The program that runs the tests. */
  readonly testRunner: 'jest' | 'vitest';
  /** Whether the project has the test runner. */
  readonly hasTestRunner: boolean;
  /** The path of the JSON Schema, relative to the folder `env-config`. */
  readonly schemaPath: string;
}

/** Reads the project in a folder. A `package.json` that is missing or invalid has no fields. */
export function readUserProject(folder: string): UserProject {
  const manifest = readManifest(join(folder, 'package.json'));
  const has = (name: string): boolean =>
    ['dependencies', 'devDependencies'].some(
      (group) => fieldOf(fieldOf(manifest, group), name) !== undefined,
    );
  const testRunner = has('vitest') && !has('jest') ? 'vitest' : 'jest';
  return {
    isModule: fieldOf(manifest, 'type') === 'module',
    testRunner,
    hasTestRunner: has(testRunner),
    schemaPath: schemaPathOf(folder),
  };
}

function readManifest(path: string): unknown {
  const content = readRegularFile(path);
  if (!content.ok) return undefined;
  try {
    return JSON.parse(content.value.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Returns the path of the schema in the nearest `node_modules` that has this package. In a monorepo, it can be in a parent. */
function schemaPathOf(folder: string): string {
  const schema = join('node_modules', 'background-jobs', 'schema', 'env-config.schema.json');
  let owner = folder;
  while (!existsSync(join(owner, schema)) && owner !== dirname(owner)) owner = dirname(owner);
  const nearest = existsSync(join(owner, schema)) ? owner : folder;
  return join('..', relative(folder, nearest), schema).split(sep).join('/');
}
