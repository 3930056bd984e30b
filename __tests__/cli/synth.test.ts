import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
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
const synth = (...more: readonly string[]) =>
  run('synth', '--config', join(folder.path, 'env-config'), '--out', join(folder.path, 'out'), ...more);

describe('background-jobs synth', () => {
  test('writes a stack for each environment, and prints its path and jobs', () => {
    const { status, out, error } = synth();
    expect({ status, error }).toEqual({ status: 0, error: '' });
    expect(out.replaceAll(folder.path, '…')).toBe(`dev  …/out/stacks/dev/cdk.tf.json
  import   file upload  s3://uploads/*             ECS cluster
  nightly  scheduled    cron(0 4 * * ? *) Etc/UTC  state machine

prod  …/out/stacks/prod/cdk.tf.json
  import   file upload  s3://uploads/*             ECS cluster
  nightly  scheduled    cron(0 4 * * ? *) Etc/UTC  state machine (disabled)
`);
    expect(Object.keys(folder.files('out'))).toEqual([
      'manifest.json',
      'stacks/dev/cdk.tf.json',
      'stacks/prod/cdk.tf.json',
    ]);
  });

  test('writes the same bytes again', () => {
    synth();
    const first = folder.files('out');
    expect(synth().status).toBe(0);
    expect(folder.files('out')).toEqual(first);
  });

  test('prints the same as JSON', () => {
    const json: unknown = JSON.parse(synth('--format', 'json').out.replaceAll(folder.path, '…'));
    expect(at(json, 'environments', 1)).toEqual({
      name: 'prod',
      path: '…/out/stacks/prod/cdk.tf.json',
      jobs: [
        { name: 'import', type: 'file_upload_job', target: 'ecs_cluster', state: 'ENABLED' },
        { name: 'nightly', type: 'scheduled_job', target: 'state_machine', state: 'DISABLED' },
      ],
    });
  });

  test('prints every error of every file, exits with 1, and leaves the old files', () => {
    synth();
    const before = folder.files('out');
    folder.write({
      'env-config/dev.yml': 'scheduled_jobs: { nightly: { timeout_second: 5 } }\n',
      'env-config/prod.yml': 'regoin: x\ntags: [a]\n',
    });
    const { status, out, error } = synth();
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(error.replaceAll(`${folder.path}/`, '')).toBe(
      `env-config/dev.yml:1:30  scheduled_jobs.nightly.timeout_second  unknown field; did you mean timeout_seconds?
  1 | scheduled_jobs: { nightly: { timeout_second: 5 } }
    |                              ^
env-config/prod.yml:1:1  regoin  unknown field; did you mean region?
  1 | regoin: x
    | ^
env-config/prod.yml:2:7  tags  must be a map, not a list; write a map: tags: { NAME: value }
  2 | tags: [a]
    |       ^
3 errors; nothing was written
`,
    );
    expect(folder.files('out')).toEqual(before);
  });

  test('creates no folder if there is nothing to write', () => {
    folder.write({ 'env-config/dev.yml': 'x: 1' });
    synth();
    expect(Object.keys(folder.files()).filter((path) => path.startsWith('out'))).toEqual([]);
  });

  test('with --environment, changes neither the other stacks nor the manifest', () => {
    synth();
    const before = folder.files('out');
    folder.write({ 'env-config/dev.yml': 'tags: { a: b }\n', 'env-config/prod.yml': 'this is: [not right' });
    expect(synth('--environment', 'dev').status).toBe(0);
    const after = folder.files('out');
    expect(after['stacks/dev/cdk.tf.json']).not.toBe(before['stacks/dev/cdk.tf.json']);
    expect({ ...after, 'stacks/dev/cdk.tf.json': '' }).toEqual({ ...before, 'stacks/dev/cdk.tf.json': '' });
  });

  test('leaves every file unchanged if one of them can’t be written', () => {
    synth();
    rmSync(join(folder.path, 'out/stacks/prod/cdk.tf.json'));
    folder.write({ 'out/stacks/prod/cdk.tf.json/in-the-way': '', 'env-config/dev.yml': 'tags: { a: b }\n' });
    const before = folder.files('out');
    expect(synth()).toMatchObject({ status: 2, error: expect.stringContaining('cdk.tf.json is a folder') });
    expect(folder.files('out')).toEqual(before);
  });

  test('does not touch a file with the same bytes', () => {
    synth();
    const stack = join(folder.path, 'out/stacks/dev/cdk.tf.json');
    utimesSync(stack, 1, 1);
    synth();
    expect(statSync(stack).mtimeMs).toBe(1000);
  });

  test('exits with 2 if the output can’t be written', () => {
    writeFileSync(join(folder.path, 'out'), 'a file');
    const { status, error } = synth();
    expect({ status, error: error.replaceAll(folder.path, '…') }).toMatchObject({
      status: 2,
      error: expect.stringMatching(/^…\/out: can't be written \(/),
    });
    expect(folder.files()['out']).toBe('a file');
  });
});
