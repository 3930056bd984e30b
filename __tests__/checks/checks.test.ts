import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../lib/checks/catalogue';
import type { CheckCode } from '../../lib/config/schema/ignore-checks';
import { environmentOf } from '../jobs/support/environments';

const now = new Date('2026-03-01T12:00:00Z');

function foundBy(code: CheckCode, sections: Readonly<Record<string, unknown>>): readonly string[] {
  return catalogue[code]
    .find(environmentOf(sections), now)
    .map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const upload = (fields: Readonly<Record<string, unknown>> = {}) => ({ task_command: ['import'], ...fields });
const schedule = (fields: Readonly<Record<string, unknown>> = {}) => ({
  task_command: ['job'],
  schedule_expression: 'cron(0 4 * * ? *)',
  ...fields,
});
/** A worker with these fields. */
const worker = (fields: Readonly<Record<string, unknown>> = {}) => ({
  queue_worker_jobs: {
    work: { task_command: ['work'], max_processing_seconds: 60, max_tasks: 4, ...fields },
  },
});
/** A worker whose FIFO queue gets a message by the clock. */
const sending = (schedule_expression: string, message: Readonly<Record<string, string>> | undefined) =>
  worker({ queue: { fifo: true }, schedule: { schedule_expression, message } });
const scaling = (schedule_expression: string, schedule_expression_timezone = 'Etc/UTC') => [
  { schedule_expression, schedule_expression_timezone, min_tasks: 1, max_tasks: 2 },
];
const uploads = (...prefixes: readonly string[]) => ({
  file_upload_jobs: Object.fromEntries(
    prefixes.map((prefix, index) => [`job-${index}`, upload({ path_prefix: prefix })]),
  ),
});
const key = (id: string): string => `arn:aws:kms:us-east-1:123456789012:key/${id}`;
const schedules = (count: number, fields: Readonly<Record<string, unknown>> = {}) => ({
  scheduled_jobs: Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`job-${index}`, schedule(fields)]),
  ),
});

