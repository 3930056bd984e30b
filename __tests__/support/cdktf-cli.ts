import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { TerraformResult } from './terraform';

const root = join(__dirname, '..', '..');

/** The CLI with the version of our cdktf library. It is not a dependency, because users can choose not to install it. */
export const cdktfCli = 'cdktf-cli@0.21.0';

/**
 * Runs cdktf's CLI on this project.
 *
 * @param environment Environment variables in addition to the inherited ones.
 */
export function runCdktf(
  cdktfArguments: readonly string[],
  environment: Readonly<NodeJS.ProcessEnv>,
): Promise<TerraformResult> {
  return new Promise((settle, fail) => {
    const child = spawn('npx', ['--yes', cdktfCli, ...cdktfArguments], {
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
