import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { TerraformResult } from './terraform';

const root = join(__dirname, '..', '..');

/** The version that cdktf's library has here; it is the user's own choice and no dependency of ours. */
export const cdktfCli = 'cdktf-cli@0.21.0';

/** Runs cdktf's own command on this project, with what its environment holds besides what it inherits. */
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
