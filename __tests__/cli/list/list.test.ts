import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { list as listAt } from '../../../lib/cli/commands/list';
import { run, TemporaryFolder } from '../../support/run-program';
import { asRecord, at } from '../../support/stack-json';
import { contextAt } from '../../support/command-context';

let folder: TemporaryFolder;
beforeAll(() => {
  folder = new TemporaryFolder();
});
afterAll(() => {
  folder.remove();
});

const base = `app_name: app
region: us-east-1
service: { subnet_ids: [subnet-1], security_group_ids: [sg-1] }
`;

let folders = 0;

/** Lists an environment `dev` with these fields. */
function list(fields: string, ...more: readonly string[]) {
  folders += 1;
  folder.write({ [`${folders}/dev.yml`]: `${base}${fields}` });
  return run('list', '--config', join(folder.path, String(folders)), ...more);
}

const job = (fields: string) => `scheduled_jobs: { job: { task_command: [x], ${fields} } }\n`;
const daily = job('schedule_expression: cron(30 2 * * ? *), schedule_expression_timezone: America/New_York');
const from = ['--from', '2027-03-13T00:00:00Z'] as const;

/** The only job of a list as JSON. */
function jsonOf(fields: string, ...more: readonly string[]): unknown {
  return at(JSON.parse(list(fields, '--format', 'json', ...more).out), 'environments', 0, 'jobs', 0);
}

const everyKind = `
scheduled_jobs:
  weekly:
    task_command: [x]
    schedule_expression: [cron(0 6 ? * MON *), cron(30 9 ? * SAT *)]
    schedule_expression_timezone: America/New_York
    start_date: 2027-01-01T00:00:00-05:00
    end_date: 2027-03-21T00:00:00Z
    flexible_time_window_minutes: 15
    timeout_seconds: 5400
    retry: { max_attempts: 2 }
  often: { task_command: [x], schedule_expression: rate(5 minutes) }
  off: { task_command: [x], schedule_expression: rate(5 minutes), state: DISABLED }
  once: { task_command: [x], schedule_expression: at(2027-03-12T23:59:59), retry: { max_attempts: 1 } }
file_upload_jobs:
  import:
    task_command: [x]
    source_bucket: uploads
    path_prefix: [in/, "a\\e[31m/"]
    path_suffix: .csv
    minimum_size_bytes: 1
    reasons: [POST]
  scanned: { task_command: [x], source_bucket: uploads, after_malware_scan: true, state: DISABLED }
`;

