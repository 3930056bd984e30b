import { describe, expect, test } from '@jest/globals';
import { environmentOf } from '../../../jobs/support/environments';
import { plainText } from '../../../../lib/report/review/words';
import { linesOf, reviewOf, reviewSections, type Fields } from './support/review-change';

const orders = 'arn:aws:sns:us-east-1:123456789012:orders';
const topic = 'arn:aws:sns:us-east-1:123456789012:alarms';
const nightly = { task_command: ['bin/report', '--since=1d'], schedule_expression: 'cron(0 6 * * ? *)' };

const scheduled = (fields: Fields = {}, name = 'nightly'): Fields => ({
  scheduled_jobs: { [name]: { ...nightly, ...fields } },
});
const upload = (fields: Fields = {}): Fields => ({
  file_upload_jobs: {
    intake: {
      task_command: ['bin/intake', '<object_key>'],
      source_bucket: 'arrivals',
      path_prefix: 'new/',
      ...fields,
    },
  },
});
const worker = (fields: Fields = {}): Fields => ({
  queue_worker_jobs: {
    pages: { task_command: ['bin/pages'], max_processing_seconds: 60, max_tasks: 4, ...fields },
  },
});

const fourJobs = { scheduled_jobs: { a: nightly, b: nightly, c: nightly, d: nightly } };

interface Pair {
  /** The fact that a reviewer must learn, as the end of a sentence. */
  readonly learns: string;
  readonly before: Fields;
  readonly after: Fields;
  readonly at?: Date;
  /** Lines of the review, as patterns. */
  readonly finds: readonly RegExp[];
  readonly hides?: readonly RegExp[];
}

