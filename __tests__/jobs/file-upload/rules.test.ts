import { describe, expect, test } from '@jest/globals';
import { issuesOf, load, baseConfig } from '../support/environments';

const upload = (fields: Readonly<Record<string, unknown>>) =>
  issuesOf({ file_upload_jobs: { job: { task_command: ['etl'], ...fields } } });

describe('the filters of uploads', () => {
  test.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ['a prefix', { path_prefix: 'in/' }],
    ['prefixes and suffixes', { path_prefix: ['in/', 'late/'], path_suffix: ['.csv', '.CSV'] }],
    ['a pattern', { path_pattern: 'in/*.csv' }],
    ['patterns', { path_pattern: ['in/*.csv', '\\*/*'] }],
    ['sizes', { minimum_size_bytes: 1, maximum_size_bytes: 1 }],
    ['reasons', { reasons: ['POST'] }],
    ['a scan', { after_malware_scan: true, path_suffix: '.pdf' }],
    ['another bus', { event_bus_name: 'aws.partner/example.com/1', source_bucket: 'partners' }],
    ['a delivery', { delivery: { dead_letter_queue: true } }],
    ['an empty delivery', { delivery: {} }],
  ])('can have %s', (_, fields) => {
    expect(upload(fields)).toEqual([]);
  });

  test.each<readonly [Readonly<Record<string, unknown>>, string]>([
    [
      { path_pattern: 'in/*', path_prefix: 'in/', path_suffix: '.csv' },
      'path_pattern: path_pattern can’t be combined with path_prefix or path_suffix; remove path_prefix and path_suffix, and write the whole key into path_pattern, for example uploads/*.csv',
    ],
    [{ path_pattern: 'in/**' }, 'path_pattern: in/**: ** is not allowed; write * once'],
    [
      { path_pattern: 'in\\x*' },
      'path_pattern: in\\x*: a backslash must be followed by * or another backslash',
    ],
    [
      { path_pattern: 'in/a.csv' },
      'path_pattern: in/a.csv: must contain *, because a pattern without * matches only one key; add *, or use path_prefix or path_suffix',
    ],
    [{ path_prefix: ['in/', 'in/'] }, 'path_prefix[1]: in/: duplicate item; remove it'],
    [
      { path_suffix: ['.csv', ''] },
      'path_suffix[1]: "": must have at least 1 character; remove the field to accept every key',
    ],
    [{ path_prefix: [] }, 'path_prefix: must have at least one text; remove the field to accept every key'],
    [{ path_prefix: 'é'.repeat(513) }, 'must have at most 1024 bytes, the maximum of an object key'],
    [
      { minimum_size_bytes: 2, maximum_size_bytes: 1 },
      'maximum_size_bytes: maximum_size_bytes is 1; it must be at least minimum_size_bytes (2)',
    ],
    [
      { reasons: ['PUT'] },
      'reasons[0]: PUT: must be one of PutObject, CopyObject, CompleteMultipartUpload, POST',
    ],
    [
      { after_malware_scan: true, minimum_size_bytes: 1 },
      'minimum_size_bytes: minimum_size_bytes has no effect with after_malware_scan, because GuardDuty’s event does not have this value; remove it, and check the object in the command',
    ],
    [
      { event_bus_name: 'arn:aws:events:us-east-1:123456789012:event-bus/partners' },
      'the name of an event bus of this account and region, not its ARN',
    ],
    [{ delivery: { maximum_event_age_seconds: 59 } }, 'must be at least 60 seconds'],
    [{ delivery: { dead_letter_queue: 'yes' } }, 'must be true or false, not text; write true'],
  ])('are rejected with a message: %j', (fields, message) => {
    expect(upload(fields).map((issue) => issue.replace('file_upload_jobs.job.', ''))).toEqual([
      expect.stringContaining(message),
    ]);
  });
});

test('the order of a list does not change the generated resources', () => {
  const jobsOf = (turn: (texts: string[]) => string[]) =>
    load({
      ...baseConfig,
      file_upload_jobs: {
        a: { task_command: ['x'], path_prefix: turn(['in/', 'b/']), path_suffix: turn(['.z', '.a']) },
        b: { task_command: ['x'], path_pattern: turn(['z/*', 'a/*']), reasons: turn(['POST', 'CopyObject']) },
      },
    }).environments[0]?.jobs;
  expect(jobsOf((texts) => texts.toReversed())).toEqual(jobsOf((texts) => texts));
});

describe('the notification of a bucket', () => {
  const job = { task_command: ['etl'] };
  const managed = (fields: Readonly<Record<string, unknown>>, jobs: unknown = { job }) =>
    load({
      ...baseConfig,
      storage: { eventbridge_notification: 'manage', ...fields },
      file_upload_jobs: jobs,
    });

  test('is managed if a job needs the bucket’s own events', () => {
    expect(managed({}).environments.map(({ managedBucket }) => managedBucket)).toEqual(['platform-app-test']);
    expect(managed({ bucket_name: 'uploads' }).environments[0]?.managedBucket).toBe('uploads');
  });

  test.each<readonly [string, unknown]>([
    ['the job is of another bucket', { job: { ...job, source_bucket: 'another' } }],
    ['the job waits for a scan', { job: { ...job, after_malware_scan: true } }],
    ['there is no job', {}],
  ])('is not managed if %s', (_, jobs) => {
    expect(managed({}, jobs).environments[0]?.managedBucket).toBeUndefined();
  });

  test('is not managed by default', () => {
    const [environment] = load({ ...baseConfig, file_upload_jobs: { job } }).environments;
    expect(environment?.managedBucket).toBeUndefined();
  });

  test('needs a bucket', () => {
    const { project_name: _, ...without } = baseConfig;
    expect(_).toBe('platform');
    const { issues } = load({ ...without, storage: { eventbridge_notification: 'manage' } });
    expect(issues.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'storage.eventbridge_notification: eventbridge_notification is manage, but the environment has no bucket; set storage.bucket_name or project_name',
    ]);
  });
});
