import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@swc/core';
import { TemporaryFolder } from '../support/run-program';

const root = join(__dirname, '..', '..');

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
  mkdirSync(join(folder.path, 'bin'));
  copyFileSync(join(root, 'bin', 'background-jobs.js'), join(folder.path, 'bin', 'background-jobs.js'));
  copyFileSync(join(root, 'package.json'), join(folder.path, 'package.json'));
});
afterEach(() => {
  folder.remove();
});

/** Starts the program, with a version of Node that `before` sets. */
function start(before = '') {
  const file = JSON.stringify(join(folder.path, 'bin', 'background-jobs.js'));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', `${before}require(${file})`], {
    encoding: 'utf8',
  });
  return { status, out: stdout, error: stderr.replaceAll(folder.path, 'clone') };
}

const versionOfNode = (version: string) =>
  `Object.defineProperty(process.versions, 'node', { value: '${version}' });`;

describe('the file that starts the program', () => {
  test.each(['8.17.0', '18.20.8', '20.11.1'])('rejects Node %s in one sentence', (version) => {
    expect(start(versionOfNode(version))).toEqual({
      status: 2,
      out: '',
      error: `background-jobs needs Node 20.12 or later, and this is Node ${version}; install a later version\n`,
    });
  });

  test.each(['20.12.0', '22.0.0', '100.1.0'])('accepts Node %s', (version) => {
    folder.write({ 'dist/lib/cli/bin.js': 'process.stdout.write("started")' });
    expect(start(versionOfNode(version))).toEqual({ status: 0, out: 'started', error: '' });
  });

  test('has only syntax that an old Node can parse', async () => {
    const source = readFileSync(join(root, 'bin', 'background-jobs.js'), 'utf8');
    await expect(parse(source, { syntax: 'ecmascript', target: 'es5' })).resolves.toBeDefined();
    expect(source).not.toMatch(/=>|\b(const|let|class) |\?\?|\?\./);
  });

  test('prints the command that builds a clone', () => {
    expect(start()).toEqual({
      status: 2,
      out: '',
      error:
        'background-jobs is not built, because clone/dist/lib/cli/bin.js does not exist; run npm ci in clone\n',
    });
  });

  test('prints an error of the installation without a stack trace', () => {
    folder.write({
      'dist/lib/cli/bin.js': 'const e = new Error("no cdktf"); e.name = "InstallationError"; throw e',
    });
    expect(start()).toEqual({ status: 2, out: '', error: 'no cdktf\n' });
  });

  test('throws every other error', () => {
    folder.write({ 'dist/lib/cli/bin.js': 'throw new TypeError("a bug")' });
    expect(start()).toMatchObject({ status: 1, error: expect.stringContaining('TypeError: a bug') });
  });
});
