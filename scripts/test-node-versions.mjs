/**
 * Runs the built program with each version of Node of tools/node-versions: `npm run test:node-versions`. The output for a
 * fixture must have the bytes of its goldens, and Node must print no warning. The tests themselves run with one version
 * (docs/decisions/0043-cdktn-and-other-variants.md).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const versions = join(root, 'tools', 'node-versions');
const fixture = join(root, '__tests__', 'fixtures', 'every-field');
const config = join(fixture, 'env-config');
const program = join('bin', 'background-jobs.js');

/** Runs a version of Node, and returns what it prints. */
function run(node, ...nodeArguments) {
  const { status, stdout, stderr } = spawnSync(node, nodeArguments, { cwd: root, encoding: 'utf8' });
  if (status !== 0 || stderr !== '')
    throw new Error(`${nodeArguments.join(' ')} failed or warned with ${node}\n${stdout}${stderr}`);
  return stdout.trim();
}

if (!existsSync(join(versions, 'node_modules'))) {
  const install = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', install, { cwd: versions, stdio: 'inherit' });
}
execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
const { dependencies } = JSON.parse(readFileSync(join(versions, 'package.json'), 'utf8'));
for (const name of Object.keys(dependencies)) {
  const node = join(versions, 'node_modules', name, 'bin', 'node');
  const out = mkdtempSync(join(tmpdir(), 'background-jobs-node-'));
  try {
    run(node, program, 'validate', '--config', config);
    run(node, program, 'list', '--config', config);
    run(node, program, 'synth', '--config', config, '--out', out);
    for (const golden of readdirSync(join(fixture, 'expected'))) {
      const stack = join(out, 'stacks', golden.replace('.tf.json', ''), 'cdk.tf.json');
      if (readFileSync(stack, 'utf8') !== readFileSync(join(fixture, 'expected', golden), 'utf8'))
        throw new Error(`${stack} does not have the bytes of ${golden} with ${node}`);
    }
    console.log(`Node ${run(node, '--version')}: no warnings, and the same bytes`);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