describe.each<{
  readonly code: CheckCode;
  readonly finds: readonly (readonly [
    sections: Readonly<Record<string, unknown>>,
    ...said: readonly string[],
  ])[];
  readonly passes: readonly Readonly<Record<string, unknown>>[];
}>([
  {
    code: 'assumed-key-policy',
    finds: [
      [
        worker({ queue: { kms_key_arn: key('own') }, file_upload: {} }),
        `queue_worker_jobs.work.queue.kms_key_arn: nothing here lets EventBridge use the key of app-test-work; "aws kms get-key-policy --key-id ${key('own')} --policy-name default --output text" shows events.amazonaws.com once it may`,
      ],
      [
        {
          kms_key_arn: key('all'),
          ...worker({ file_upload: { delivery: { dead_letter_queue: true } } }),
          file_upload_jobs: { other: upload({ delivery: { dead_letter_queue: true } }) },
        },
        `kms_key_arn: nothing here lets EventBridge use the key of app-test-work and 2 more; "aws kms get-key-policy --key-id ${key('all')} --policy-name default --output text" shows events.amazonaws.com once it may`,
      ],
    ],
    passes: [
      // The Scheduler and state machines use the key as their roles.
      { kms_key_arn: key('all'), ...worker({ schedule: { schedule_expression: 'rate(1 day)' } }) },
      {
        kms_key_arn: key('all'),
        ...worker({ queue: { fifo: true, message_group_id: '<object_key>' }, file_upload: {} }),
      },
      { kms_key_arn: key('all'), file_upload_jobs: { job: upload() } },
      worker({ file_upload: {} }),
    ],
  },
  {
    code: 'assumed-notification',
    finds: [
      [
        { file_upload_jobs: { a: upload(), b: upload({ source_bucket: 'another' }), c: upload() } },
        'file_upload_jobs: nothing here makes another send its events to EventBridge; "aws s3api get-bucket-notification-configuration --bucket another" shows EventBridgeConfiguration once it does',
        'file_upload_jobs: nothing here makes platform-app-test send its events to EventBridge; "aws s3api get-bucket-notification-configuration --bucket platform-app-test" shows EventBridgeConfiguration once it does',
      ],
    ],
    passes: [
      { storage: { eventbridge_notification: 'manage' }, file_upload_jobs: { job: upload() } },
      { file_upload_jobs: { job: upload({ after_malware_scan: true }) } },
      { file_upload_jobs: { job: upload({ event_bus_name: 'partners' }) } },
      { file_upload_jobs: { job: upload({ state: 'DISABLED' }) } },
      schedules(1),
    ],
  },
  {
    code: 'few-receives',
    finds: [
      [
        worker({ queue: { max_receive_count: 2 } }),
        'queue_worker_jobs.work.queue.max_receive_count: a task that is stopped in the middle of a message has used up one of 2',
      ],
      [
        worker({ queue: { max_receive_count: 1 }, capacity_provider: 'FARGATE_SPOT' }),
        'queue_worker_jobs.work.queue.max_receive_count: a Spot task that is stopped in the middle of a message has used up one of 1',
      ],
    ],
    passes: [worker({ queue: { max_receive_count: 3 } }), worker(), schedules(1)],
  },
  {
    code: 'one-message-group',
    finds: [
      [
        worker({ queue: { fifo: true }, file_upload: {} }),
        'queue_worker_jobs.work.queue.message_group_id: all uploads are the message group work, of which one of 4 tasks works on one message at a time',
      ],
      [
        worker({
          queue: { fifo: true, message_group_id: 'all' },
          file_upload: {},
          max_tasks: 1,
          scheduled_scaling: [{ schedule_expression: 'rate(1 day)', min_tasks: 1, max_tasks: 2 }],
        }),
        'queue_worker_jobs.work.queue.message_group_id: all uploads are the message group all, of which one of 2 tasks works on one message at a time',
      ],
    ],
    passes: [
      worker({ queue: { fifo: true, message_group_id: '<object_key>' }, file_upload: {} }),
      worker({ queue: { fifo: true }, file_upload: {}, max_tasks: 1 }),
      worker({
        queue: { fifo: true },
        file_upload: {},
        send_from_role_arns: ['arn:aws:iam::123456789012:role/web'],
      }),
      worker({ queue: { fifo: true }, schedule: { schedule_expression: 'rate(1 day)' } }),
      worker({ file_upload: {} }),
    ],
  },
  {
    code: 'same-message',
    finds: [
      [
        worker({
          queue: { fifo: true },
          file_upload: { message: { key: '<object_key>', at: '<event_time>' } },
        }),
        'queue_worker_jobs.work.file_upload.message: two uploads of the same key within five minutes are one message',
      ],
      [
        sending('rate(1 minute)', { import: 'all' }),
        'queue_worker_jobs.work.schedule.message: rate(1 minute) sends the same message again after 60 seconds',
      ],
      [
        sending('cron(0/5 * * * ? *)', {}),
        'queue_worker_jobs.work.schedule.message: cron(0/5 * * * ? *) sends the same message again after 300 seconds',
      ],
      [
        sending('cron(58,2 23,0 * * ? *)', { import: 'all' }),
        'queue_worker_jobs.work.schedule.message: cron(58,2 23,0 * * ? *) sends the same message again after 240 seconds',
      ],
    ],
    passes: [
      worker({ queue: { fifo: true }, file_upload: {} }),
      worker({ file_upload: { message: { key: '<object_key>' } } }),
      worker({ queue: { fifo: true }, file_upload: { message: { key: '<object_key>', n: 'x<sequencer>' } } }),
      worker({ queue: { fifo: true }, file_upload: { message: { event: '<event_id>' } } }),
      // What it says by default has its time in it.
      sending('rate(1 minute)', undefined),
      sending('rate(1 minute)', { import: 'all', of: 'x <scheduled_time>' }),
      sending('rate(6 minutes)', { import: 'all' }),
      sending('cron(0/6 * * * ? *)', { import: 'all' }),
      sending('at(2030-01-01T00:00:00)', { import: 'all' }),
      worker({ schedule: { schedule_expression: 'rate(1 minute)', message: { import: 'all' } } }),
    ],
  },
  {
    code: 'folder-placeholders',
    finds: [
      [
        uploads('in/'),
        'file_upload_jobs: the console makes an empty object in/ for a folder, which starts the jobs of its prefix',
      ],
      [
        uploads('a/', 'b/', 'c'),
        'file_upload_jobs: the console makes an empty object a/ for a folder, and 1 more like it, which starts the jobs of its prefix',
      ],
    ],
    passes: [
      uploads('in/a-'),
      { file_upload_jobs: { job: upload({ path_prefix: 'in/', path_suffix: '.csv' }) } },
      { file_upload_jobs: { job: upload({ path_prefix: 'in/', minimum_size_bytes: 1 }) } },
      { file_upload_jobs: { job: upload({ path_prefix: 'in/', reasons: ['CopyObject'] }) } },
      { file_upload_jobs: { job: upload({ path_prefix: 'in/', after_malware_scan: true }) } },
      { file_upload_jobs: { job: upload({ path_prefix: 'in/', state: 'DISABLED' }) } },
    ],
  },
  {
    code: 'leading-slash',
    finds: [
      [
        uploads('/in/'),
        'file_upload_jobs.job-0.path_prefix: /in/: keys hardly ever begin with a slash, and this matches no other',
      ],
      [
        { file_upload_jobs: { job: upload({ path_prefix: ['in/', '/late/'] }) } },
        'file_upload_jobs.job.path_prefix.1: /late/: keys hardly ever begin with a slash, and this matches no other',
      ],
      [
        { file_upload_jobs: { job: upload({ path_pattern: '/in/*' }) } },
        'file_upload_jobs.job.path_pattern: /in/*: keys hardly ever begin with a slash, and this matches no other',
      ],
    ],
    passes: [uploads('in/', 'a//b'), { file_upload_jobs: { job: upload({ path_pattern: 'a/*' }) } }],
  },
  {
    code: 'prefix-without-slash',
    finds: [
      [uploads('claims'), 'file_upload_jobs.job-0.path_prefix: claims also matches claims-old/a.csv'],
      [uploads('réclamé'), 'file_upload_jobs.job-0.path_prefix: réclamé also matches réclamé-old/a.csv'],
    ],
    passes: [uploads('claims/'), uploads('claims/2026-'), { file_upload_jobs: { job: upload() } }],
  },
  {
    code: 'nested-prefixes',
    finds: [
      [
        uploads('in/', 'in/a/'),
        'file_upload_jobs.job-1.path_prefix: an object below in/a/ starts job-0 as well',
      ],
      [uploads('in/', 'in/'), 'file_upload_jobs.job-1.path_prefix: an object below in/ starts job-0 as well'],
      [
        { file_upload_jobs: { all: upload(), one: upload({ path_prefix: 'a/' }) } },
        'file_upload_jobs.one.path_prefix: an object below a/ starts all as well',
      ],
      [
        { file_upload_jobs: { a: upload(), b: upload() } },
        'file_upload_jobs.b: every object that starts it starts a as well',
      ],
      [
        {
          file_upload_jobs: {
            all: upload({ path_prefix: ['in/', 'out/'] }),
            csv: upload({ path_prefix: ['elsewhere/', 'in/a/'], path_suffix: '.csv' }),
            twin: upload({ path_prefix: 'elsewhere/b/', path_suffix: '.csv' }),
          },
        },
        'file_upload_jobs.twin.path_prefix: an object below elsewhere/b/ starts csv as well',
        'file_upload_jobs.csv.path_prefix.1: an object below in/a/ starts all as well',
      ],
    ],
    passes: [
      {
        file_upload_jobs: {
          csv: upload({ path_prefix: 'in/', path_suffix: '.csv' }),
          pdf: upload({ path_prefix: 'in/a/', path_suffix: '.pdf' }),
          all: upload({ path_prefix: 'in/a/b/', minimum_size_bytes: 1 }),
          scanned: upload({ path_prefix: 'in/a/b/c/', after_malware_scan: true }),
          pattern: upload({ path_pattern: 'in/*' }),
        },
      },
      { file_upload_jobs: { a: upload({ path_prefix: ['in/', 'in/a/'] }) } },
      uploads('in/', 'out/'),
      uploads('in', 'i/n'),
      {
        file_upload_jobs: {
          a: upload({ path_prefix: 'in/' }),
          b: upload({ path_prefix: 'in/', source_bucket: 'another' }),
        },
      },
      {
        file_upload_jobs: {
          a: upload({ path_prefix: 'in/' }),
          b: upload({ path_prefix: 'in/', state: 'DISABLED' }),
        },
      },
    ],
  },
  {
    code: 'skipped-uploads',
    finds: [
      [
        { file_upload_jobs: { a: upload({ overlap: 'skip' }), b: upload({ overlap: 'replace' }) } },
        'file_upload_jobs.a.overlap: an object that arrives while a run goes on is not processed',
        'file_upload_jobs.b.overlap: an object whose run is replaced by the next is not processed',
      ],
    ],
    passes: [
      { file_upload_jobs: { job: upload() } },
      { file_upload_jobs: { job: upload({ overlap: 'skip', state: 'DISABLED' }) } },
      schedules(1, { overlap: 'skip' }),
    ],
  },
  {
    code: 'start-date-passed',
    finds: [
      [
        schedules(1, {
          start_date: '2026-03-01T07:00:00-05:00',
          schedule_expression: ['rate(1 day)', 'rate(5 hours)'],
        }),
        'scheduled_jobs.job-0.start_date: 2026-03-01T12:00:00Z has passed',
      ],
      [
        worker({ schedule: { schedule_expression: 'rate(1 day)', start_date: '2026-03-01T12:00:00Z' } }),
        'queue_worker_jobs.work.schedule.start_date: 2026-03-01T12:00:00Z has passed',
      ],
    ],
    passes: [schedules(1), schedules(1, { start_date: '2026-03-01T07:00:01-05:00' })],
  },
  {
    code: 'triggers-itself',
    finds: [
      [
        { file_upload_jobs: { a: upload() } },
        'file_upload_jobs.a: without a path_prefix, whatever the application itself writes into its bucket starts the job',
      ],
      [
        {
          file_upload_jobs: {
            a: upload({ path_prefix: 'in/', task_command: ['x', '--out=s3://<bucket_name>/in/done/'] }),
          },
        },
        'file_upload_jobs.a: it is told of --out=s3://platform-app-test/in/done/, which lies below its own prefix',
      ],
      [
        {
          file_upload_jobs: {
            a: upload({ path_prefix: 'in/', environment_variables: { OUT: 's3://platform-app-test/in/' } }),
          },
        },
        'file_upload_jobs.a: it is told of s3://platform-app-test/in/, which lies below its own prefix',
      ],
    ],
    passes: [
      { file_upload_jobs: { a: upload({ source_bucket: 'theirs' }) } },
      {
        file_upload_jobs: {
          a: upload({ path_prefix: 'in/', task_command: ['x', 's3://<bucket_name>/out/'] }),
        },
      },
      {
        file_upload_jobs: {
          a: upload({ path_prefix: 'in/', task_command: ['x', 's3://platform-app-test/<object_key>'] }),
        },
      },
    ],
  },
  {
    code: 'no-timeout',
    finds: [
      [schedules(1), 'scheduled_jobs.job-0: a task that hangs runs for ever'],
      [uploads('in/'), 'file_upload_jobs.job-0: a task that hangs runs for ever'],
      [
        schedules(1, {
          task_command: null,
          steps: [
            { name: 'a', task_command: ['a'], timeout_seconds: 60 },
            { name: 'b', task_command: ['b'] },
          ],
        }),
        'scheduled_jobs.job-0: a task that hangs runs for ever',
      ],
    ],
    passes: [
      schedules(1, { timeout_seconds: 60 }),
      schedules(1, { run_timeout_seconds: 60 }),
      schedules(1, { timeout_seconds: 60, on_failure: { task_command: ['mourn'] } }),
      { ...schedules(1), job_defaults: { timeout_seconds: 60 } },
    ],
  },
  {
    code: 'oversized-cpu',
    finds: [
      [
        schedules(1, { cpu: 4096, memory: 8192 }),
        'scheduled_jobs.job-0.cpu: a memory of 8192 MiB is all that is asked for, and it goes with cpu 1024 too',
      ],
    ],
    passes: [
      schedules(1),
      schedules(1, { cpu: 1024, memory: 2048 }),
      schedules(1, { cpu: 4096, memory: 16384 }),
      schedules(1, { cpu: 16384, memory: 32768 }),
    ],
  },
  {
    code: 'local-time-in-utc',
    finds: [
      [
        schedules(1, { description: 'Sends letters at 6 am' }),
        'scheduled_jobs.job-0.description: "6 am" is somebody’s local time, and the schedule is in Etc/UTC',
      ],
      [
        schedules(1, { description: 'Every morning (EST)' }),
        'scheduled_jobs.job-0.description: "morning" is somebody’s local time, and the schedule is in Etc/UTC',
      ],
      [
        // Off, its tasks are stopped, and its messages come.
        worker({
          description: 'Fetches what came in by 6 am',
          state: 'DISABLED',
          schedule: { schedule_expression: 'cron(0 6 * * ? *)' },
        }),
        'queue_worker_jobs.work.description: "6 am" is somebody’s local time, and the schedule of its messages is in Etc/UTC',
      ],
      [
        worker({
          description: 'Has more tasks in business hours',
          schedule: { schedule_expression: 'rate(1 hour)' },
          scheduled_scaling: [
            ...scaling('cron(0 18 ? * MON-FRI *)', 'America/New_York'),
            ...scaling('cron(0 8 ? * MON-FRI *)'),
          ],
        }),
        'queue_worker_jobs.work.description: "business hours" is somebody’s local time, and scheduled_scaling is in Etc/UTC',
      ],
    ],
    passes: [
      schedules(1, {
        description: 'Sends letters at 6 am',
        schedule_expression_timezone: 'America/New_York',
      }),
      schedules(1, { description: 'At 6 am UTC' }),
      schedules(1, { description: 'Runs the nightly import of the best estimates' }),
      schedules(1),
      worker({ description: 'Is at work in business hours' }),
      worker({
        description: 'Is at work in business hours',
        scheduled_scaling: scaling('cron(0 8 * * ? *)', 'America/New_York'),
        // The same in every time zone.
        schedule: { schedule_expression: 'rate(15 minutes)' },
      }),
      worker({
        description: 'From 8 am UTC on',
        scheduled_scaling: scaling('cron(0 8 * * ? *)'),
      }),
      worker({
        description: 'From 8 am on',
        state: 'DISABLED',
        scheduled_scaling: scaling('cron(0 8 * * ? *)'),
      }),
    ],
  },
  {
    code: 'same-minute',
    finds: [
      [
        schedules(5),
        'scheduled_jobs.job-0.schedule_expression: 5 jobs start at cron(0 4 * * ? *) Etc/UTC: job-0, job-1, job-2, job-3, job-4',
      ],
    ],
    passes: [
      schedules(4),
      schedules(9, { flexible_time_window_minutes: 10 }),
      schedules(9, { state: 'DISABLED' }),
      {
        ...schedules(4),
        ...worker({
          schedule: { schedule_expression: 'cron(0 4 * * ? *)' },
          scheduled_scaling: scaling('cron(0 4 * * ? *)'),
        }),
      },
    ],
  },
  {
    code: 'schedule-in-the-past',
    finds: [
      [
        schedules(1, { schedule_expression: 'at(2026-03-01T11:59:59)' }),
        'scheduled_jobs.job-0.schedule_expression: at(2026-03-01T11:59:59) has passed, and never fires again',
      ],
      [
        // Noon in UTC is nine in the evening in Tokyo.
        schedules(1, {
          schedule_expression: 'at(2026-03-01T20:00:00)',
          schedule_expression_timezone: 'Asia/Tokyo',
        }),
        'scheduled_jobs.job-0.schedule_expression: at(2026-03-01T20:00:00) has passed, and never fires again',
      ],
      [
        schedules(1, { schedule_expression: 'cron(0 0 28 2 ? 2020-2026)' }),
        'scheduled_jobs.job-0.schedule_expression: cron(0 0 28 2 ? 2020-2026) has passed, and never fires again',
      ],
      [
        schedules(1, { schedule_expression: ['rate(1 day)', 'cron(0 0 28 2 ? 2020-2026)'] }),
        'scheduled_jobs.job-0.schedule_expression.1: cron(0 0 28 2 ? 2020-2026) has passed, and never fires again',
      ],
      [
        schedules(1, {
          schedule_expression: ['rate(1 day)', 'rate(2 days)'],
          end_date: '2026-03-01T11:59:59Z',
        }),
        'scheduled_jobs.job-0.end_date: end_date, 2026-03-01T11:59:59Z, has passed, and the job never starts again',
      ],
      [
        worker({ state: 'DISABLED', schedule: { schedule_expression: 'at(2026-03-01T11:59:59)' } }),
        'queue_worker_jobs.work.schedule.schedule_expression: at(2026-03-01T11:59:59) has passed, and never fires again',
      ],
      [
        worker({ schedule: { schedule_expression: 'rate(1 day)', end_date: '2026-03-01T11:59:59Z' } }),
        'queue_worker_jobs.work.schedule.end_date: end_date, 2026-03-01T11:59:59Z, has passed, and no message is sent any more',
      ],
      [
        worker({
          scheduled_scaling: [
            ...scaling('rate(1 day)'),
            ...scaling('at(2026-03-01T20:00:00)', 'Asia/Tokyo'),
            ...scaling('cron(0 0 28 2 ? 2020-2026)'),
          ],
        }),
        'queue_worker_jobs.work.scheduled_scaling.1.schedule_expression: at(2026-03-01T20:00:00) has passed, and never fires again; what of it still holds belongs into min_tasks and max_tasks',
        'queue_worker_jobs.work.scheduled_scaling.2.schedule_expression: cron(0 0 28 2 ? 2020-2026) has passed, and never fires again; what of it still holds belongs into min_tasks and max_tasks',
      ],
    ],
    passes: [
      schedules(1),
      schedules(1, { schedule_expression: 'rate(1 day)' }),
      schedules(1, { schedule_expression: 'at(2026-03-01T12:00:01)' }),
      schedules(1, {
        schedule_expression: 'at(2026-03-01T11:00:00)',
        schedule_expression_timezone: 'America/New_York',
      }),
      schedules(1, { schedule_expression: 'cron(0 0 1 3 ? 2020-2026)' }),
      schedules(1, { schedule_expression: 'cron(0 0 28 2 ? 2020)', state: 'DISABLED' }),
      worker({ scheduled_scaling: scaling('at(2026-03-01T11:59:59)'), state: 'DISABLED' }),
      worker({ scheduled_scaling: scaling('at(2026-03-01T11:00:00)', 'America/New_York') }),
    ],
  },
  {
    code: 'near-quota',
    finds: [
      [
        uploads(...Array.from({ length: 240 }, (_, index) => `in/${index}/`)),
        'file_upload_jobs: this environment alone makes 240 of the 300 rules that a bus has room for',
      ],
      [
        {
          file_upload_jobs: Object.fromEntries(
            Array.from({ length: 24 }, (_, index) => [
              `job-${index}`,
              upload({ path_pattern: `${index}/*/*.csv` }),
            ]),
          ),
        },
        'file_upload_jobs: this environment alone makes 24 of the 30 rules with wildcards that a bus has room for; path_prefix or path_suffix alone needs none',
      ],
      [
        {
          scheduled_jobs: Object.fromEntries(
            Array.from({ length: 70 }, (_, index) => [
              `job-${index}`,
              schedule({
                task_role_arn: `arn:aws:iam::123456789012:role/a-role-with-a-rather-long-name-${index}`,
              }),
            ]),
          ),
        },
        ': the policy of app-test-jobs-states-us-east-1 has 5789 of the 6144 characters that IAM takes',
      ],
    ],
    passes: [uploads('in/'), schedules(300)],
  },
  {
    code: 'long-keys',
    finds: [
      [
        { file_upload_jobs: { job: upload({ task_command: ['import', '<object_key>', '<object_key>'] }) } },
        'file_upload_jobs.job.task_command: with the longest key that S3 takes, the override of the task would have 12359 characters, and ECS takes 8192',
      ],
      [
        {
          file_upload_jobs: {
            job: upload({
              target: 'state_machine',
              task_command: ['import', 'key=<object_key>'],
              environment_variables: { KEY: '<object_key>' },
            }),
          },
        },
        'file_upload_jobs.job.task_command: with the longest key that S3 takes, the override of the task would have 12402 characters, and ECS takes 8192',
      ],
    ],
    passes: [
      { file_upload_jobs: { job: upload({ task_command: ['import', '<object_key>', '<bucket_name>'] }) } },
      {
        file_upload_jobs: {
          job: upload({ task_command: ['import', '<object_key>', '<object_version_id>'] }),
        },
      },
      {
        file_upload_jobs: {
          job: upload({ task_command: ['import', '<object_key>', '<object_key>'], state: 'DISABLED' }),
        },
      },
    ],
  },
])('$code', ({ code, finds, passes }) => {
  test.each(finds)('is found (%#)', (sections, ...said) => {
    expect(foundBy(code, sections)).toEqual(said);
  });
  test.each(passes.map((sections) => [sections]))('is not found (%#)', (sections) => {
    expect(foundBy(code, sections)).toEqual([]);
  });
});

test('near-quota counts state machines, and the rules of each bus by themselves', () => {
  const environment = environmentOf(schedules(1));
  const machines = { ...environment, jobs: Array.from({ length: 8000 }, () => environment.jobs).flat() };
  expect(catalogue['near-quota'].find(machines, now).map(({ message }) => message)).toEqual([
    'this environment alone makes 8000 of the 10000 state machines that a region has room for',
  ]);
  const onTwoBuses = Array.from({ length: 240 }, (_, index) => [
    `job-${index}`,
    upload({ event_bus_name: `bus-${index % 2}`, path_prefix: `${index}/` }),
  ]);
  expect(foundBy('near-quota', { file_upload_jobs: Object.fromEntries(onTwoBuses) })).toEqual([]);
});

test('every check is in the catalogue under its code, and says why and what to do', () => {
  for (const [code, check] of Object.entries(catalogue)) {
    expect(check.code).toBe(code);
    expect(check.why).toMatch(/^[A-Z].*\.$/s);
    expect(check.fix).toMatch(/^[a-z].*[^.]$/s);
  }
});
