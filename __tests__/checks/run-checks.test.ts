import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { runChecks } from '../../lib/checks/run-checks';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { exampleConfig } from '../support/fixtures';
import { run, TemporaryFolder } from '../support/run-program';

const now = new Date('2026-03-01T12:00:00Z');
const defaults = `app_name: app
region: us-east-1
service: { subnet_tags: { tier: private }, security_group_names: [app] }
state_backend: { local: {} }
alarms: false
scheduled_jobs:
  nightly:
    task_command: [bin/nightly]
    schedule_expression: cron(0 4 * * ? *)
`;

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => {
  folder.remove();
});

/** Returns the advice on the files: file, line, path and code. */
function adviceOn(files: Readonly<Record<string, string>>, only: readonly string[] = []): readonly string[] {
  folder.write(files);
  const loaded = loadEnvironments(folder.path, only);
  expect(loaded.issues).toEqual([]);
  return runChecks(loaded, now).map(
    ({ file, line, path, code }) => `${file.slice(folder.path.length + 1)}:${line} ${path} ${code}`,
  );
}

describe('advice', () => {
  test('is given on the local state of each environment without a state_backend', () => {
    const withoutBackend = `${defaults}    timeout_seconds: 60\n`.replace(/state_backend.*\n/, '');
    const local = 'state_backend: { local: {} }\n';
    const remote = 'state_backend: { gcs: { bucket: states } }\n';
    expect(
      adviceOn({ 'defaults.yml': withoutBackend, 'dev.yml': '', 'prod.yml': remote, 'test.yml': local }),
    ).toEqual(['dev.yml:1 state_backend local-state']);
  });

  test('is given once for each environment without notifications of failures, unless the environment turns it off', () => {
    const withoutAlarms = `${defaults}    timeout_seconds: 60\n`.replace(/alarms.*\n/, '');
    expect(
      adviceOn({
        'defaults.yml': withoutAlarms,
        'dev.yml': 'alarms: false\n',
        'prod.yml': '',
        'qa.yml': 'ignore_checks: { unnoticed-failures: Nobody uses this environment }\n',
        'test.yml': 'alarms: { sns_topic_arn: arn:aws:sns:us-east-1:123456789012:jobs }\n',
      }),
    ).toEqual(['prod.yml:1 alarms unnoticed-failures']);
  });

  test('is given once for defaults.yml, even if an environment changes the job', () => {
    expect(
      adviceOn({
        'defaults.yml': defaults,
        'dev.yml': 'scheduled_jobs: { nightly: { state: DISABLED } }\n',
        'prod.yml': '',
      }),
    ).toEqual(['defaults.yml:7 scheduled_jobs.nightly no-timeout']);
  });

  test('is given for each environment that has the job itself', () => {
    const job =
      'scheduled_jobs: { weekly: { task_command: [x], schedule_expression: cron(0 4 ? * MON *) } }\n';
    const withTimeout = `${defaults}    timeout_seconds: 60\n`;
    expect(adviceOn({ 'defaults.yml': withTimeout, 'dev.yml': job, 'prod.yml': job })).toEqual([
      'dev.yml:1 scheduled_jobs.weekly no-timeout',
      'prod.yml:1 scheduled_jobs.weekly no-timeout',
    ]);
  });

  test.each([
    ['a job', `${defaults}    ignore_checks: { no-timeout: It never takes long }\n`],
    ['an environment', `${defaults}ignore_checks: { no-timeout: Nothing takes long here }\n`],
    ['all jobs', `${defaults}job_defaults: { ignore_checks: { no-timeout: Nothing takes long here } }\n`],
  ])('is not given if %s has a reason to ignore it', (_, yaml) => {
    expect(adviceOn({ 'defaults.yml': yaml, 'dev.yml': '', 'prod.yml': '' })).toEqual([]);
  });

  test('is given for the environment that does not ignore it', () => {
    const ignoring = 'ignore_checks: { no-timeout: Nothing takes long here }\n';
    expect(adviceOn({ 'defaults.yml': defaults, 'dev.yml': ignoring, 'prod.yml': '' })).toEqual([
      'defaults.yml:7 scheduled_jobs.nightly no-timeout',
    ]);
  });

  test('is given on reasons that apply to no finding, at their source location', () => {
    expect(
      adviceOn({
        'defaults.yml': `${defaults}    timeout_seconds: 60\n    ignore_checks: { no-timeout: It never takes long }\n`,
        'dev.yml': 'ignore_checks: { near-quota: There is room enough }\n',
      }),
    ).toEqual([
      'defaults.yml:11 scheduled_jobs.nightly.ignore_checks.no-timeout unused-ignore',
      'dev.yml:1 ignore_checks.near-quota unused-ignore',
    ]);
  });

  test('is not given on a reason in defaults.yml that one environment needs, or that an unselected one may need', () => {
    const files = {
      'defaults.yml': `${defaults}    ignore_checks: { no-timeout: It never takes long }\n`,
      'dev.yml': '',
      'prod.yml': 'scheduled_jobs: { nightly: { timeout_seconds: 60 } }\n',
    };
    expect(adviceOn(files)).toEqual([]);
    expect(adviceOn(files, ['prod'])).toEqual([]);
  });
});

