import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './say';

const root = join(__dirname, '..', '..');

/** What the e2e suite has from PyPI, each with a requirements.txt in a folder of its name, and how long that takes. */
const installed = { emulator: 'about 10 seconds', checkov: 'about a minute' } as const;
export type Installed = keyof typeof installed;

/**
 * The folder of the programs of a virtual environment of its own, which is made once, in `.cache`, and anew when
 * its pins change.
 */
export function programsOf(name: Installed): string {
  const requirements = join(__dirname, '..', name, 'requirements.txt');
  const version = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const environment = join(root, '.cache', `${name}-${version}`);
  const programs = join(environment, 'bin');
  const done = join(environment, 'installed');
  if (existsSync(done)) return programs;
  say(`installing ${name} (${installed[name]}, once)`);
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(join(environment, '..'), { recursive: true });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  for (const [command, ...commandArguments] of [
    ['python3', '-m', 'venv', environment],
    [join(programs, 'python'), ...pip, '--requirement', requirements],
  ] as const) {
    const { status, stderr, error } = spawnSync(command, commandArguments, { encoding: 'utf8' });
    if (status !== 0)
      throw new Error(`${command} ${commandArguments.join(' ')} failed: ${error?.message ?? stderr}`);
  }
  writeFileSync(done, '');
  return programs;
}

/** Makes all of them, before test files that run side by side would. */
export function installAll(): void {
  programsOf('emulator');
  programsOf('checkov');
}
