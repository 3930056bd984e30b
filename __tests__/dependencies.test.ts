import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagesToReview } from '../scripts/docs/licenses';
import { lockedPackages } from '../scripts/docs/locked-packages';
import { asRecord, at, parsed } from './support/stack-json';

const root = join(__dirname, '..');
const ours = lockedPackages(join(root, 'package-lock.json'));
const toolFolders = [
  'tools/cdktf-cli',
  'tools/node-versions',
  ...readdirSync(join(root, 'tools', 'variants')).map((name) => `tools/variants/${name}`),
];
const tools = toolFolders.flatMap((folder) => lockedPackages(join(root, folder, 'package-lock.json')));

describe('the packages of the lock files', () => {
  test('have licenses that were accepted', () => {
    expect(packagesToReview(ours)).toEqual([]);
    expect(packagesToReview(tools.map((locked) => ({ ...locked, usedBy: 'tests' as const })))).toEqual([]);
  });

  test('have a checksum, unless another archive contains them', () => {
    const unverified = [...ours, ...tools].filter(
      ({ integrity, bundledIn }) => integrity === undefined && bundledIn === undefined,
    );
    expect(unverified).toEqual([]);
  });

  test('have exact versions in package.json', () => {
    for (const folder of ['.', ...toolFolders]) {
      const manifest = parsed(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      const declared = { ...asRecord(manifest) };
      for (const group of ['dependencies', 'devDependencies'])
        for (const version of Object.values(asRecord(declared[group] ?? {})))
          expect(version).toMatch(/^(npm:[a-z0-9-]+@)?\d+\.\d+\.\d+$/);
    }
  });

  test('include the library and the CLI of cdktf in the same version', () => {
    const cli = parsed(readFileSync(join(root, 'tools', 'cdktf-cli', 'package.json'), 'utf8'));
    const library = ours.find(({ folder }) => folder === 'node_modules/cdktf');
    expect(at(cli, 'dependencies', 'cdktf-cli')).toBe(library?.version);
  });
});

describe('a license', () => {
  const locked = {
    folder: 'node_modules/new',
    name: 'new',
    version: '1.0.0',
    bundledIn: undefined,
    integrity: 'sha512-x',
  };

  test.each([
    [
      'that requires to publish changes to a service is not accepted at runtime',
      'AGPL-3.0-or-later',
      'program' as const,
      1,
    ],
    [
      'that requires to publish changes to a service is accepted in tests',
      'AGPL-3.0-or-later',
      'tests' as const,
      0,
    ],
    ['that is missing is not accepted', undefined, 'tests' as const, 1],
    ['that nobody has read is not accepted', 'Custom-1.0', 'tests' as const, 1],
  ])('%s', (_, license, usedBy, count) => {
    expect(packagesToReview([{ ...locked, license, usedBy }])).toHaveLength(count);
  });
});
