/**
 * Four weeks of simulated minutes around each clock change, in five time zones. The expected alarms come from a clock of
 * their own, which asks for each minute whether a job is due. The simulated alarms come from what is generated.
 */
import { describe, expect, test } from '@jest/globals';
import { jobsOfType } from '../../../lib/jobs/job';
import type { HistoryRun } from '../../../lib/simulate/alarms/history';
import { simulateAlarms } from '../../../lib/simulate/alarms/simulate-alarms';
import { environmentOf } from '../../jobs/support/environments';
import { fc, randomValues } from '../../support/property-tests';

const minute = 60_000;
const day = 24 * 60 * minute;
const weeks = 4;
const jobCount = 1000;
const zones = [
  'America/New_York',
  'Europe/Berlin',
  'Australia/Sydney',
  'America/Santiago',
  'Pacific/Auckland',
];

/** A minute of a time zone. */
interface LocalMinute {
  readonly instant: number;
  readonly hour: number;
  readonly minute: number;
  readonly day: number;
  /** 1 is Sunday, as in a cron expression. */
  readonly weekday: number;
  /** Whether the clock has already shown this time. */
  readonly isRepeated: boolean;
}

/** Returns the time that a clock shows, in milliseconds as if it were UTC. */
function clockOf(zone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return (instant) => Date.parse(`${format.format(instant).replace(' ', 'T')}Z`);
}

/** Returns the minutes of four weeks around each clock change of 2027. */
function windowsOf(zone: string): readonly (readonly LocalMinute[])[] {
  const clock = clockOf(zone);
  const [start, end] = [Date.UTC(2027, 0, 1), Date.UTC(2028, 0, 1)];
  const changes: number[] = [];
  for (let now = start; now < end; now += 60 * minute)
    if (clock(now) - now !== clock(now - 60 * minute) - now + 60 * minute) changes.push(now);
  return changes.map((change) => {
    const from = change - (weeks / 2) * 7 * day;
    const seen = new Set<number>();
    const minutes: LocalMinute[] = [];
    // An offset changes only at a quarter of an hour.
    for (let quarter = from; quarter < from + weeks * 7 * day; quarter += 15 * minute) {
      const local = clock(quarter);
      for (let index = 0; index < 15; index += 1) {
        const shown = new Date(local + index * minute);
        minutes.push({
          instant: quarter + index * minute,
          hour: shown.getUTCHours(),
          minute: shown.getUTCMinutes(),
          day: shown.getUTCDate(),
          weekday: shown.getUTCDay() + 1,
          isRepeated: seen.has(shown.getTime()),
        });
        seen.add(shown.getTime());
      }
    }
    return minutes;
  });
}

const windows = zones.flatMap((zone) => windowsOf(zone).map((minutes) => ({ zone, minutes })));

const numbers = (min: number, max: number, maxLength: number) =>
  fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength });
const schedules = fc.record({
  minutes: numbers(0, 59, 2),
  hours: fc.oneof({ weight: 60, arbitrary: numbers(0, 23, 2) }, { weight: 1, arbitrary: fc.constant('*') }),
  days: fc.oneof(
    fc.constant({ kind: 'every' } as const),
    fc.record({ kind: fc.constant('weekday' as const), values: numbers(1, 7, 3) }),
    fc.record({ kind: fc.constant('day' as const), values: numbers(1, 28, 3) }),
  ),
  window: fc.integer({ min: 0, max: windows.length - 1 }),
  after: fc.constantFrom(120, 300, 900, 3600, 7200),
  state: fc.constantFrom('ENABLED', 'ENABLED', 'ENABLED', 'ENABLED', 'DISABLED'),
  // Days after the beginning of the window; 0 and 28 are no bound.
  start: fc.constantFrom(0, 0, 0, 7, 13),
  end: fc.constantFrom(28, 28, 28, 15, 20),
  // The luck of each due time.
  seed: fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 7, maxLength: 40 }),
});
type RandomSchedule = typeof schedules extends fc.Arbitrary<infer Value> ? Value : never;

