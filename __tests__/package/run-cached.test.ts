import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { TemporaryFolder } from '../support/run-program';

const root = join(__dirname, '..', '..');

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
  mkdirSync(join(folder.path, 'bin'));
  for (const file of ['bin/background-jobs.js', 'bin/run-cached.js', 'package.json'])
    copyFileSync(join(root, file), join(folder.path, file));
});
afterEach(() => {
  folder.remove();
});

const checksumOf = (digit: string) => digit.repeat(64);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Writes a program of one file that prints a text. */
function writeProgram(text: string, digit = '0'): void {
  folder.write({
    'dist/program/program.js': `// ${checksumOf(digit)}\nconst print = () => process.stdout.write('${text}');\nprint();\n`,
  });
}

function start() {
  const launcher = join(folder.path, 'bin', 'background-jobs.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher], { encoding: 'utf8' });
  return { status, out: stdout, error: stderr };
}

function caches(): readonly string[] {
  const files = readdirSync(join(folder.path, 'dist', 'program'));
  return files.filter((file) => file !== 'program.js');
}

function cachePath(): string {
  return join(folder.path, 'dist', 'program', caches()[0] ?? '');
}

const started = (out: string) => ({ status: 0, out, error: '' });

describe('the program in one file', () => {
  test('writes its code cache at the first run, and keeps it at the second', () => {
    writeProgram('one');
    expect(start()).toEqual(started('one'));
    expect(caches()).toEqual([`program.js.${process.version}.${process.arch}.cache`]);
    const { ino } = statSync(cachePath());
    expect(start()).toEqual(started('one'));
    expect(statSync(cachePath()).ino).toBe(ino);
  });

  test('is preferred to the compiled files', () => {
    folder.write({ 'dist/lib/cli/bin.js': 'process.stdout.write("compiled")' });
    writeProgram('one');
    expect(start()).toEqual(started('one'));
  });

  test('runs the code of the cache', () => {
    writeProgram('one');
    start();
    // V8 compares only the length of the source. This shows that the second run uses the cache.
    writeProgram('two');
    expect(start()).toEqual(started('one'));
  });

  test('does not use the cache of another program of the same length', () => {
    writeProgram('one');
    start();
    writeProgram('two', '1');
    expect(start()).toEqual(started('two'));
    expect(readFileSync(cachePath(), 'latin1').slice(0, 64)).toBe(checksumOf('1'));
  });

  test.each([
    ['empty', ''],
    ['of another version of V8', `${checksumOf('0')}${sha256('x'.repeat(200))}${'x'.repeat(200)}`],
    ['cut off', checksumOf('0')],
  ])('replaces a cache that is %s', (_, content) => {
    writeProgram('one');
    start();
    writeFileSync(cachePath(), content);
    expect(start()).toEqual(started('one'));
    expect(statSync(cachePath()).size).toBeGreaterThan(300);
  });

  test('does not use a cache of which a byte has changed', () => {
    writeProgram('one');
    start();
    const damaged = readFileSync(cachePath());
    damaged.writeUInt8(damaged.readUInt8(damaged.length - 1) ^ 1, damaged.length - 1);
    writeFileSync(cachePath(), damaged);
    // With the cache, the program would print "one".
    writeProgram('two');
    expect(start()).toEqual(started('two'));
  });

  test.each([0o666, 0o664])('does not use a cache that other users can write (%o)', (mode) => {
    writeProgram('one');
    start();
    chmodSync(cachePath(), mode);
    writeProgram('two');
    expect(start()).toEqual(started('two'));
    expect(statSync(cachePath()).mode & 0o022).toBe(0);
  });

  test('runs without a cache if it can not write the cache', () => {
    writeProgram('one');
    const cache = `program.js.${process.version}.${process.arch}.cache`;
    folder.write({ [`dist/program/${cache}/file`]: '' });
    expect(start()).toEqual(started('one'));
    expect(caches()).toEqual([cache]);
  });

  test('has no cache without a checksum', () => {
    folder.write({ 'dist/program/program.js': 'process.stdout.write("one")' });
    expect(start()).toEqual(started('one'));
    expect(caches()).toEqual([]);
  });

  test('keeps the exit status, and writes the cache after an error too', () => {
    folder.write({ 'dist/program/program.js': `// ${checksumOf('0')}\nprocess.exitCode = 2;\n` });
    expect(start()).toEqual({ status: 2, out: '', error: '' });
    folder.write({ 'dist/program/program.js': `// ${checksumOf('1')}\nthrow new TypeError('a defect');\n` });
    const { status, error } = start();
    expect(status).toBe(1);
    // The line number is the one in the file.
    expect(error).toContain('program.js:2');
    expect(error).toContain('TypeError: a defect');
  });

  test('can load a package beside it', () => {
    folder.write({
      'dist/program/program.js': `// ${checksumOf('0')}\nprocess.stdout.write(require('one'));\n`,
      'node_modules/one/index.js': 'module.exports = "loaded"',
    });
    expect(start()).toEqual(started('loaded'));
  });
});