describe('background-jobs list', () => {
  test('shows every job in words, with its next runs', () => {
    expect(list(everyKind, ...from, '--count', '2')).toEqual({
      status: 0,
      error: '',
      out: `Next runs from 2027-03-13 00:00Z, in each job's time zone and in UTC

dev
  job                         trigger                                              next runs                    in UTC
  import                      s3://uploads/a\\u001b[31m/*.csv                       at each upload that matches
    file upload, ECS cluster  s3://uploads/in/*.csv
                              at least 1 byte
                              created by POST
                              no retries, no timeout, runs may overlap

  scanned                     s3://uploads/*                                       disabled; uploads are lost
    file upload, ECS cluster  after GuardDuty has found no threats in it
                              no retries, no timeout, runs may overlap

  off                         every 5 minutes                                      disabled
    scheduled, state machine  rate(5 minutes)
                              no retries, no timeout, runs may overlap

  often                       every 5 minutes, counted from the time above (AWS    Sat 2027-03-13 00:00 +00:00  2027-03-13 00:00Z
    scheduled, state machine    counts from the creation of the schedule; this     Sat 2027-03-13 00:05 +00:00  2027-03-13 00:05Z
                                time is unknown here)
                              rate(5 minutes)
                              no retries, no timeout, runs may overlap

  once                        once, on 2027-03-12 at 23:59:59, Etc/UTC             finished: 2027-03-12 23:59:59 in Etc/UTC has passed
    scheduled, state machine  at(2027-03-12T23:59:59)
                              1 retry (at most 2 attempts), no timeout, runs may
                                overlap

  weekly                      At 06:00 AM, only on Monday, America/New_York        Mon 2027-03-15 06:00 -04:00  2027-03-15 10:00Z
    scheduled, state machine  cron(0 6 ? * MON *)
                              from 2027-01-01T05:00:00Z
                              until 2027-03-21T00:00:00Z
                              up to 15 minutes later
                              At 09:30 AM, only on Saturday, America/New_York      Sat 2027-03-13 09:30 -05:00  2027-03-13 14:30Z
                              cron(30 9 ? * SAT *)                                 Sat 2027-03-20 09:30 -04:00  2027-03-20 13:30Z
                              from 2027-01-01T05:00:00Z
                              until 2027-03-21T00:00:00Z
                              up to 15 minutes later
                              2 retries (at most 3 attempts), timeout 90 minutes,
                                runs may overlap
`,
    });
  });

  test('has stable JSON', () => {
    const { out } = list(everyKind, ...from, '--count', '2', '--format', 'json');
    const policy = {
      retry: { max_attempts: 0, maximum_runs: 1 },
      timeout_seconds: null,
      run_timeout_seconds: null,
      overlap: 'allow',
    };
    const delivery = {
      maximum_event_age_seconds: 86_400,
      maximum_retry_attempts: 185,
      dead_letter_queue: null,
    };
    const log = { retention_days: 1827, execution_data: true, kept_after_deletion: false };
    const schedule = {
      delivery,
      start_date: null,
      end_date: null,
      flexible_time_window_minutes: null,
      counted_from: null,
      finished: false,
    };
    const saturdays = [
      { local: '2027-03-13T09:30:00-05:00', utc: '2027-03-13T14:30:00Z' },
      { local: '2027-03-20T09:30:00-04:00', utc: '2027-03-20T13:30:00Z' },
    ];
    const often = ['2027-03-13T00:00:00+00:00', '2027-03-13T00:05:00+00:00'];
    const scheduled = { type: 'scheduled_job', target: 'state_machine', state: 'ENABLED', log };
    const dates = {
      start_date: '2027-01-01T05:00:00Z',
      end_date: '2027-03-21T00:00:00Z',
      flexible_time_window_minutes: 15,
    };
    expect(JSON.parse(out)).toEqual({
      from: '2027-03-13T00:00:00Z',
      environments: [
        {
          name: 'dev',
          jobs: [
            {
              name: 'import',
              type: 'file_upload_job',
              target: 'ecs_cluster',
              log: null,
              delivery,
              state: 'ENABLED',
              matches: {
                bucket: 'uploads',
                path_prefix: ['a\u001b[31m/', 'in/'],
                path_suffix: ['.csv'],
                path_pattern: [],
                minimum_size_bytes: 1,
                maximum_size_bytes: null,
                reasons: ['POST'],
                after_malware_scan: false,
                event_bus_name: 'default',
              },
              ...policy,
            },
            {
              name: 'scanned',
              type: 'file_upload_job',
              target: 'ecs_cluster',
              log: null,
              delivery,
              state: 'DISABLED',
              matches: {
                bucket: 'uploads',
                path_prefix: [],
                path_suffix: [],
                path_pattern: [],
                minimum_size_bytes: null,
                maximum_size_bytes: null,
                reasons: [],
                after_malware_scan: true,
                event_bus_name: 'default',
              },
              ...policy,
            },
            {
              name: 'off',
              ...scheduled,
              state: 'DISABLED',
              schedule_expression: 'rate(5 minutes)',
              schedule_expression_timezone: 'Etc/UTC',
              next_runs: [],
              schedules: [
                {
                  ...schedule,
                  expression: 'rate(5 minutes)',
                  words: 'every 5 minutes',
                  counted_from: 'from',
                  next_runs: [],
                },
              ],
              ...policy,
            },
            {
              name: 'often',
              ...scheduled,
              schedule_expression: 'rate(5 minutes)',
              schedule_expression_timezone: 'Etc/UTC',
              next_runs: often,
              schedules: [
                {
                  ...schedule,
                  expression: 'rate(5 minutes)',
                  words: 'every 5 minutes',
                  counted_from: 'from',
                  next_runs: often.map((local) => ({ local, utc: local.replace('+00:00', 'Z') })),
                },
              ],
              ...policy,
            },
            {
              name: 'once',
              ...scheduled,
              schedule_expression: 'at(2027-03-12T23:59:59)',
              schedule_expression_timezone: 'Etc/UTC',
              next_runs: [],
              schedules: [
                {
                  ...schedule,
                  expression: 'at(2027-03-12T23:59:59)',
                  words: 'once, on 2027-03-12 at 23:59:59, Etc/UTC',
                  finished: true,
                  finished_because: '2027-03-12 23:59:59 in Etc/UTC has passed',
                  next_runs: [],
                },
              ],
              ...policy,
              retry: { max_attempts: 1, maximum_runs: 2 },
            },
            {
              name: 'weekly',
              ...scheduled,
              schedule_expression: ['cron(0 6 ? * MON *)', 'cron(30 9 ? * SAT *)'],
              schedule_expression_timezone: 'America/New_York',
              // Runs of both schedules, in order, and at most --count.
              next_runs: ['2027-03-13T09:30:00-05:00', '2027-03-15T06:00:00-04:00'],
              schedules: [
                {
                  ...schedule,
                  ...dates,
                  expression: 'cron(0 6 ? * MON *)',
                  words: 'At 06:00 AM, only on Monday, America/New_York',
                  next_runs: [{ local: '2027-03-15T06:00:00-04:00', utc: '2027-03-15T10:00:00Z' }],
                },
                {
                  ...schedule,
                  ...dates,
                  expression: 'cron(30 9 ? * SAT *)',
                  words: 'At 09:30 AM, only on Saturday, America/New_York',
                  next_runs: saturdays,
                },
              ],
              retry: { max_attempts: 2, maximum_runs: 3 },
              timeout_seconds: 5400,
              run_timeout_seconds: null,
              overlap: 'allow',
            },
          ],
        },
      ],
    });
  });

  test('shows a configured delivery and log', () => {
    const fields =
      'schedule_expression: rate(1 hour), log_execution_data: false, keep_logs_after_deletion: true, delivery: { maximum_event_age_seconds: 600, dead_letter_queue: true }';
    const { out } = list(job(fields), '--format', 'text', ...from);
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /delivered with up to 185 retries in 10 minutes, then kept in app-dev-job-dead-letters .*log without the data of runs, kept after the job is deleted/,
    );
    expect(jsonOf(job(fields), ...from)).toMatchObject({
      log: { execution_data: false, kept_after_deletion: true },
      schedules: { 0: { delivery: { maximum_event_age_seconds: 600 } } },
    });
    const lost = job('schedule_expression: rate(1 hour), delivery: { maximum_retry_attempts: 0 }');
    expect(list(lost, ...from).out).toContain('delivered without retries, then lost');
  });

  test('skips the day on which clocks skip the time, and runs once on the day on which they show it twice', () => {
    expect(at(jsonOf(daily, ...from), 'next_runs')).toEqual([
      '2027-03-13T02:30:00-05:00',
      '2027-03-15T02:30:00-04:00',
      '2027-03-16T02:30:00-04:00',
    ]);
    const autumn = daily.replace('30 2', '30 1');
    expect(at(jsonOf(autumn, '--from', '2027-11-07T00:00:00Z'), 'next_runs')).toEqual([
      '2027-11-07T01:30:00-04:00',
      '2027-11-08T01:30:00-05:00',
      '2027-11-09T01:30:00-05:00',
    ]);
  });

  test.each([
    ['end_date has passed', 'schedule_expression: rate(1 hour), end_date: 2027-03-12T00:00:00Z'],
    [
      'no more times before end_date',
      'schedule_expression: cron(0 6 1 * ? *), end_date: 2027-03-14T00:00:00Z',
    ],
    ['all times of the schedule have passed', 'schedule_expression: cron(0 6 * * ? 2026)'],
    ['2027-03-12 00:00 in Etc/UTC has passed', 'schedule_expression: at(2027-03-12T00:00:00)'],
    [
      '2027-03-13 08:00 in Asia/Tokyo has passed',
      'schedule_expression: at(2027-03-13T08:00:00), schedule_expression_timezone: Asia/Tokyo',
    ],
    [
      'clocks skip this time in America/New_York',
      'schedule_expression: at(2027-03-14T02:30:00), schedule_expression_timezone: America/New_York',
    ],
  ])('explains why a schedule is finished: %s', (why, fields) => {
    expect(list(job(fields), ...from).out).toContain(`  finished: ${why}\n`);
    expect(at(jsonOf(job(fields), ...from), 'schedules', 0)).toMatchObject({
      finished: true,
      finished_because: why,
      next_runs: [],
    });
  });

  test('counts a rate from a start_date in the past', () => {
    const rate = job('schedule_expression: rate(7 hours), start_date: 2027-03-12T23:00:00Z');
    expect(at(jsonOf(rate, ...from), 'schedules', 0)).toMatchObject({
      counted_from: 'start_date',
      next_runs: { 0: { utc: '2027-03-13T06:00:00Z' } },
    });
    expect(list(rate, ...from).out).toContain('every 7 hours, counted from start_date');
  });

  test('accepts an offset, and rounds fractions of seconds up', () => {
    const often = job('schedule_expression: cron(* * * * ? *)');
    const first = (time: string) => at(jsonOf(often, '--from', time), 'next_runs', 0);
    expect(first('2027-03-13T06:00:00-04:30')).toBe('2027-03-13T10:30:00+00:00');
    expect(first('2027-03-13T06:00Z')).toBe('2027-03-13T06:00:00+00:00');
    expect(first('2027-03-13T06:00:00.0001Z')).toBe('2027-03-13T06:01:00+00:00');
  });

  test('starts now by default', () => {
    folder.write({ 'now/dev.yml': `${base}${job('schedule_expression: cron(* * * * ? *)')}` });
    const options = { config: [join(folder.path, 'now')], environment: [], format: 'json' } as const;
    const now = new Date('2027-03-13T06:00:59.999Z');
    const { from, environments } = asRecord(JSON.parse(listAt(options, contextAt(now)).output));
    expect(from).toBe('2027-03-13T06:00:59Z');
    expect(at(environments, 0, 'jobs', 0, 'next_runs', 0)).toBe('2027-03-13T06:01:00+00:00');
  });

  test('mentions an environment without jobs, and lists nothing if there are errors', () => {
    expect(list('', ...from).out).toContain('\ndev\n  no jobs\n');
    expect(list(job('schedule_expression: nonsense'), ...from)).toMatchObject({ status: 1, out: '' });
  });
});

