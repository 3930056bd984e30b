import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { run, TemporaryFolder } from '../../support/run-program';
import { at } from '../../support/stack-json';

let folder: TemporaryFolder;
beforeAll(() => {
  folder = new TemporaryFolder();
  folder.write({
    'dev.yml': `app_name: app
region: us-east-1
service: { subnet_ids: [subnet-1], security_group_ids: [sg-1] }
scheduled_jobs:
  nightly:
    task_command: [x]
    schedule_expression: cron(30 2 * * ? *)
    schedule_expression_timezone: America/New_York
  berlin: { task_command: [x], schedule_expression: cron(0 9 * * ? *), schedule_expression_timezone: Europe/Berlin }
  counted: { task_command: [x], schedule_expression: rate(12 hours), start_date: 2027-01-01T06:00:00Z }
  uncounted: { task_command: [x], schedule_expression: rate(1 day) }
`,
  });
});
afterAll(() => {
  folder.remove();
});

const list = (...options: readonly string[]) => run('list', '--config', join(folder.path), ...options);
const jsonOf = (...options: readonly string[]): unknown =>
  at(JSON.parse(list('--format', 'json', ...options).out), 'environments', 0);
const berlin = ['--timezone', 'Europe/Berlin'] as const;

describe('list --timezone', () => {
  test('shows each time in the job’s and in the reader’s time zone, with the offset of the day', () => {
    // New York changes its clocks on 14 March, and Berlin on 28 March.
    const { out } = list('--from', '2027-03-13T00:00:00Z', '--count', '2', ...berlin);
    expect(out).toContain(
      "Next runs from Sat 2027-03-13 01:00 +01:00, in each job's time zone and in Europe/Berlin\n",
    );
    expect(out).toMatch(/ next runs {20}in Europe\/Berlin\n/);
    expect(out).toContain('Sat 2027-03-13 02:30 -05:00  Sat 2027-03-13 08:30 +01:00\n');
    expect(out).toContain('Mon 2027-03-15 02:30 -04:00  Mon 2027-03-15 07:30 +01:00\n');
  });

  test('shows a time once if the time zones are equal', () => {
    const { out } = list('--from', '2027-03-13T00:00:00Z', '--count', '1', ...berlin);
    expect(out).toMatch(/Europe\/Berlin +Sat 2027-03-13 09:00 \+01:00\n/);
  });

  test('adds the time to JSON', () => {
    const options = ['--from', '2027-03-27T12:00:00Z', '--count', '2'] as const;
    expect(at(jsonOf(...options, ...berlin), 'jobs', 2, 'schedules', 0, 'next_runs')).toEqual([
      {
        local: '2027-03-28T02:30:00-04:00',
        utc: '2027-03-28T06:30:00Z',
        in_timezone: '2027-03-28T08:30:00+02:00',
      },
      {
        local: '2027-03-29T02:30:00-04:00',
        utc: '2027-03-29T06:30:00Z',
        in_timezone: '2027-03-29T08:30:00+02:00',
      },
    ]);
    expect(JSON.parse(list('--format', 'json', ...options, ...berlin).out)).toMatchObject({
      timezone: 'Europe/Berlin',
    });
    expect(list('--format', 'json', ...options).out).not.toContain('timezone":"');
  });

  test('adds the time to the description of a calendar entry, which keeps its UID and its start', () => {
    const options = ['--from', '2027-03-13T00:00:00Z', '--count', '1', '--format', 'ics'] as const;
    const [plain, zoned] = [list(...options).out, list(...options, ...berlin).out];
    const keys = (text: string) => text.split('\r\n').filter((line) => /^(UID|DTSTART)/.test(line));
    expect(keys(zoned)).toEqual(keys(plain));
    expect(zoned.replaceAll('\r\n ', '')).toContain(
      String.raw`Sat 2027-03-13 02:30 -05:00 (America/New_York)\nSat 2027-03-13 08:30 +01:00 (Europe/Berlin)`,
    );
  });

  test.each([
    ['EST', 'EST is UTC-5 all year, without daylight saving time; write a name such as America/New_York'],
    ['europe/berlin', 'a time zone must be a name of the IANA database; did you mean Europe/Berlin?'],
    [
      '+02:00',
      'an offset is not a time zone; write a name such as America/New_York, or Etc/GMT-2 (its sign is inverted)',
    ],
  ])('rejects %s', (name, reason) => {
    expect(list('--timezone', name)).toEqual({
      status: 2,
      out: '',
      error: `--timezone ${name}: ${reason}\n`,
    });
  });
});

describe('list --on with --timezone', () => {
  test('lists the runs of a day in the reader’s time zone', () => {
    const { out } = list('--on', '2027-03-14', '--timezone', 'Asia/Tokyo');
    expect(out).toBe(`Runs on Sun 2027-03-14, in Asia/Tokyo, without disabled jobs

dev: 3 runs, each in a different minute
  in Asia/Tokyo  in the job's time zone                     same minute  job
  03:00 +09:00   Sat 2027-03-13 18:00 +00:00 Etc/UTC                     counted
  15:00 +09:00   Sun 2027-03-14 06:00 +00:00 Etc/UTC                     counted
  17:00 +09:00   Sun 2027-03-14 09:00 +01:00 Europe/Berlin               berlin

  nightly: 2027-03-14 02:30 does not exist in America/New_York and is skipped (cron(30 2 * * ? *))
  Unknown times: AWS counts a rate without start_date from the creation of the schedule; this time is unknown here
    uncounted  every 24 hours
`);
  });

  test('has every run on exactly one day', () => {
    const utcTimes = (...options: readonly string[]) =>
      JSON.stringify(jsonOf(...options)).match(/"utc":"[^"]*"/g) ?? [];
    const days = ['2027-03-13', '2027-03-14', '2027-03-15', '2027-03-16'];
    const all = days.flatMap((day) => utcTimes('--on', day, '--timezone', 'Pacific/Auckland'));
    expect(new Set(all).size).toBe(all.length);
    expect(all).toHaveLength(4 + 8 + 3);
  });

  test('adds the time to JSON', () => {
    expect(jsonOf('--on', '2027-03-14', '--timezone', 'Asia/Tokyo')).toMatchObject({
      runs: [{ in_timezone: '2027-03-14T03:00:00+09:00', utc: '2027-03-13T18:00:00Z' }, {}, {}],
      skipped: [{ job: 'nightly', local_times: ['2027-03-14 02:30'] }],
    });
  });
});