function expressionOf({ minutes, hours, days }: RandomSchedule): string {
  const list = (values: readonly number[]) => values.join(',');
  const [dayOfMonth, weekday] = {
    every: ['*', '?'],
    weekday: ['?', days.kind === 'weekday' ? list(days.values) : ''],
    day: [days.kind === 'day' ? list(days.values) : '', '?'],
  }[days.kind];
  return `cron(${list(minutes)} ${typeof hours === 'string' ? hours : list(hours)} ${dayOfMonth} * ${weekday} *)`;
}

function isDue({ minutes, hours, days }: RandomSchedule, now: LocalMinute): boolean {
  return (
    !now.isRepeated &&
    minutes.includes(now.minute) &&
    (typeof hours === 'string' || hours.includes(now.hour)) &&
    (days.kind === 'every' ||
      (days.kind === 'weekday' ? days.values.includes(now.weekday) : days.values.includes(now.day)))
  );
}

const run = (started: number, seconds = 60): HistoryRun => ({
  started: new Date(started),
  ended: new Date(started + seconds * 1000),
  status: 'SUCCEEDED',
});

const utc = (instant: number) => `${new Date(instant).toISOString().slice(0, 19)}Z`;

describe('in four weeks around a clock change', () => {
  const [first] = windows;
  if (first === undefined) throw new TypeError('no window');
  const windowOf = ({ window }: RandomSchedule) => windows[window] ?? first;
  const beginning = (schedule: RandomSchedule) => windowOf(schedule).minutes[0]?.instant ?? 0;
  const startOf = (schedule: RandomSchedule) => beginning(schedule) + schedule.start * day;
  const endOf = (schedule: RandomSchedule) => beginning(schedule) + schedule.end * day;
  const dueTimesOf = (schedule: RandomSchedule) =>
    windowOf(schedule).minutes.flatMap((now) =>
      isDue(schedule, now) && now.instant >= startOf(schedule) && now.instant <= endOf(schedule)
        ? [now.instant]
        : [],
    );
  // Validation rejects a schedule that has no time between its dates.
  const random = randomValues(schedules, jobCount + 200)
    .map((schedule) => ({ ...schedule, due: dueTimesOf(schedule) }))
    .filter(({ due }) => due.length > 0)
    .slice(0, jobCount);
  const environment = environmentOf({
    alarms: { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:jobs' },
    scheduled_jobs: Object.fromEntries(
      random.map((schedule, index) => [
        `job-${String(index).padStart(4, '0')}`,
        {
          task_command: ['job'],
          schedule_expression: expressionOf(schedule),
          schedule_expression_timezone: windowOf(schedule).zone,
          state: schedule.state,
          missed_run: { after_seconds: schedule.after },
          ...(schedule.start === 0 ? {} : { start_date: utc(startOf(schedule)) }),
          ...(schedule.end === 28 ? {} : { end_date: utc(endOf(schedule)) }),
        },
      ]),
    ),
  });
  const jobs = jobsOfType(environment.jobs, 'scheduled_job');

  test('a missed run is reported when, and only when, no run has started in time', () => {
    const counts = { due: 0, notifications: 0, jobs: 0 };
    for (const [index, schedule] of random.entries()) {
      const job = jobs[index];
      if (job === undefined) throw new TypeError('the job is missing');
      const { due } = schedule;
      const luckOf = (number: number) => schedule.seed[number % schedule.seed.length] ?? 0;
      const runs = due
        .flatMap((instant, number) => {
          const luck = luckOf(number);
          // A run is missed, late, or starts within a minute.
          if (luck < 150) return [];
          const delay = luck < 250 ? schedule.after + (luck - 200) * 7 : (luck * 7) % 60;
          return [run(instant + delay * 1000)];
        })
        .toSorted((a, b) => a.started.getTime() - b.started.getTime());
      const history = {
        from: new Date(beginning(schedule)),
        until: new Date(beginning(schedule) + weeks * 7 * day - 1),
        runs,
        undelivered: [],
      };
      const expected =
        schedule.state === 'DISABLED'
          ? []
          : due
              .map((instant) => instant + schedule.after * 1000)
              .filter(
                (deadline, number) =>
                  !runs.some(
                    ({ started }) => started.getTime() >= (due[number] ?? 0) && started.getTime() <= deadline,
                  ),
              );
      const missed = simulateAlarms(environment, job, history).alarms.find(({ kind }) => kind === 'missed');
      expect({ index, notifications: missed?.notifications.map(({ at }) => at.getTime()) }).toEqual({
        index,
        notifications: expected,
      });
      counts.due += due.length;
      counts.notifications += expected.length;
      counts.jobs += expected.length > 0 ? 1 : 0;
    }
    // The random runs have enough of each kind.
    expect(random).toHaveLength(jobCount);
    expect(counts.due).toBeGreaterThan(10_000);
    expect(counts.notifications).toBeGreaterThan(1500);
    expect(counts.jobs).toBeGreaterThan(jobCount / 3);
  });
});

test('a rate reports the first run that does not follow, once, and within a minute of its delay', () => {
  const rates = randomValues(
    fc.record({
      hours: fc.integer({ min: 1, max: 48 }),
      phase: fc.integer({ min: 0, max: 3599 }),
      missed: fc.array(fc.boolean(), { minLength: 5, maxLength: 30 }),
      after: fc.constantFrom(120, 600, 1800),
    }),
    60,
  );
  const environment = environmentOf({
    alarms: { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:jobs' },
    scheduled_jobs: Object.fromEntries(
      rates.map(({ hours, after }, index) => [
        `job-${String(index).padStart(4, '0')}`,
        {
          task_command: ['job'],
          schedule_expression: `rate(${hours} hours)`,
          missed_run: { after_seconds: after },
        },
      ]),
    ),
  });
  const jobs = jobsOfType(environment.jobs, 'scheduled_job');
  const from = Date.UTC(2027, 2, 1);
  for (const [index, { hours, phase, missed, after }] of rates.entries()) {
    const due = Array.from({ length: 60 }, (_, number) => from + phase * 1000 + number * hours * 60 * minute);
    // The first run starts the checks.
    const isMissed = (number: number) => number > 0 && missed[number % missed.length] === true;
    const runs = due.flatMap((instant, number) =>
      isMissed(number) ? [] : [run(instant + ((number * 37) % 60) * 1000)],
    );
    const firstMissed = due.filter((_, number) => isMissed(number) && !isMissed(number - 1));
    const isLastMissed = isMissed(due.length - 1);
    const job = jobs[index];
    if (job === undefined) throw new TypeError('the job is missing');
    const until = new Date(due.at(-1) ?? 0);
    const alarm = simulateAlarms(environment, job, {
      from: new Date(from),
      until,
      runs,
      undelivered: [],
    }).alarms.find(({ kind }) => kind === 'missed');
    const rings = (alarm?.notifications ?? []).map(({ at }) => at.getTime());
    // After the last due time of the history, no run follows either.
    const expected = isLastMissed ? firstMissed : [...firstMissed, (due.at(-1) ?? 0) + hours * 60 * minute];
    expect({ index, count: rings.length }).toEqual({ index, count: expected.length });
    for (const [number, instant] of expected.entries()) {
      const delay = (rings[number] ?? 0) - instant - after * 1000;
      expect(delay).toBeGreaterThanOrEqual(0);
      expect(delay).toBeLessThan(minute);
    }
  }
});

test('a slow run is reported when, and only when, it is active after its expected time', () => {
  const environment = environmentOf({
    alarms: { sns_topic_arn: 'arn:aws:sns:us-east-1:123456789012:jobs' },
    scheduled_jobs: {
      job: { task_command: ['job'], schedule_expression: 'cron(0 4 * * ? *)', expected_seconds: 600 },
    },
  });
  const [job] = environment.jobs;
  if (job === undefined) throw new TypeError('the job is missing');
  const durations = randomValues(fc.integer({ min: 1, max: 1200 }), 500);
  const from = Date.UTC(2027, 2, 1);
  const runs = durations.map((seconds, index) => run(from + index * 60 * minute, seconds));
  const until = new Date(from + durations.length * 60 * minute);
  const slow = simulateAlarms(environment, job, {
    from: new Date(from),
    until,
    runs,
    undelivered: [],
  }).alarms.find(({ kind }) => kind === 'slow');
  expect(slow?.notifications.map(({ at }) => at.getTime())).toEqual(
    durations.flatMap((seconds, index) => (seconds > 600 ? [from + index * 60 * minute + 600_000] : [])),
  );
});
