import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { run, smallConfig, TemporaryFolder } from '../support/run-program';
import { asList, asRecord, at, parsed } from '../support/stack-json';

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
    expect(Object.keys(asRecord(at(value, 'environments', 0)))).toEqual([
      'name',
      'plan',
      'apply',
      'documents',
      'notes',
    ]);
    expect(at(value, 'environments', 0, 'plan', 'Statement', 0)).toEqual({
      Sid: 'Rules',
      Effect: 'Allow',
      Action: ['events:DescribeRule', 'events:ListTagsForResource', 'events:ListTargetsByRule'],
      Resource: ['arn:aws:events:us-east-1:123456789012:rule/app-dev-*'],
      Condition: { StringEqualsIfExists: { 'aws:ResourceTag/background-jobs:service': 'app-dev' } },
    });
  });

  test('prints one policy document for IAM', () => {
    const { out } = run('permissions', '--config', config, '--environment', 'prod', '--for', 'apply');
    const all: unknown = JSON.parse(run('permissions', '--config', config, '--format', 'json').out);
    expect(JSON.parse(out)).toEqual(at(all, 'environments', 1, 'apply'));
  });

  test('prints the documents of a policy that is too long, and the commands that create them', () => {
    const worker =
      'queue_worker_jobs:\n  claims: { task_command: [work], max_processing_seconds: 60, max_tasks: 2 }\n';
    folder.write({ 'env-config/prod.yml': `${smallConfig['env-config/prod.yml']}${worker}` });
    const permissions = (...options: readonly string[]) =>
      run('permissions', '--config', config, '--environment', 'prod', ...options);
    const { status, out, error } = permissions('--for', 'apply');
    expect(status).toBe(0);
    expect(error.replaceAll(config, 'env-config')).toMatchInlineSnapshot(`
     "note: the policy for apply has 7444 characters, and a managed policy has at most 6144; create one policy from each of its documents: jobs (2802), workers (2501), roles (2217):
     for document in jobs workers roles; do
       npx background-jobs permissions --config 'env-config' --environment 'prod' --for apply --document "$document" > "apply-$document.json"
       aws iam create-policy --policy-name 'app-prod-jobs-apply'"-$document" --policy-document "file://apply-$document.json"
     done
     "
    `);
    const names = /for document in (.*); do/.exec(error)?.[1]?.split(' ') ?? [];
    const documents = names.map((name) => permissions('--for', 'apply', '--document', name));
    expect(documents.map((document) => [document.status, document.error])).toEqual(names.map(() => [0, '']));
    const statements = documents.flatMap((document) => asList(at(JSON.parse(document.out), 'Statement')));
    expect(statements).toEqual(at(JSON.parse(out), 'Statement'));
    const all: unknown = JSON.parse(permissions('--format', 'json').out);
    expect(at(all, 'environments', 0, 'documents', 'apply')).toEqual(
      documents.map((document, index) => ({ name: names[index], document: parsed(document.out) })),
    );
    expect(permissions().out).toContain('note: the policy for apply has ');
  });

  test('rejects a document that the policy does not have', () => {
    const one = ['permissions', '--config', config, '--environment', 'prod'];
    expect(run(...one, '--for', 'apply', '--document', 'workers')).toEqual({
      status: 1,
      out: '',
      error: 'prod: the policy for apply has no document workers; its documents are jobs, roles\n',
    });
    expect(run(...one, '--document', 'jobs')).toEqual({
      status: 2,
      out: '',
      error: '--document jobs needs --for plan or --for apply\n',
    });
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
