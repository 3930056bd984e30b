import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { maximumInputFileBytes } from '../../lib/text/read-regular-file';
import { run, smallConfig, TemporaryFolder } from '../support/run-program';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder().write(smallConfig).write({ 'secret.txt': 'not a configuration: secret' });
});
afterEach(() => {
  folder.remove();
});
const path = (name: string) => join(folder.path, name);
const validate = () => {
  const { status, error } = run('validate', '--config', path('env-config'));
  return { status, error: error.replaceAll(`${folder.path}/`, '') };
};
const makePipe = (name: string) => execFileSync('mkfifo', [path(name)]);

describe('a configuration file', () => {
  test('must not be a pipe, which may never end', () => {
    makePipe('env-config/test.yml');
    expect(validate()).toEqual({
      status: 2,
      error:
        'env-config/test.yml: the path is a pipe, a socket or a device; replace it with a regular file\n',
    });
  });

  test.each([
    ['a file outside the folder', 'secret.txt'],
    ['a device', '/dev/zero'],
    ['a file outside the folder, by a path through the folder', 'env-config/../secret.txt'],
  ])('must not be a symbolic link to %s', (_, target) => {
    symlinkSync(target.startsWith('/') ? target : path(target), path('env-config/test.yml'));
    const { status, error } = validate();
    expect({ status, error }).toEqual({
      status: 2,
      error:
        'env-config/test.yml: the symbolic link leads out of the folder; replace it with a copy of the file, or with a link to a file in the folder\n',
    });
  });

  test('must not be a symbolic link to itself', () => {
    symlinkSync('test.yml', path('env-config/test.yml'));
    expect(validate().error).toContain('test.yml: the symbolic link leads back to itself');
  });

  test('may be a symbolic link within the folder, as in a mounted ConfigMap of Kubernetes', () => {
    folder.write({ 'env-config/..data/prod': '' });
    renameSync(path('env-config/prod.yml'), path('env-config/..data/prod'));
    symlinkSync(join('..data', 'prod'), path('env-config/prod.yml'));
    expect(validate()).toMatchObject({ status: 0 });
  });

  test('may be in a folder that is a symbolic link', () => {
    symlinkSync(path('env-config'), path('link'));
    expect(run('validate', '--config', path('link'))).toMatchObject({ status: 0 });
  });

  test('has a maximum size', () => {
    const config = smallConfig['env-config/prod.yml'];
    const padded = (size: number) => config + '#'.repeat(size - config.length);
    folder.write({ 'env-config/prod.yml': padded(maximumInputFileBytes) });
    expect(validate()).toMatchObject({ status: 0 });
    folder.write({ 'env-config/prod.yml': padded(maximumInputFileBytes + 1) });
    expect(validate()).toEqual({
      status: 2,
      error:
        'env-config/prod.yml: the file is larger than 4 MiB, the maximum that this program reads; divide the file\n',
    });
  });
});

describe('the file of an option', () => {
  test.each([
    ['--event', ['simulate', 'event', '--event']],
    ['--arrivals', ['simulate', 'queue', 'work', '--seconds-per-message', '1', '--arrivals']],
  ])('%s must be a regular file', (option, words) => {
    makePipe('input');
    const { status, error } = run(...words, path('input'), '--config', path('env-config'));
    expect(status).toBe(2);
    expect(error).toContain(`${option} ${path('input')}: `);
    expect(error).toContain('the path is a pipe, a socket or a device');
  });
});

describe('the output folder', () => {
  const synth = () => run('synth', '--config', path('env-config'), '--out', path('out'));

  test('must not have a pipe in place of a file', () => {
    synth();
    const before = folder.files('out');
    renameSync(path('out/stacks/dev/cdk.tf.json'), path('kept'));
    makePipe('out/stacks/dev/cdk.tf.json');
    expect(synth()).toMatchObject({ status: 2, error: expect.stringContaining('is not a regular file') });
    expect(folder.files('out')).toEqual({ ...before, 'stacks/dev/cdk.tf.json': undefined });
  });

  test('must not have a symbolic link to another folder', () => {
    folder.write({ 'elsewhere/dev/kept': '', 'out/kept': '' });
    symlinkSync(path('elsewhere'), path('out/stacks'));
    expect(synth()).toMatchObject({ status: 2, error: expect.stringContaining('leads out of the folder') });
    expect(Object.keys(folder.files('elsewhere'))).toEqual(['dev/kept']);
  });

  test('may be a symbolic link itself', () => {
    folder.write({ 'elsewhere/kept': '' });
    symlinkSync(path('elsewhere'), path('out'));
    expect(synth()).toMatchObject({ status: 0 });
    expect(Object.keys(folder.files('elsewhere'))).toContain('stacks/dev/cdk.tf.json');
  });

  test('gets a file in place of a symbolic link, whose target stays as it was', () => {
    synth();
    const stack = folder.files('out')['stacks/dev/cdk.tf.json'];
    renameSync(path('out/stacks/dev/cdk.tf.json'), path('target'));
    writeFileSync(path('target'), 'kept');
    symlinkSync(path('target'), path('out/stacks/dev/cdk.tf.json'));
    expect(synth()).toMatchObject({ status: 0 });
    expect(folder.files()).toMatchObject({ target: 'kept', 'out/stacks/dev/cdk.tf.json': stack });
  });

  test('loses the temporary files of a run that was killed, and no others', () => {
    // No process has this number: the maximum on Linux is 4194304.
    const abandoned = ['out/manifest.json.99999999.new', 'out/stacks/dev/cdk.tf.json.99999999.new'];
    const kept = [
      `out/stacks/dev/cdk.tf.json.${String(process.ppid)}.new`,
      'out/stacks/dev/cdk.tf.json.new',
      'out/stacks/dev/other.99999999.new',
    ];
    folder.write(Object.fromEntries([...abandoned, ...kept].map((name) => [name, ''])));
    expect(synth()).toMatchObject({ status: 0 });
    const names = Object.keys(folder.files()).filter((name) => name.endsWith('.new'));
    expect(names).toEqual([...kept].sort());
  });
});
