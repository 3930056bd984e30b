import { describe, expect, test } from '@jest/globals';
import { parseScheduleDate } from '../../../lib/aws/schedules/schedules';
import type { ScheduledJob } from '../../../lib/jobs/job';
import { environmentOf, issuesOf } from '../support/environments';

type Fields = Readonly<Record<string, unknown>>;

const issuesWith = (fields: Fields, others: Fields = {}) =>
  issuesOf({ scheduled_jobs: { job: { task_command: ['job'], ...fields }, ...others } }).map((issue) =>
    issue.replace('scheduled_jobs.job.', ''),
  );

function schedulesOf(fields: Fields): ScheduledJob['schedules'] {
  const [job] = environmentOf({ scheduled_jobs: { job: { task_command: ['job'], ...fields } } }).jobs;
  if (job?.type !== 'scheduled_job') throw new TypeError('no scheduled job');
  return job.schedules;
}

const daily = 'cron(0 4 * * ? *)';

describe('the schedule of a job', () => {
  test.each<readonly [string, Fields]>([
    ['one expression', { schedule_expression: daily }],
    ['a list of one', { schedule_expression: [daily] }],
    ['several', { schedule_expression: [daily, 'rate(1 hour)', 'at(2030-01-01T00:00:00)'] }],
    [
      'dates',
      { schedule_expression: daily, start_date: '2027-01-01T00:00:00Z', end_date: '2027-01-01T04:00:00Z' },
    ],
    [
      'dates in other zones',
      {
        schedule_expression: 'rate(1 day)',
        start_date: '2027-01-01T00:00:00-05:00',
        end_date: '2027-01-01T05:00:01Z',
      },
    ],
    ['an end alone', { schedule_expression: daily, end_date: '2027-01-01T00:00:00+05:30' }],
  ])('can have %s', (_, fields) => {
    expect(issuesWith(fields)).toEqual([]);
  });

  test.each<readonly [Fields, string]>([
    [
      { schedule_expression: [] },
      'schedule_expression: must have at least one expression; without a schedule, nothing triggers the job',
    ],
    [{ schedule_expression: [daily, daily] }, `schedule_expression[1]: ${daily}: duplicate item; remove it`],
    [
      { schedule_expression: ['rate(1 hour)', 'rate(1 hours)'] },
      'schedule_expression[1]: rate(1 hour) is in the list more than once; keep one',
    ],
    [
      { schedule_expression: [daily, 'cron(0 4 * * * *)'] },
      'schedule_expression[1]: cron(0 4 * * * *): day-of-month and day-of-week must not both be set',
    ],
    [
      { schedule_expression: daily, start_date: '2027-01-01T00:00:00' },
      'start_date: 2027-01-01T00:00:00: the offset is missing; write 2027-01-01T00:00:00Z for UTC',
    ],
    [
      { schedule_expression: daily, start_date: '2027-01-01' },
      'start_date: 2027-01-01: the offset is missing; write 2027-01-01T00:00:00Z for UTC',
    ],
    [
      { schedule_expression: daily, end_date: '2027-02-29T00:00:00Z' },
      'end_date: 2027-02-29T00:00:00Z: the date, time or offset does not exist',
    ],
    [
      { schedule_expression: daily, end_date: '2027-02-28T00:00:00+19:00' },
      'the date, time or offset does not exist',
    ],
    [
      { schedule_expression: daily, end_date: 'tomorrow' },
      'end_date: tomorrow: a date must be yyyy-mm-ddThh:mm:ss with Z or an offset',
    ],
    [
      {
        schedule_expression: daily,
        start_date: '2027-01-01T00:00:00-05:00',
        end_date: '2027-01-01T05:00:00Z',
      },
      'end_date: end_date is 2027-01-01T05:00:00Z; it must be after start_date (2027-01-01T00:00:00-05:00)',
    ],
    [
      { schedule_expression: 'at(2030-01-01T00:00:00)', start_date: '2027-01-01T00:00:00Z' },
      'start_date: start_date has no effect with the one-time schedule at(2030-01-01T00:00:00)',
    ],
    [
      {
        schedule_expression: [daily, 'cron(0 0 1 6 ? *)'],
        start_date: '2027-01-01T00:00:00Z',
        end_date: '2027-05-31T00:00:00Z',
      },
      'schedule_expression[1]: cron(0 0 1 6 ? *) has no time between start_date (2027-01-01T00:00:00Z) and end_date (2027-05-31T00:00:00Z)',
    ],
    [
      // 04:00 in Tokyo is 19:00 UTC on the day before.
      {
        schedule_expression: daily,
        schedule_expression_timezone: 'Asia/Tokyo',
        start_date: '2027-01-01T00:00:00Z',
        end_date: '2027-01-01T18:59:59Z',
      },
      `schedule_expression: ${daily} has no time between`,
    ],
    [
      { schedule_expression: 'cron(0 0 1 1 ? 2028)', end_date: '2027-01-01T00:00:00Z' },
      'has no time before end_date (2027-01-01T00:00:00Z)',
    ],
    [
      { schedule_expression: 'cron(0 3 1 1 ? 2027)', start_date: '2027-02-01T00:00:00Z' },
      'has no time after start_date (2027-02-01T00:00:00Z), and would never start the job',
    ],
  ])('is rejected with a message: %j', (fields, message) => {
    expect(issuesWith(fields)).toEqual([expect.stringContaining(message)]);
  });

  test('has dates in UTC for the Scheduler, whatever the offset is', () => {
    expect(parseScheduleDate('2027-01-01T00:30:00-05:30')).toEqual({
      ok: true,
      value: '2027-01-01T06:00:00Z',
    });
    const [schedule] = schedulesOf({
      schedule_expression: 'rate(1 day)',
      start_date: '2026-12-31T23:00:00-02:00',
      end_date: '2027-06-01T00:00:00Z',
    });
    expect(schedule).toMatchObject({ startDate: '2027-01-01T01:00:00Z', endDate: '2027-06-01T00:00:00Z' });
  });
});

