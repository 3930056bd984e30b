/**
 * Builds the project with each variant of tools/variants, and compares all goldens: `npm run test:variants`. The variants
 * are other versions of cdktf and of the AWS bindings (docs/decisions/0043-cdktn-and-other-variants.md).
 *
 * Usage: npm run test:variants -- [VARIANT…]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root, switchVariant, variants, variantsFolder } from './switch-variant.mjs';

const tests = [
  '__tests__/fixtures.test.ts',
  '__tests__/several-folders.test.ts',
  '__tests__/resources/synthesize.test.ts',
];

const selected = process.argv.length > 2 ? process.argv.slice(2) : variants;
const unknown = selected.filter((variant) => !variants.includes(variant));
if (unknown.length > 0) {
  console.error(`no variant is called ${unknown.join(', ')}; the variants are ${variants.join(', ')}`);
  process.exit(2);
}

/** Runs a program. Ends this script if the program fails. */
function run(cwd, program, ...programArguments) {
  // The tests of a variant repeat other tests, so CI must not count them.
  const env = { ...process.env, TEST_COUNTS: '' };
  const { status } = spawnSync(program, programArguments, { cwd, env, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${program} ${programArguments.join(' ')} failed in ${cwd}`);
}

/** Returns the names of the packages in a folder `node_modules`, such as `jest` and `@jest/globals`. */
function packagesIn(modules) {
  return readdirSync(modules).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(modules, name)).map((part) => `${name}/${part}`) : [name],
  );
}

/** Gives the folder links to the packages of the variant, and to all others of this project. */
function linkPackages(folder, variant) {
  const ofVariant = join(variantsFolder, variant, 'node_modules');
  if (!existsSync(ofVariant))
    run(join(variantsFolder, variant), 'npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  const own = join(root, 'node_modules');
  const replaced = new Set([...packagesIn(ofVariant), 'cdktf', '@cdktf/provider-aws', '.package-lock.json']);
  const links = [
    ...packagesIn(own)
      .filter((name) => !replaced.has(name))
      .map((name) => [own, name]),
    ...packagesIn(ofVariant)
      .filter((name) => !name.startsWith('.'))
      .map((name) => [ofVariant, name]),
  ];
  for (const [modules, name] of links) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(modules, name), link);
  }
}

for (const variant of selected) {
  const folder = mkdtempSync(join(tmpdir(), `background-jobs-${variant}-`));
  try {
    console.log(`variant ${variant}`);
    switchVariant(variant, folder);
    linkPackages(folder, variant);
    run(folder, process.execPath, 'scripts/build.mjs');
    run(folder, process.execPath, 'node_modules/jest/bin/jest.js', '--silent', ...tests);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
