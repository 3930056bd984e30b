import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './say';

const root = join(__dirname, '..', '..');
const folder = join(__dirname, '..', 'emulator');

/**
 * The emulator's Python, in a virtual environment of the bench's own that is made once. It is jest's global set-up too,
 * so that it is there before the test files run side by side.
 */
export default function installEmulator(): string {
  const requirements = join(folder, 'requirements.txt');
  const version = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const environment = join(root, '.cache', `emulator-${version}`);
  const python = join(environment, 'bin', 'python');
  const done = join(environment, 'installed');
  if (existsSync(done)) return python;
  say('installing the emulator (about 10 seconds, once)');
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(join(environment, '..'), { recursive: true });
  for (const [command, ...commandArguments] of [
    ['python3', '-m', 'venv', environment],
    [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements],
  ] as const) {
    const { status, stderr, error } = spawnSync(command, commandArguments, { encoding: 'utf8' });
    if (status !== 0)
      throw new Error(`${command} ${commandArguments.join(' ')} failed: ${error?.message ?? stderr}`);
  }
  writeFileSync(done, '');
  return python;
}