const pairs: readonly Pair[] = [
  {
    learns: 'A new job runs bin/report at 6 in UTC, and when it runs first.',
    before: worker(),
    after: { ...worker(), ...scheduled() },
    finds: [
      /^nightly: scheduled job added$/,
      /^schedule: {2}-> At 06:00 AM, every day, Etc\/UTC$/,
      /^next three runs: {2}-> Tue 2026-12-01 06:00 \+00:00 \| Wed/,
      /^command: {2}-> bin\/report --since=1d$/,
    ],
  },
  {
    learns: 'A deleted job had run at 6.',
    before: { ...worker(), ...scheduled() },
    after: worker(),
    finds: [/^nightly: scheduled job deleted$/, /^schedule: At 06:00 AM, every day, Etc\/UTC -> $/],
  },
  {
    learns: 'A job has a new name and the same settings.',
    before: scheduled(),
    after: scheduled({}, 'report'),
    finds: [
      /^note: Probably renamed: the deleted job nightly/,
      /^note: Probably renamed: the added job report/,
    ],
  },
  {
    learns: 'A job is disabled, so its next run does not take place.',
    before: scheduled(),
    after: scheduled({ state: 'DISABLED' }),
    finds: [
      /^state: enabled -> disabled$/,
      /-> none, because the job is disabled$/,
      /^nightly stops: The job nightly is disabled: no run starts any more; the next run was due on Tue 2026-12-01 06:00 \+00:00\.$/,
    ],
  },
  {
    learns: 'The new time of today has passed at the deploy, so today has no run.',
    before: scheduled({ schedule_expression: 'cron(0 18 * * ? *)' }),
    after: scheduled({ schedule_expression: 'cron(0 10 * * ? *)' }),
    finds: [
      /^schedule: At 06:00 PM, every day, Etc\/UTC -> At 10:00 AM, every day, Etc\/UTC$/,
      /^note: If Terraform applies this change on [^,]*, a run of today is skipped\. The new time, 10:00 \+00:00, has passed, and no run starts at the old time, 18:00 \+00:00\. The next run is on Tue 2026-12-01 10:00/,
    ],
  },
  {
    learns: 'The job has run today, and runs again today at its new time.',
    before: scheduled(),
    after: scheduled({ schedule_expression: 'cron(0 18 * * ? *)' }),
    finds: [
      /^note: If Terraform applies this change on [^,]*, the job runs one more time than usual: a run was due on Mon 2026-11-30 06:00 \+00:00, and the next run is on Mon 2026-11-30 18:00 \+00:00\.$/,
    ],
  },
  {
    learns: 'Before both times of the day, one run more or less is no subject.',
    before: scheduled({ schedule_expression: 'cron(0 18 * * ? *)' }),
    after: scheduled({ schedule_expression: 'cron(0 20 * * ? *)' }),
    finds: [/^schedule: /],
    hides: [/^note/],
  },
  {
    learns: 'A weekly run that took place yesterday takes place again in two days.',
    before: scheduled({ schedule_expression: 'cron(0 6 ? * SUN *)' }),
    after: scheduled({ schedule_expression: 'cron(0 6 ? * WED *)' }),
    finds: [
      /runs one more time than usual: a run was due on Sun 2026-11-29 06:00 .* the next run is on Wed 2026-12-02 06:00/,
    ],
  },
  {
    learns: 'A weekly run is skipped, because its new day has passed in this week.',
    before: scheduled({ schedule_expression: 'cron(0 6 ? * THU *)' }),
    after: scheduled({ schedule_expression: 'cron(0 6 ? * SUN *)' }),
    finds: [
      /^note: If Terraform applies this change on [^,]*, a run is skipped\. No run starts at the old time, Thu 2026-12-03 06:00/,
    ],
  },
  {
    learns: 'The new time zone moves no run in the next year.',
    before: scheduled({ schedule_expression_timezone: 'Europe/Berlin' }),
    after: scheduled({ schedule_expression_timezone: 'Europe/Amsterdam' }),
    finds: [/^note: The new time zone changes the time of none of the 366 runs in the next 366 days\.$/],
  },
  {
    learns: 'The new time zone moves runs only from the change to summer time on.',
    before: scheduled({ schedule_expression_timezone: 'Africa/Lagos' }),
    after: scheduled({ schedule_expression_timezone: 'Europe/Berlin' }),
    finds: [
      /^note: The first run with a different time is on Sun 2027-03-28 06:00 \+02:00\. In the old time zone, this run was due on Sun 2027-03-28 06:00 \+01:00\.$/,
    ],
  },
  {
    learns: 'The runs before and after a change of clocks have other offsets.',
    before: scheduled(),
    after: scheduled({ schedule_expression_timezone: 'America/New_York' }),
    at: new Date('2027-03-13T00:00:00Z'),
    finds: [
      /^next three runs: Sat 2027-03-13 06:00 \+00:00 .* -> Sat 2027-03-13 06:00 -05:00 \| Sun 2027-03-14 06:00 -04:00/,
    ],
  },
  {
    learns: 'The intervals of a rate may begin again.',
    before: scheduled({ schedule_expression: 'rate(2 hours)' }),
    after: scheduled({ schedule_expression: 'rate(3 hours)' }),
    finds: [/^schedule: every 2 hours -> every 3 hours$/, /^note: AWS may restart the intervals of the rate/],
  },
  {
    learns: 'One argument of the command changes.',
    before: scheduled(),
    after: scheduled({ task_command: ['bin/report', '--since=7d', '--all'] }),
    finds: [
      /^command: bin\/report --since=1d -> bin\/report --since=7d --all \| without: --since=1d \| with: --since=7d --all$/,
    ],
  },
  {
    learns: 'A long command shows only what changes.',
    before: scheduled({ task_command: ['bin/report', ...Array.from({ length: 40 }, (_, n) => `--o${n}`)] }),
    after: scheduled({
      task_command: ['bin/report', ...Array.from({ length: 40 }, (_, n) => (n === 7 ? '--new' : `--o${n}`))],
    }),
    finds: [
      /^command: argument 8 of 40: --o7 \| 40 other arguments do not change -> argument 8 of 40: --new \| 40 other/,
    ],
  },
  {
    learns: 'A variable gets another value, which stays secret, another one is added, and one is removed.',
    before: scheduled({ environment_variables: { LEVEL: 'blue-1', OLD: 'blue-2' } }),
    after: scheduled({ environment_variables: { LEVEL: 'blue-3', NEW: 'blue-4' } }),
    finds: [
      /^environment variables: OLD \| LEVEL \| NEW is not set -> OLD is removed \| LEVEL gets another value \| NEW is added$/,
    ],
    hides: [/blue/],
  },
  {
    learns: 'The task is twice as large and costs more.',
    before: scheduled({ cpu: 256, memory: 512 }),
    after: scheduled({ cpu: 512, memory: 1024 }),
    finds: [
      /^size: 0\.25 vCPU, 0\.5 GB memory -> 0\.5 vCPU, 1 GB memory$/,
      /^price: 0\.0123 USD .* in us-east-1 .*prices of June 2026\) -> 0\.0247 USD/,
    ],
    hides: [/^state machine/],
  },
  {
    learns: 'The task runs on capacity that AWS can interrupt.',
    before: scheduled({ retry: { max_attempts: 1 } }),
    after: scheduled({ retry: { max_attempts: 1 }, capacity_provider: 'FARGATE_SPOT' }),
    finds: [/^launch type: FARGATE -> FARGATE_SPOT; it is cheaper, but AWS can interrupt the task$/],
  },
  {
    learns: 'A failed task is tried again twice.',
    before: scheduled(),
    after: scheduled({ retry: { max_attempts: 2, interval_seconds: 60 } }),
    finds: [/^retries: no retries -> 2 retries \(at most 3 attempts\), after 1 minute, 2 minutes$/],
    hides: [/^state machine/],
  },
  {
    learns: 'A run of the job no longer overlaps with the run before.',
    before: scheduled(),
    after: scheduled({ overlap: 'skip' }),
    finds: [
      /^a run while another is active: runs may overlap -> a run is skipped while another run is active$/,
    ],
    hides: [/^state machine/],
  },
  {
    learns: 'An upload below old/ no longer starts the job, and one below new/ does.',
    before: upload({ path_prefix: 'old/' }),
    after: upload(),
    finds: [
      /^uploads: s3:\/\/arrivals: old\/\* -> s3:\/\/arrivals: new\/\*$/,
      /^example uploads: s3:\/\/arrivals: old\/example \(1024 bytes, PutObject\) no longer starts the job -> s3:\/\/arrivals: new\/example/,
    ],
  },
  {
    learns: 'Only CSV files start the job.',
    before: upload(),
    after: upload({ path_suffix: '.csv' }),
    finds: [
      /^uploads: s3:\/\/arrivals: new\/\* -> s3:\/\/arrivals: new\/\*\.csv$/,
      /new\/example .* no longer starts the job -> $/,
    ],
  },
  {
    learns: 'An upload job becomes a scheduled job.',
    before: upload(),
    after: {
      scheduled_jobs: { intake: { task_command: ['bin/intake'], schedule_expression: 'cron(0 6 * * ? *)' } },
    },
    finds: [
      /^intake: scheduled job changed$/,
      /^kind: file upload job -> scheduled job$/,
      /^uploads: .* -> $/,
    ],
  },
  {
    learns: 'A worker gets more tasks.',
    before: worker(),
    after: worker({ max_tasks: 8 }),
    finds: [/^number of tasks: 1 to 4 tasks -> 1 to 8 tasks$/],
    hides: [/^how messages/, /step_adjustment/],
  },
  {
    learns: 'A message is a dead letter after three receives.',
    before: worker(),
    after: worker({ queue: { max_receive_count: 3 } }),
    finds: [/^receives before a message becomes a dead letter: 5 -> 3$/],
  },
  {
    learns: 'A worker receives the messages of a topic.',
    before: worker(),
    after: worker({ queue: { subscribe_topic_arns: [orders] } }),
    finds: [/^SNS topics: {2}-> arn:aws:sns:us-east-1:123456789012:orders: every message$/],
  },
  {
    learns: 'A worker receives other messages of a topic, and only their text.',
    before: worker({
      queue: { subscribe_topic_arns: [{ topic_arn: orders, filter_policy: { kind: ['paid'] } }] },
    }),
    after: worker({
      queue: {
        subscribe_topic_arns: [
          {
            topic_arn: orders,
            filter_policy: { kind: ['paid', 'sent'], total: [{ numeric: ['>', 5] }] },
            filter_policy_scope: 'MessageBody',
            raw_message_delivery: true,
          },
        ],
      },
    }),
    finds: [
      /^SNS topics: .*:orders: messages whose attribute kind is "paid" -> .*:orders: messages in whose body kind is "paid" or is "sent" and total is > 5, only the published text$/,
    ],
  },
  {
    learns: 'The messages of a topic do not reach a worker any more.',
    before: worker({ queue: { subscribe_topic_arns: [orders] } }),
    after: worker(),
    finds: [/^SNS topics: .*:orders: every message -> $/],
  },
  {
    learns: 'A new command replaces the tasks of a worker.',
    before: worker(),
    after: worker({ task_command: ['bin/pages', '--fast'] }),
    finds: [/^command: bin\/pages -> bin\/pages --fast/, /^note: ECS replaces the tasks of the worker\./],
  },
  {
    learns: 'A worker is disabled.',
    before: worker(),
    after: worker({ state: 'DISABLED' }),
    finds: [/^state: enabled -> disabled: no tasks run, and messages wait in the queue$/],
  },
  {
    learns: 'Failed runs are reported to a topic.',
    before: scheduled(),
    after: { ...scheduled(), alarms: { sns_topic_arn: topic } },
    finds: [/^nightly: scheduled job changed$/, /^a failed run: {2}-> reported to alarms$/],
  },
  {
    learns: 'A disabled upload job starts for no upload.',
    before: upload(),
    after: upload({ state: 'DISABLED' }),
    finds: [/^intake stops: The job intake is disabled: uploads and events do not start it any more\.$/],
  },
  {
    learns: 'A disabled worker leaves its messages in the queue.',
    before: worker(),
    after: worker({ state: 'DISABLED' }),
    finds: [/^pages stops: The job pages is disabled: no tasks run, and messages wait in its queue until/],
  },
  {
    learns: 'A job whose last date is earlier has no further run.',
    before: scheduled(),
    after: scheduled({ end_date: '2026-11-30T13:00:00Z' }),
    finds: [
      /^nightly stops: The job nightly has no further run: no run starts any more; the next run was due on/,
    ],
  },
  {
    learns: 'A job that loses one of two schedules still runs.',
    before: scheduled({ schedule_expression: ['cron(0 6 * * ? *)', 'cron(0 7 * * ? *)'] }),
    after: scheduled(),
    finds: [/^nightly: scheduled job/],
    hides: [/ stops: /],
  },
  {
    learns: 'A job that was disabled before, or that is deleted, does not stop now.',
    before: { scheduled_jobs: { idle: { ...nightly, state: 'DISABLED' }, gone: nightly } },
    after: { scheduled_jobs: { idle: { ...nightly, state: 'DISABLED', timeout_seconds: 60 } } },
    finds: [/^gone: scheduled job deleted$/, /^timeout: none -> 1 minute$/],
    hides: [/ stops: /],
  },
  {
    learns: 'The alarms of a deleted job need no words.',
    before: { ...worker(), ...scheduled({ expected_seconds: 60 }), alarms: { sns_topic_arn: topic } },
    after: { ...worker(), alarms: { sns_topic_arn: topic } },
    finds: [/^nightly: scheduled job deleted$/],
    hides: [/ run: /, /^who is notified/],
  },
  {
    learns: 'The size of the task definition counts, because the job sets none.',
    before: scheduled({ cpu: 256, memory: 512 }),
    after: scheduled(),
    finds: [
      /^size: 0\.25 vCPU, 0\.5 GB memory -> not set by the job; ECS uses the size of the task definition /,
    ],
  },
  {
    learns: 'All four jobs get a tag and another topic, and one of them another timeout.',
    before: { ...fourJobs, alarms: { sns_topic_arn: topic } },
    after: {
      scheduled_jobs: { ...fourJobs.scheduled_jobs, a: { ...nightly, timeout_seconds: 60 } },
      tags: { team: 'ledger' },
      alarms: { sns_topic_arn: `${topic}-2` },
    },
    finds: [
      /^all of a, b, c, d$/,
      /^tags: {2}-> team = ledger$/,
      /^tags of tasks: {2}-> team = ledger$/,
      /^a failed run: reported to alarms -> reported to alarms-2$/,
      /^timeout: none -> 1 minute$/,
    ],
  },
  {
    learns: 'A run that was not delivered is kept.',
    before: scheduled(),
    after: scheduled({ delivery: { maximum_event_age_seconds: 3600, dead_letter_queue: true } }),
    finds: [
      /^deliveries that fail: .* in 1 day, then lost -> .* in 1 hour, then kept in app-test-nightly-dead-letters$/,
    ],
  },
];