describe('shared-trigger', () => {
  const service = (name: string) => `service: { name: ${name} }\n`;
  const base = defaults.slice(0, defaults.indexOf('scheduled_jobs'));
  const upload = (fields: string) =>
    `file_upload_jobs: { up: { task_command: [up], source_bucket: uploads, timeout_seconds: 60, ${fields} } }\n`;
  const event = (fields: string) =>
    `event_jobs: { ev: { task_command: [ev], timeout_seconds: 60, ${fields} } }\n`;
  const shared = (files: Readonly<Record<string, string>>) =>
    adviceOn({ 'defaults.yml': base, ...files }).filter((line) => line.endsWith(' shared-trigger'));

  test('is reported in the later of two environments that process the same objects or events', () => {
    expect(
      shared({
        'dev.yml': `${service('a')}${upload('path_prefix: x/')}`,
        'prod.yml': `${service('b')}${upload('path_suffix: .csv')}`,
      }),
    ).toEqual(['prod.yml:2 file_upload_jobs.up shared-trigger']);
    const pattern = 'event_pattern: { source: [shop], detail-type: [Paid] }';
    const sorted = 'event_pattern: { detail-type: [Paid], source: [shop] }';
    expect(
      shared({
        'dev.yml': `${service('a')}${event(pattern)}`,
        'prod.yml': `${service('b')}${event(sorted)}`,
      }),
    ).toEqual(['prod.yml:2 event_jobs.ev.event_pattern shared-trigger']);
  });

  test.each([
    ['filters exclude each other', '', 'path_prefix: x/', '', 'path_prefix: y/'],
    ['buckets differ', '', '', '', 'source_bucket: other'],
    ['event buses differ', '', '', '', 'event_bus_name: other'],
    ['jobs are disabled', '', '', '', 'state: DISABLED'],
    ['regions differ', '', '', 'region: us-west-2', ''],
    ['accounts differ', 'account_id: "123456789012"', '', 'account_id: "210987654321"', ''],
  ])('is not reported if the %s', (_, dev, devFields, prod, prodFields) => {
    const prodUpload = upload(prodFields).replace(/source_bucket: uploads,(?=.*source_bucket)/, '');
    expect(
      shared({
        'dev.yml': `${service('a')}${dev}\n${upload(devFields)}`,
        'prod.yml': `${service('b')}${prod}\n${prodUpload}`,
      }),
    ).toEqual([]);
  });

  test('is reported once for a job in defaults.yml', () => {
    expect(
      shared({ 'defaults.yml': `${base}${upload('')}`, 'dev.yml': service('a'), 'prod.yml': service('b') }),
    ).toEqual(['defaults.yml:6 file_upload_jobs.up shared-trigger']);
  });
});

describe('ignore_checks', () => {
  test.each([
    [
      'an unknown check',
      'no-timeouts: It never takes long',
      'ignore_checks.no-timeouts  unknown field; did you mean no-timeout?',
    ],
    [
      'a reason that is too short',
      'no-timeout: ok',
      'ok: must have at least 10 characters, so that other people understand the reason',
    ],
    [
      'advice that is not from a check',
      'unused-ignore: It is all the same',
      'ignore_checks.unused-ignore  unknown field',
    ],
  ])('rejects %s', (_, entry, message) => {
    folder.write({
      'env-config/defaults.yml': defaults,
      'env-config/dev.yml': `ignore_checks: { ${entry} }\n`,
    });
    const { status, out } = run('validate', '--config', join(folder.path, 'env-config'));
    expect(status).toBe(1);
    expect(out).toContain(message);
  });
});

describe('background-jobs validate', () => {
  test('prints advice and exits with 0, or with 1 if --strict is set', () => {
    folder.write({ 'env-config/defaults.yml': defaults, 'env-config/dev.yml': '' });
    const config = join(folder.path, 'env-config');
    const { status, out, error } = run('validate', '--config', config);
    expect({ status, error }).toEqual({ status: 0, error: '' });
    expect(out).toContain('defaults.yml:7:3  scheduled_jobs.nightly  ');
    expect(out).toContain('no-timeout');
    expect(run('validate', '--config', config, '--strict')).toMatchObject({ status: 1, out });
  });

  test('has no advice on the example', () => {
    expect(run('validate', '--strict', '--config', exampleConfig)).toEqual({
      status: 0,
      out: `${exampleConfig}: dev, prod, staging: no errors and no advice\n`,
      error: '',
    });
  });
});
