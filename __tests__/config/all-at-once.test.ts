import { describe, expect, test } from '@jest/globals';
import { base, baseWithJob, issuesOf } from './support/folders';

/** Returns the location and the path of each issue, without the message. */
function pathsOf(issues: readonly string[]): readonly string[] {
  return issues.map((issue) => issue.split(' ').slice(0, 2).join(' '));
}

const withoutCommand = baseWithJob.replace(/ +task_command.*\n/, '');

/** Texts with one mistake each, which must cause one issue only. */
const single: readonly (readonly [what: string, text: string, issue: string])[] = [
  [
    'a misspelt required field',
    withoutCommand + '    task_comand: [x]\n',
    '10:5 scheduled_jobs.nightly.task_comand unknown field; did you mean task_command?',
  ],
  [
    'a misspelt field that a rule requires',
    base.replace('subnet_ids', 'subnet_id'),
    '5:3 service.subnet_id unknown field; did you mean subnet_ids?',
  ],
  [
    'a misspelt section whose fields a rule requires',
    base.replace('service', 'servce'),
    '4:1 servce unknown field; did you mean service?',
  ],
  [
    'a misspelt section of jobs',
    baseWithJob.replace('scheduled_jobs', 'schedule_jobs'),
    '7:1 schedule_jobs unknown field; did you mean scheduled_jobs?',
  ],
  [
    'a misspelt field of a pair',
    baseWithJob + '    cpuu: 256\n    memory: 512\n',
    '11:5 scheduled_jobs.nightly.cpuu unknown field; did you mean cpu?',
  ],
  [
    'a misspelt default of jobs',
    withoutCommand + 'job_defaults:\n  task_comand: [x]\n',
    '11:3 job_defaults.task_comand unknown field; did you mean task_command?',
  ],
  [
    'misspelt job_defaults',
    withoutCommand + 'job_defalts:\n  task_command: [x]\n',
    '10:1 job_defalts unknown field; did you mean job_defaults?',
  ],
  [
    'a misspelt state backend',
    base + 'state_backend:\n  s4: { bucket: b }\n',
    '8:3 state_backend.s4 unknown field; did you mean s3?',
  ],
  [
    'a required field without a value',
    withoutCommand + '    task_command:\n',
    '10:5 scheduled_jobs.nightly.task_command the key has no value; set one, write null to remove the inherited value, or delete the line',
  ],
  [
    'subnets without a value',
    base.replace('[subnet-1]', ''),
    '5:3 service.subnet_ids the key has no value; set one, write null to remove the inherited value, or delete the line',
  ],
  [
    'a field of a pair without a value',
    baseWithJob + '    cpu:\n    memory: 512\n',
    '11:5 scheduled_jobs.nightly.cpu the key has no value; set one, write null to remove the inherited value, or delete the line',
  ],
  [
    'a job without a value',
    base + 'scheduled_jobs:\n  nightly:\n',
    '8:3 scheduled_jobs.nightly the key has no value; set one, write null to remove the inherited value, or delete the line',
  ],
  [
    'a state backend without a value',
    base + 'state_backend:\n  s3:\n',
    '8:3 state_backend.s3 the key has no value; set one, write null to remove the inherited value, or delete the line',
  ],
  [
    'an argument of a state backend without a value',
    base + 'state_backend:\n  local: { path: }\n',
    '8:12 state_backend.local.path the key has no value; set one, write null to remove the inherited value, or delete the line',
  ],
  [
    'a required argument of a state backend without a value',
    base + 'state_backend:\n  gcs: { bucket: }\n',
    '8:10 state_backend.gcs.bucket the key has no value; set one, write null to remove the inherited value, or delete the line',
  ],
  [
    'a list item without a value',
    baseWithJob.replace('[bin/nightly]', '\n      - x\n      -\n'),
    '12:8 scheduled_jobs.nightly.task_command[1] the list item has no value; set one, or delete the line',
  ],
  [
    'a service that is not a map',
    base.replace(/service:[^]*/, 'service: app\n'),
    '4:10 service app: must be a map, not text; write service: { name: app }',
  ],
  [
    'an invalid field of a pair',
    baseWithJob + '    cpu: 1024\n    memory: 100\n',
    '12:13 scheduled_jobs.nightly.memory 100: must be at least 512 MiB',
  ],
  [
    'an invalid field of service',
    base + '  name: "a b"\n',
    '7:9 service.name a b: must have only letters, digits, - and _',
  ],
  [
    'a number that is infinite or not a number',
    baseWithJob + '    retry: { max_attempts: 1, backoff_rate: .nan }\n',
    '11:45 scheduled_jobs.nightly.retry.backoff_rate .nan: must be a number, not .inf or .nan',
  ],
  [
    'a file that is not YAML',
    'app_name: @app\n',
    '1:11 plain value cannot start with reserved character @; a text that begins with @ must have quotes',
  ],
];