describe('the schedule of a message or of a number of tasks', () => {
  const toldOfWorker = (fields: Fields) =>
    issuesOf({
      queue_worker_jobs: {
        work: { task_command: ['work'], max_processing_seconds: 60, max_tasks: 4, ...fields },
      },
    }).map((issue) => issue.replace('queue_worker_jobs.work.', ''));

  test.each<readonly [Fields, ...(readonly string[])]>([
    [
      {
        schedule_expression: daily,
        start_date: '2027-01-01T00:00:00-05:00',
        end_date: '2027-01-01T05:00:00Z',
      },
      'schedule.end_date: end_date is 2027-01-01T05:00:00Z; it must be after start_date (2027-01-01T00:00:00-05:00)',
    ],
    [
      {
        schedule_expression: 'at(2030-01-01T00:00:00)',
        start_date: '2027-01-01T00:00:00Z',
        end_date: '2028-01-01T00:00:00Z',
      },
      ...['start_date', 'end_date'].map(
        (field) =>
          `schedule.${field}: ${field} has no effect with the one-time schedule at(2030-01-01T00:00:00); remove the date`,
      ),
    ],
    [
      {
        schedule_expression: daily,
        schedule_expression_timezone: 'Asia/Tokyo',
        start_date: '2027-01-01T00:00:00Z',
        end_date: '2027-01-01T18:59:59Z',
      },
      `schedule.schedule_expression: ${daily} has no time between start_date (2027-01-01T00:00:00Z) and end_date (2027-01-01T18:59:59Z), and would never send a message; change the expression or the dates`,
    ],
    [
      { schedule_expression: 'cron(0 0 1 1 ? 2028)', end_date: '2027-01-01T00:00:00Z' },
      'schedule.schedule_expression: cron(0 0 1 1 ? 2028) has no time before end_date (2027-01-01T00:00:00Z), and would never send a message; change the expression or the dates',
    ],
    // Whether it fires in an invalid zone is unknown.
    [
      {
        schedule_expression: 'cron(0 0 1 1 ? 2028)',
        schedule_expression_timezone: 'Europe/Londn',
        end_date: '2027-01-01T00:00:00Z',
      },
      'schedule.schedule_expression_timezone: Europe/Londn: a time zone must be a name of the IANA database; did you mean Europe/London?',
    ],
  ])('has the rules of a job’s schedule: %j', (schedule, ...messages) => {
    expect(toldOfWorker({ schedule })).toEqual(messages);
  });

  test('can have dates if it has a time between them', () => {
    const schedule = { schedule_expression: daily, start_date: '2027-01-01T00:00:00Z' };
    expect(toldOfWorker({ schedule: { ...schedule, end_date: '2027-01-01T04:00:00Z' } })).toEqual([]);
    expect(toldOfWorker({ schedule: { schedule_expression: 'at(2030-01-01T00:00:00)' } })).toEqual([]);
  });

  test.each<readonly [field: string, text: string, message: string]>([
    ['schedule_expression', 'cron(0 4 31 2 ? *)', 'the schedule never fires'],
    ['schedule_expression', 'cron(0 4 * * * *)', 'day-of-month and day-of-week must not both be set'],
    ['schedule_expression', 'cron(0 4 * * *)', 'cron(…) must have six fields'],
    ['schedule_expression', 'at(08:00:00)', 'at(…) must be yyyy-mm-ddThh:mm:ss, got 08:00:00'],
    ['schedule_expression', 'at(2027-02-29T08:00:00)', 'the day 2027-02-29 does not exist'],
    [
      'schedule_expression',
      'rate(0 minutes)',
      'the number of rate(…) must be a whole number of at least 1, got 0',
    ],
    ['schedule_expression', 'rate(30 seconds)', 'the unit of rate(…) must be minute'],
    ['schedule_expression_timezone', 'EST', 'EST is UTC-5 all year, without daylight saving time'],
    [
      'schedule_expression_timezone',
      'Europe/Londn',
      'a time zone must be a name of the IANA database; did you mean',
    ],
  ])('is rejected with the message of a job’s schedule: %s %s', (field, text, message) => {
    const times = { schedule_expression: daily, [field]: text };
    const ofJob = issuesWith(times);
    expect(ofJob).toEqual([expect.stringContaining(`${field}: ${text}: ${message}`)]);
    expect(toldOfWorker({ schedule: times })).toEqual(ofJob.map((issue) => `schedule.${issue}`));
    const action = { min_tasks: 1, max_tasks: 2 };
    const scheduled_scaling = [
      { ...action, schedule_expression: 'rate(1 day)' },
      { ...action, ...times },
    ];
    expect(toldOfWorker({ scheduled_scaling })).toEqual(
      ofJob.map((issue) => `scheduled_scaling[1].${issue}`),
    );
  });
});