const hourly = `scheduled_jobs:
  nightly: { task_command: [x], schedule_expression: cron(30 2 * * ? *), schedule_expression_timezone: America/New_York }
  noon: { task_command: [x], schedule_expression: cron(0 12 * * ? *), flexible_time_window_minutes: 1 }
  hours: { task_command: [x], schedule_expression: cron(0 * * * ? *) }
  rated: { task_command: [x], schedule_expression: rate(7 hours) }
  off: { task_command: [x], schedule_expression: cron(0 12 * * ? *), state: DISABLED }
  over: { task_command: [x], schedule_expression: cron(0 12 * * ? *), end_date: 2027-03-14T11:59:59Z }
`;

describe('background-jobs list --on', () => {
  test('shows the runs of a day in order, and schedules whose times are unknown', () => {
    expect(list(hourly, '--on', '2027-03-14')).toEqual({
      status: 0,
      error: '',
      out: `Runs on Sun 2027-03-14, in each job's time zone, without disabled jobs

dev: 25 runs, at most 2 in the same minute, first at 2027-03-14 12:00Z
  job    runs                              same minute  when
  hours  24, 00:00 +00:00 to 23:00 +00:00  up to 2      Every hour, Etc/UTC

  starts        in UTC             same minute  job
  12:00 +00:00  2027-03-14 12:00Z  2            noon, up to 1 minute later

  nightly: 02:30 does not exist on this day in America/New_York and is skipped (cron(30 2 * * ? *))
  Unknown times: AWS counts a rate without start_date from the creation of the schedule; this time is unknown here
    rated  every 7 hours
`,
    });
  });

  test('runs once at a time that clocks show twice in autumn', () => {
    const { out } = list(daily.replace('30 2', '30 1'), '--on', '2027-11-07');
    expect(out).toContain('dev: 1 run\n');
    expect(out).toContain('  01:30 -04:00  2027-11-07 05:30Z               job\n');
  });

  test('shows many runs and many skipped times in a line each, and all of them in JSON', () => {
    const often = job(
      'schedule_expression: cron(* * * * ? *), schedule_expression_timezone: America/New_York',
    );
    const { out } = list(often, '--on', '2027-03-14');
    expect(out.split('\n').length).toBeLessThan(12);
    expect(out).toContain('  job  1380, 00:00 -05:00 to 23:59 -04:00  ');
    expect(out).toContain(
      'job: 60 times from 02:00 to 02:59 do not exist on this day in America/New_York and are',
    );
    const json: unknown = JSON.parse(list(often, '--on', '2027-03-14', '--format', 'json').out);
    expect(at(json, 'environments', 0, 'runs')).toHaveLength(1380);
    expect(at(json, 'environments', 0, 'skipped', 0, 'local_times')).toHaveLength(60);
  });

  test('has stable JSON', () => {
    const json: unknown = JSON.parse(list(hourly, '--on', '2027-03-14', '--format', 'json').out);
    expect(at(json, 'on')).toBe('2027-03-14');
    const environment = at(json, 'environments', 0);
    const order = [11, 12, 13, 14].map((index) => at(environment, 'runs', index, 'job'));
    expect(order).toEqual(['hours', 'hours', 'noon', 'hours']);
    expect(at(environment, 'runs', 12)).toEqual({
      job: 'hours',
      expression: 'cron(0 * * * ? *)',
      timezone: 'Etc/UTC',
      words: 'Every hour, Etc/UTC',
      local: '2027-03-14T12:00:00+00:00',
      utc: '2027-03-14T12:00:00Z',
      flexible_time_window_minutes: null,
      starts_in_same_minute: 2,
    });
    expect(at(environment, 'skipped')).toEqual([
      {
        kind: 'run',
        job: 'nightly',
        expression: 'cron(30 2 * * ? *)',
        timezone: 'America/New_York',
        words: 'At 02:30 AM, every day, America/New_York',
        local_times: ['02:30'],
      },
    ]);
    expect(at(environment, 'not_placed')).toMatchObject([{ job: 'rated', words: 'every 7 hours' }]);
  });

  test('mentions a day without runs', () => {
    expect(list(job('schedule_expression: at(2027-01-01T00:00:00)'), '--on', '2027-03-14').out).toContain(
      '\ndev: no runs\n',
    );
  });
});

