import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { run, smallConfig, TemporaryFolder } from '../support/run-program';
import { at } from '../support/stack-json';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder().write(smallConfig);
});
afterEach(() => {
  folder.remove();
});
const runIn = (...more: readonly string[]) =>
  run('synth', '--config', join(folder.path, 'env-config'), '--module', ...more);
const synth = (...more: readonly string[]) => runIn('--out', join(folder.path, 'out'), ...more);
const filesOf = (name: string) =>
  ['README.md', 'main.tf.json', 'outputs.tf.json', 'variables.tf.json', 'versions.tf.json'].map(
    (file) => `${name}/${file}`,
  );

describe('background-jobs synth --module', () => {
  test('writes a module for each environment, and prints its path and jobs', () => {
    const { status, out, error } = synth();
    expect({ status, error }).toEqual({ status: 0, error: '' });
    expect(out.replaceAll(folder.path, '…')).toBe(`dev  …/out/dev
  import   file upload  s3://uploads/*             ECS cluster
  nightly  scheduled    cron(0 4 * * ? *) Etc/UTC  state machine

prod  …/out/prod
  import   file upload  s3://uploads/*             ECS cluster
  nightly  scheduled    cron(0 4 * * ? *) Etc/UTC  state machine (disabled)
`);
    expect(Object.keys(folder.files('out'))).toEqual([...filesOf('dev'), ...filesOf('prod')]);
  });

  test('prints the same as JSON', () => {
    const json: unknown = JSON.parse(synth('--format', 'json').out.replaceAll(folder.path, '…'));
    expect(at(json, 'environments', 1, 'path')).toBe('…/out/prod');
  });

  test('replaces its own files, even if Git changed the ends of lines', () => {
    synth();
    const first = folder.files('out');
    folder.write(
      Object.fromEntries(
        Object.entries(first).map(([path, content]) => [`out/${path}`, content.replaceAll('\n', '\r\n')]),
      ),
    );
    expect(synth()).toMatchObject({ status: 0, error: '' });
    expect(folder.files('out')).toEqual(first);
  });

  test('with --environment, writes only that module', () => {
    synth();
    const before = folder.files('out');
    folder.write({
      'env-config/defaults.yml': smallConfig['env-config/defaults.yml'].replace('nightly:', 'daily:'),
    });
    folder.write({ 'env-config/prod.yml': '' });
    expect(synth('--environment', 'dev')).toMatchObject({ status: 0, error: '' });
    const after = folder.files('out');
    expect(after['dev/main.tf.json']).not.toBe(before['dev/main.tf.json']);
    for (const file of filesOf('prod')) expect(after[file]).toBe(before[file]);
  });

  test('writes nothing if the configuration has an error', () => {
    folder.write({ 'env-config/dev.yml': 'x: 1' });
    expect(synth()).toMatchObject({ status: 1, error: expect.stringContaining('nothing was written') });
    expect(existsSync(join(folder.path, 'out'))).toBe(false);
  });
});

test('an output folder that is a file is one sentence, and the file stays', () => {
  folder.write({ out: 'my own text' });
  const { status, out, error } = synth();
  expect({ status, out, error: error.replaceAll(folder.path, '…') }).toEqual({
    status: 2,
    out: '',
    error: "…/out: can't be written (…/out is not a folder)\n",
  });
  expect(folder.files('.')['out']).toBe('my own text');
});

describe('a file that the program did not generate', () => {
  test.each(filesOf('prod'))('is not replaced: %s', (file) => {
    synth();
    folder.write({ [`out/${file}`]: 'my own text', 'env-config/dev.yml': 'tags: { a: b }\n' });
    const before = folder.files('out');
    const { status, out, error } = synth();
    expect({ status, out, error: error.replaceAll(folder.path, '…') }).toEqual({
      status: 2,
      out: '',
      error: `…/out/${file}: background-jobs did not generate this file, and does not replace it; name another folder with --out, or delete the file\n`,
    });
    expect(folder.files('out')).toEqual(before);
  });

  test('is not replaced if it only quotes the comment of a generated file', () => {
    synth();
    const quoted = `My notes:\n${folder.files('out')['dev/README.md'] ?? ''}`;
    folder.write({ 'out/dev/README.md': quoted });
    expect(synth().status).toBe(2);
    expect(folder.files('out')['dev/README.md']).toBe(quoted);
  });

  test('is not replaced if it is a symbolic link without a target', () => {
    mkdirSync(join(folder.path, 'out/dev'), { recursive: true });
    symlinkSync('nowhere', join(folder.path, 'out/dev/main.tf.json'));
    expect(synth()).toMatchObject({
      status: 2,
      error: expect.stringContaining('did not generate this file'),
    });
  });

  test('remains if it has another name', () => {
    folder.write({ 'out/dev/notes.md': 'mine', 'out/main.tf': '# mine' });
    expect(synth()).toMatchObject({ status: 0, error: '' });
    expect(folder.files('out')).toMatchObject({ 'dev/notes.md': 'mine', 'main.tf': '# mine' });
  });
});

describe('the module of a removed environment', () => {
  const removeProd = () => {
    rmSync(join(folder.path, 'env-config/prod.yml'));
  };

  test('remains, and a note has the action for the user', () => {
    synth();
    const before = folder.files('out');
    removeProd();
    const { status, error } = synth();
    expect({ status, error: error.replaceAll(folder.path, '…') }).toEqual({
      status: 0,
      error:
        '…/out/prod: no environment has this module any more; remove its module block, run terraform apply, and then delete the folder\n',
    });
    expect(folder.files('out')).toEqual(before);
  });

  test('is not mentioned with --environment', () => {
    synth();
    removeProd();
    expect(synth('--environment', 'dev').error).toBe('');
  });

  test('is never a folder without a generated file', () => {
    folder.write({ 'out/network/main.tf.json': '{}', 'out/docs/README.md': 'mine' });
    expect(synth().error).toBe('');
  });
});

describe('wrong options', () => {
  test.each<readonly [string, readonly string[], RegExp]>([
    ['an empty folder', ['--out', ''], /^--out: the value is empty; pass the path of a folder\n/],
    ['a value of --module', ['--module=yes'], /--module/],
    ['an unknown format', ['--format', 'hcl'], /--format/],
    ['an unknown option', ['--modul'], /unknown option '--modul'/],
    ['an unknown environment', ['--environment', 'pord'], /pord.*prod/],
  ])('%s is rejected', (_, options, message) => {
    const { status, out, error } = runIn(...options);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(error).toMatch(message);
  });

  test('an output folder in the configuration is rejected', () => {
    const { status, error } = runIn('--out', join(folder.path, 'env-config/modules'));
    expect({ status, error }).toMatchObject({ status: 2, error: expect.stringContaining('--out') });
    expect(existsSync(join(folder.path, 'env-config/modules'))).toBe(false);
  });
});