function linesOfPair({ before, after, at }: Pair): readonly string[] {
  const review = reviewSections(before, after, at);
  return [
    ...review.common.flatMap((common) => [`all of ${common.jobs.join(', ')}`, ...linesOf(common)]),
    ...review.jobs.flatMap((job) => [
      `${job.name}: ${job.label} ${job.action}`,
      ...(job.stopped === undefined ? [] : [`${job.name} stops: ${plainText(job.stopped)}`]),
      ...linesOf(job),
    ]),
    ...linesOf(review.shared),
  ];
}

describe('a reviewer learns', () => {
  test.each(pairs)('$learns', (pair) => {
    const lines = linesOfPair(pair);
    const missing = pair.finds.filter((pattern) => !lines.some((line) => pattern.test(line)));
    const shown = lines.filter((line) => pair.hides?.some((pattern) => pattern.test(line)));
    expect({
      missing: missing.map(String),
      shown,
      lines: missing.length + shown.length === 0 ? [] : lines,
    }).toEqual({ missing: [], shown: [], lines: [] });
  });
});

test('a change of three jobs is said once, and a change of two jobs is said for each', () => {
  const before = environmentOf(fourJobs);
  const changed = { ...nightly, timeout_seconds: 60 };
  const after = (...names: readonly string[]) =>
    environmentOf({
      scheduled_jobs: {
        ...fourJobs.scheduled_jobs,
        ...Object.fromEntries(names.map((name) => [name, changed])),
      },
    });
  const [three, two, four] = [
    ['a', 'b', 'c'],
    ['a', 'b'],
    ['a', 'b', 'c', 'd'],
  ].map((names) => reviewOf(before, after(...names)));
  expect(three?.common.map(({ jobs, isAll, rows }) => [jobs, isAll, rows.length])).toEqual([
    [['a', 'b', 'c'], false, 1],
  ]);
  expect(three?.jobs.flatMap(linesOf)).toEqual([]);
  expect(two?.common).toEqual([]);
  expect(two?.jobs.flatMap(linesOf)).toHaveLength(2);
  expect(four?.common.map(({ isAll }) => isAll)).toEqual([true]);
});

test('jobs that change have their actions, and the others are counted', () => {
  const before = environmentOf({
    scheduled_jobs: { kept: nightly, gone: { ...nightly, task_command: ['bin/gone'] }, changed: nightly },
  });
  const after = environmentOf({
    scheduled_jobs: {
      kept: nightly,
      added: { ...nightly, task_command: ['bin/added'] },
      changed: { ...nightly, timeout_seconds: 60 },
    },
  });
  const { jobs, unchangedJobs } = reviewOf(before, after);
  expect(new Map(jobs.map(({ name, action }) => [name, action]))).toEqual(
    new Map([
      ['gone', 'deleted'],
      ['changed', 'changed'],
      ['added', 'added'],
    ]),
  );
  expect(unchangedJobs).toBe(1);
});
