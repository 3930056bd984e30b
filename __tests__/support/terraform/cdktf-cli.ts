import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asRecord, at, parsed } from '../stack-json';
import type { TerraformResult } from './terraform';

const root = join(__dirname, '..', '..', '..');

/** The folder whose lock file pins cdktf-cli. The CLI is not a dependency of this project, because of its size. */
const folder = join(root, 'tools', 'cdktf-cli');

const program = join(folder, 'node_modules', '.bin', 'cdktf');

/** The CLI and its version, for example `cdktf-cli@0.21.0`. */
export const cdktfCli = Object.entries(
  asRecord(at(parsed(readFileSync(join(folder, 'package.json'), 'utf8')), 'dependencies')),
)
  .map(([name, version]) => `${name}@${String(version)}`)
  .join(' ');

/**
 * Runs cdktf's CLI on this project. Installs it first if it is missing.
 *
 * @param environment Environment variables in addition to the inherited ones.
 */
export function runCdktf(
  cdktfArguments: readonly string[],
  environment: Readonly<NodeJS.ProcessEnv>,
): Promise<TerraformResult> {
  if (!existsSync(program))
    execFileSync('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund'], { stdio: 'pipe' });
  return new Promise((settle, fail) => {
    const child = spawn(program, [...cdktfArguments], {
      cwd: root,
      env: { ...process.env, CHECKPOINT_DISABLE: '1', CI: '1', FORCE_COLOR: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', fail);
    child.on('close', (status) => {
      settle({ status, output });
    });
  });
}