describe('wrong usage of list', () => {
  const reason =
    'must be a date and time from 1970 to 2199 that ends with Z or an offset, such as 2027-03-14T06:00:00Z';
  test.each<readonly [readonly string[], string]>([
    [['--from', '2027-03-14'], reason],
    [['--from', '2027-03-14T06:00:00'], reason],
    [['--from', '2027-02-30T06:00:00Z'], reason],
    [['--from', '2027-02-03T24:00:00Z'], reason],
    [['--from', '2027-02-03T06:60:00Z'], reason],
    [['--from', '2027-02-03T06:00:60Z'], reason],
    [['--from', '2027-02-03T06:00:00+19:00'], reason],
    [['--from', '1969-12-31T06:00:00Z'], reason],
    [['--from', 'tomorrow\u001b[31m'], `--from tomorrow\\u001b[31m: ${reason}`],
    [['--on', '2027-02-29'], '--on 2027-02-29: must be a date from 1970 to 2199, such as 2027-03-14\n'],
    [['--on', 'monday'], '--on monday: must be a date'],
    [
      ['--on', '2027-03-14', '--from', '2027-03-14T06:00:00Z'],
      '--on lists all runs of a day; remove --from\n',
    ],
    [['--on', '2027-03-14', '--count', '3'], '--on lists all runs of a day; remove --count\n'],
    [['--count', '0'], '--count 0: must be a whole number from 1 to 1000\n'],
    [['--count', '1001'], '--count 1001: must be a whole number from 1 to 1000\n'],
    [['--count', '1.5'], '--count 1.5: must be a whole number'],
    [['--format', 'xml'], 'Allowed choices are text, json, ics'],
  ])('exits with 2 and a message: %j', (options, message) => {
    const { status, out, error } = list(daily, ...options);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(error).toContain(message);
  });
});
