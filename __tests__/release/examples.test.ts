import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadEnvironments } from '../../lib';
import { asRecord, at, parsed } from '../support/stack-json';

const root = resolve(__dirname, '..', '..');
const manifestIn = (folder: string) => parsed(readFileSync(join(root, folder, 'package.json'), 'utf8'));
const own = manifestIn('.');

/** The folders of configurations in the examples, which one command reads together. */
const configurations = [
  ['cdktf-app', ['env-config']],
  ['ci', ['env-config']],
  ['monorepo', ['apps/web/env-config', 'apps/api/env-config']],
] as const;

describe('the examples', () => {
  test.each(configurations)('have valid configurations: %s', (name, folders) => {
    const { environments, issues } = loadEnvironments(
      folders.map((folder) => join(root, 'examples', name, folder)),
    );
    expect(issues).toEqual([]);
    expect(environments).toHaveLength(2 * folders.length);
  });

  test.each(['cdktf-app', 'ci', 'monorepo'])('have the versions of this repository: %s', (name) => {
    const { 'background-jobs': range, ...others } = asRecord(
      at(manifestIn(join('examples', name)), 'devDependencies'),
    );
    expect(range).toBe(`^${String(at(own, 'version'))}`);
    const lock = parsed(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    const locked = asRecord(at(lock, 'packages'));
    const different = Object.entries(others).filter(([each, version]) => {
      const here = locked[`node_modules/${each}`];
      return here !== undefined && at(here, 'version') !== version;
    });
    expect(different).toEqual([]);
  });

  test('are not in the package', () => {
    expect(at(own, 'files')).not.toContain('examples');
    expect(readdirSync(join(root, 'examples')).sort()).toEqual([
      'cdktf-app',
      'ci',
      'hcl-root',
      'leaving',
      'monorepo',
    ]);
  });
});
