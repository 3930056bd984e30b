import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printProgress } from './print-progress';

const root = join(__dirname, '..', '..');

/** Programs from PyPI, with the folder of their requirements.txt and the duration of their installation. */
const packageSets = {
  emulator: { folder: 'e2e/emulator', duration: 'about 10 seconds' },
  checkov: { folder: 'e2e/checkov', duration: 'about a minute' },
  'ci-files': { folder: 'tools/ci-files', duration: 'about 10 seconds' },
} as const;
/** The name of a set of programs. */
export type PackageSet = keyof typeof packageSets;

/**
 * Returns the folder of the programs in a virtual environment. Creates it in `.cache`, once for each version of the
 * requirements.
 */
export function installedPrograms(name: PackageSet): string {
  const { folder, duration } = packageSets[name];
  const requirements = join(root, folder, 'requirements.txt');
  const version = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const environment = join(root, '.cache', `${name}-${version}`);
  const programs = join(environment, 'bin');
  const done = join(environment, 'installed');
  if (existsSync(done)) return programs;
  printProgress(`installing ${name} (${duration}, once)`);
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

/** Installs the programs of the e2e suite once, so that parallel test files do not install them. */
export function installPackages(): void {
  installedPrograms('emulator');
  installedPrograms('checkov');
}
