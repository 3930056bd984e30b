import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { smallConfig, TemporaryFolder } from '../support/run-program';

/** The defaults without a state backend: the tests set their own. */
const defaults = smallConfig['env-config/defaults.yml'].replace(/^state_backend:.*\n/m, '');

describe('the rules across files', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = new TemporaryFolder();
  });
  afterEach(() => {
    folder.remove();
  });

  const issuesOf = (files: Readonly<Record<string, string>>, ...only: readonly string[]) => {
    folder.write(Object.fromEntries(Object.entries(files).map(([name, text]) => [`${name}.yml`, text])));
    return loadEnvironments(folder.path, only).issues.map(
      ({ file, line, column, path, message }) =>
        `${file.slice(join(folder.path, '/').length)}:${line}:${column}  ${path}  ${message}`,
    );
  };

  test('report a null of an unknown field', () => {
    const prod = 'zzz: null\nservice: { nme: null }\nscheduled_jobs: { nightly: { timeout_second: null } }\n';
    expect(issuesOf({ defaults, prod })).toEqual([
      'prod.yml:1:1  zzz  unknown field',
      'prod.yml:2:12  service.nme  unknown field; did you mean name?',
      'prod.yml:3:30  scheduled_jobs.nightly.timeout_second  unknown field; did you mean timeout_seconds?',
    ]);
  });

  test('report a shared state even if only one of its environments is selected', () => {
    const files = {
      defaults: `${defaults}state_backend: { s3: { bucket: b, key: k, region: us-east-1 } }\n`,
      dev: '',
      prod: '',
    };
    const message =
      'defaults.yml:22:1  state_backend  prod has the same state as dev, so that each apply would delete the jobs of the other; give each environment its own state';
    expect(issuesOf(files)).toEqual([message]);
    expect(issuesOf(files, 'dev')).toEqual([message]);
    expect(issuesOf(files, 'prod')).toEqual([message]);
    expect(issuesOf({ ...files, test: 'state_backend: { s3: { key: other } }\n' }, 'test')).toEqual([]);
  });

  test('report no issue of an environment that is not selected', () => {
    expect(issuesOf({ defaults, dev: '', prod: 'zzz: 1\n' }, 'dev')).toEqual([]);
  });

  test.each([
    ['{ local: { path: jobs.tfstate } }', 0],
    ['{ local: { path: ../jobs.tfstate } }', 1],
    ['{ local: { path: /var/jobs.tfstate } }', 1],
    ['{ remote: { organization: o, workspaces: { prefix: jobs- } } }', 0],
    ['{ remote: { organization: o, workspaces: { name: jobs } } }', 1],
    ['{ cloud: { organization: o, workspaces: { tags: [jobs] } } }', 0],
    ['{ http: {} }', 0],
  ])(
    'find the state_backend %s in the defaults to be shared by %d further environments',
    (backend, count) => {
      expect(
        issuesOf({ defaults: `${defaults}state_backend: ${backend}\n`, dev: '', prod: '' }),
      ).toHaveLength(count);
    },
  );

  test('point to the file of the environment before defaults.yml', () => {
    const sized = `${defaults}job_defaults: { cpu: 256, memory: 512 }\n`;
    const dev =
      'scheduled_jobs: { nightly: { cpu: 4096 } }\nfile_upload_jobs: { import: { memory: null } }\n';
    expect(issuesOf({ defaults: sized, dev })).toEqual([
      'dev.yml:1:35  scheduled_jobs.nightly.cpu  memory is 512; with cpu 4096, it must be 8192 to 30720 MiB in steps of 1024',
      'dev.yml:2:31  file_upload_jobs.import.memory  cpu is set without memory; set both or neither, because Fargate has fixed pairs of cpu and memory',
    ]);
  });

  test('report other issues beside a duplicate key', () => {
    const issues = issuesOf({
      defaults: `${defaults}app_name: again\n`,
      dev: 'regionn: x\n',
      prod: 'zzz: 1\n',
    });
    expect(issues).toHaveLength(3);
  });

  test('accept a KMS key of another account, but not a role of another account', () => {
    const key = 'kms_key_arn: arn:aws:kms:us-east-1:999999999999:key/1234abcd-12ab-34cd-56ef-1234567890ab\n';
    expect(issuesOf({ defaults, dev: key })).toEqual([]);
    expect(
      issuesOf({ defaults, dev: 'service: { task_role_arn: "arn:aws:iam::999999999999:role/x" }\n' }),
    ).toHaveLength(1);
  });

  test('reject ARNs of two accounts if account_id is not set', () => {
    const unknown = defaults.replace('account_id: "123456789012"\n', '');
    expect(unknown).not.toBe(defaults);
    const topic = (accountId: string) =>
      `alarms: { sns_topic_arn: "arn:aws:sns:us-east-1:${accountId}:jobs" }\n`;
    expect(issuesOf({ defaults: unknown, dev: topic('123456789012') })).toEqual([]);
    expect(issuesOf({ defaults: unknown, dev: topic('999999999999') })).toEqual([
      'dev.yml:1:26  alarms.sns_topic_arn  arn:aws:sns:us-east-1:999999999999:jobs is in account 999999999999; it must be in the account of the first ARN (123456789012)',
    ]);
  });

  test('name the kind of job that has the field', () => {
    expect(issuesOf({ defaults, dev: 'scheduled_jobs: { nightly: { path_prefix: in/ } }\n' })).toEqual([
      'dev.yml:1:30  scheduled_jobs.nightly.path_prefix  unknown field of this kind of job; only jobs in file_upload_jobs have it',
    ]);
  });
});
