import { expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import type { TemporaryFolder } from '../../support/run-program';

/** The arguments with which npm installs an archive and other packages. */
export const install = [
  'install',
  '--save-dev',
  '--no-audit',
  '--no-fund',
  '--ignore-scripts',
  '--prefer-offline',
];

/** The packed package, and the folder for the repositories of users. */
export interface PackedPackage {
  readonly folder: TemporaryFolder;
  /** The path of the archive. */
  readonly archive: string;
}

/** Runs a program in a folder. Fails if it exits with another status. */
export function runIn(
  cwd: string,
  program: string,
  programArguments: readonly string[],
  expected = 0,
): string {
  const { status, stdout, stderr } = spawnSync(program, programArguments, {
    cwd,
    encoding: 'utf8',
    // Variables of npm would make npm and npx look into this repository.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], CI: '1', FORCE_COLOR: '0' },
  });
  const output = `${stdout}${stderr}`;
  expect([programArguments.join(' '), status, output]).toEqual([
    programArguments.join(' '),
    expected,
    output,
  ]);
  return output;
}
