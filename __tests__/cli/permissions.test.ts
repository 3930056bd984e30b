import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { run, smallConfig, TemporaryFolder } from '../support/run-program';
import { asRecord, at } from '../support/stack-json';

let folder: TemporaryFolder;
let config: string;
beforeEach(() => {
  folder = new TemporaryFolder().write(smallConfig);
  config = join(folder.path, 'env-config');
});
afterEach(() => {
  folder.remove();
});

describe('background-jobs permissions', () => {
  test('prints the actions of each environment, by purpose', () => {
    const { status, out, error } = run('permissions', '--config', config, '--environment', 'dev');
    expect({ status, error }).toEqual({ status: 0, error: '' });
    expect(out).toMatchSnapshot();
  });

  test('has stable JSON', () => {
    const { out } = run('permissions', '--config', config, '--format', 'json');
    const value: unknown = JSON.parse(out);
    expect([at(value, 'environments', 0, 'name'), at(value, 'environments', 1, 'name')]).toEqual([
      'dev',
      'prod',
    ]);
    expect(Object.keys(asRecord(at(value, 'environments', 0)))).toEqual(['name', 'plan', 'apply', 'notes']);
    expect(at(value, 'environments', 0, 'plan', 'Statement', 0)).toEqual({
      Sid: 'Rules',
      Effect: 'Allow',
      Action: ['events:DescribeRule', 'events:ListTagsForResource', 'events:ListTargetsByRule'],
      Resource: ['arn:aws:events:us-east-1:123456789012:rule/app-dev-*'],
    });
  });

  test('prints one policy document for IAM', () => {
    const { out } = run('permissions', '--config', config, '--environment', 'prod', '--for', 'apply');
    const all: unknown = JSON.parse(run('permissions', '--config', config, '--format', 'json').out);
    expect(JSON.parse(out)).toEqual(at(all, 'environments', 1, 'apply'));
  });

  test('rejects one policy of several environments', () => {
    expect(run('permissions', '--config', config, '--for', 'plan')).toEqual({
      status: 2,
      out: '',
      error:
        '--for plan prints one policy, but 2 environments are selected (dev, prod); select one with --environment\n',
    });
  });

  test('prints no empty policy, which IAM would reject', () => {
    const noJobs = 'scheduled_jobs: null\nfile_upload_jobs: null\n';
    folder.write({ 'env-config/dev.yml': noJobs });
    expect(run('permissions', '--config', config, '--environment', 'dev', '--for', 'plan')).toEqual({
      status: 1,
      out: '',
      error: 'dev: terraform plan needs no AWS permissions, so there is no policy to print\n',
    });
    const { status, out } = run('permissions', '--config', config, '--environment', 'dev');
    expect({ status, first: out.split('\n').slice(0, 2) }).toEqual({
      status: 0,
      first: ['dev', '  no AWS permissions needed'],
    });
  });

  test('prints the issues of an invalid configuration, and no policy', () => {
    folder.write({ 'env-config/dev.yml': 'tracing: 1\n' });
    const { status, out, error } = run('permissions', '--config', config);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(error).toContain('dev.yml:1:10  tracing');
    expect(error).toMatch(/\n1 error\n$/);
  });
});