test.each(single)('%s is reported once and causes no other issue', (_, text, issue) => {
  expect(issuesOf({ 'dev.yml': text })).toEqual([`dev.yml:${issue}`]);
});

test.each(single)('%s in defaults.yml is reported once for all environments', (_, text, issue) => {
  expect(issuesOf({ 'defaults.yml': text, 'dev.yml': '', 'prod.yml': '# none', 'test.yml': '' })).toEqual([
    `defaults.yml:${issue}`,
  ]);
});

describe('all mistakes', () => {
  test('of different kinds are reported together, in the order of lines', () => {
    const text = `app_name: 12
region: us-est-1
account_id: '123456789012'
tag: {}
service:
  subnet_ids: [subnet-1]
  subnet_tags: { a: b }
  task_role_arn: arn:aws:iam::999999999999:role/x
state_backend: { s3: { bucket: b, key: k, region: us-east-1, secret_key: hunter2 } }
scheduled_jobs:
  a:
    schedule_expression: cron(0 4 * * ? *)
    task_command: bin/a
    retry: { max_attempts: 1, interval_seconds: 60, max_delay_seconds: 30 }
    cpu: 1024
    memory: 1024
    timeout_seconds:
    environment_variables: { A: 1.10, 'B C': x }
  b c:
    schedule_expression: hourly
    task_command: []
    state: disabled
  gone: null
file_upload_jobs: []
`;
    const issues = issuesOf({ 'dev.yml': text });
    expect(pathsOf(issues)).toEqual([
      'dev.yml:1:11 app_name',
      'dev.yml:2:9 region',
      'dev.yml:4:1 tag',
      'dev.yml:5:1 service',
      'dev.yml:7:3 service.subnet_tags',
      'dev.yml:8:18 service.task_role_arn',
      'dev.yml:9:74 state_backend.s3.secret_key',
      'dev.yml:13:19 scheduled_jobs.a.task_command',
      'dev.yml:14:72 scheduled_jobs.a.retry.max_delay_seconds',
      'dev.yml:16:13 scheduled_jobs.a.memory',
      'dev.yml:17:5 scheduled_jobs.a.timeout_seconds',
      'dev.yml:18:33 scheduled_jobs.a.environment_variables.A',
      'dev.yml:18:39 scheduled_jobs.a.environment_variables."B',
      'dev.yml:19:3 scheduled_jobs."b',
      'dev.yml:20:26 scheduled_jobs."b',
      'dev.yml:21:19 scheduled_jobs."b',
      'dev.yml:22:12 scheduled_jobs."b',
      'dev.yml:23:3 scheduled_jobs.gone',
      'dev.yml:24:19 file_upload_jobs',
    ]);
    expect(issues.join('\n')).not.toContain('hunter2');
  });

  test('are reported for each file, even if another file is not YAML', () => {
    expect(
      pathsOf(
        issuesOf({
          'defaults.yml': base,
          'a.yml': 'x: 1\n',
          'b.yml': 'y: @\n',
          'c.yml': 'scheduled_jobs: 1\n',
        }),
      ),
    ).toEqual(['a.yml:1:1 x', 'b.yml:1:4 plain', 'c.yml:1:17 scheduled_jobs']);
  });

  test('of a job are reported in the file that has the field', () => {
    expect(
      pathsOf(
        issuesOf({
          'defaults.yml': `${base}scheduled_jobs:\n  a: { task_command: [x], cpu: 1024 }\n`,
          'dev.yml': 'scheduled_jobs:\n  a: { memory: 1024, timeout_seconds: 0 }\n',
        }),
      ),
    ).toEqual([
      'dev.yml:2:3 scheduled_jobs.a.schedule_expression',
      'dev.yml:2:16 scheduled_jobs.a.memory',
      'dev.yml:2:39 scheduled_jobs.a.timeout_seconds',
    ]);
  });
});