describe('the schedules of a list', () => {
  test('keep their names if other schedules are added or removed, and if their order changes', () => {
    const of = (...expressions: readonly string[]) =>
      new Map(
        schedulesOf({ schedule_expression: expressions }).map(({ expression, name }) => [expression, name]),
      );
    const two = of(daily, 'rate(1 hour)');
    const three = of('rate(2 hours)', 'rate(1 hour)', daily);
    expect(three.get(daily)).toBe(two.get(daily));
    expect(three.get('rate(1 hour)')).toBe(two.get('rate(1 hour)'));
    expect(new Set(three.values()).size).toBe(3);
    expect([...of(daily)]).toEqual([[daily, 'app-test-job']]);
  });

  test('have names within the Scheduler’s limit', () => {
    const name = 'j'.repeat(60 - 'app-test-'.length);
    const job = (schedule_expression: unknown) =>
      issuesOf({ scheduled_jobs: { [name]: { task_command: ['job'], schedule_expression } } });
    expect(job(daily)).toEqual([]);
    expect(job([daily, 'rate(1 hour)'])).toEqual([
      expect.stringMatching(
        /: app-test-j+-[0-9a-f]{8} has 69 characters; the name of a schedule must have at most 64 characters; shorten the name of the job or service\.name by at least 5 characters$/,
      ),
    ]);
  });

  test('must not have the name of another job', () => {
    const key = schedulesOf({ schedule_expression: [daily, 'rate(1 hour)'] })[0].key ?? '';
    const other = { [`job-${key}`]: { task_command: ['other'], schedule_expression: daily } };
    expect(issuesWith({ schedule_expression: [daily, 'rate(1 hour)'] }, other)).toEqual([
      `schedule_expression[0]: ${daily} would create a schedule with the same name as the job job-${key}; rename the job job-${key}`,
    ]);
  });
});
