import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../support/property-tests';
import { nextRuns } from '../../../../lib/aws/schedules/next-runs';
import { fires, firesOn, localMinute } from '../../../aws/schedules/support/brute-force';
import { parse, parseCron } from '../../../aws/schedules/support/parse';
import { cronTexts } from '../../../aws/schedules/support/random-expressions';

const minute = 60_000;
const day = 24 * 60 * minute;

const runs = (text: string, from: string, timeZone: string, count: number) =>
  nextRuns(parse(text), new Date(from), timeZone, count).map((run) => run.toISOString().slice(0, 16));

const firing = cronTexts.filter((text) => parseCron(text) !== undefined);

/** Finds the first runs in a number of days by testing each minute, in UTC. */
function bruteForce(cron: string, from: number, days: number, count: number): readonly number[] {
  const found: number[] = [];
  for (let start = Math.floor(from / day) * day; start < from + days * day; start += day) {
    const date = new Date(start).toISOString().slice(0, 10);
    if (!firesOn(cron, date)) continue;
    for (let instant = start; instant < start + day; instant += minute) {
      if (found.length === count) return found;
      const time = new Date(instant).toISOString().slice(11, 16);
      if (instant >= from && instant < from + days * day && fires(cron, `${date} ${time}`))
        found.push(instant);
    }
  }
  return found;
}

test('the next runs of a cron expression equal those found by testing each minute', () => {
  const from = fc.integer({
    min: Date.UTC(2023, 0, 1) / minute,
    max: Date.UTC(2033, 0, 1) / minute,
  });
  fc.assert(
    fc.property(firing, from, (text, start) => {
      const days = 800;
      const found = nextRuns(parse(text), new Date(start * minute), 'Etc/UTC', 4)
        .map((run) => run.getTime())
        .filter((run) => run < start * minute + days * day);
      expect(found).toEqual(bruteForce(text, start * minute, days, 4));
    }),
    { numRuns: 300 },
  );
});

/** Time zones and the hours of their changes: by half an hour, at midnight, by a whole day, and others. */
const changes: readonly (readonly [timeZone: string, around: string])[] = [
  ['America/New_York', '2026-03-08T07:00Z'],
  ['America/New_York', '2026-11-01T06:00Z'],
  ['Europe/Dublin', '2026-03-29T01:00Z'],
  ['Europe/Dublin', '2026-10-25T01:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['America/Santiago', '2026-04-05T03:00Z'],
  ['America/Santiago', '2026-09-06T04:00Z'],
  ['America/St_Johns', '2010-11-07T02:31Z'],
  ['America/St_Johns', '2010-03-14T03:31Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['Asia/Kathmandu', '2026-05-01T00:00Z'],
];

test('a local time that does not exist has no run, and one that occurs twice has one run, in each zone', () => {
  const nearby = fc.integer({ min: -180, max: 180 });
  fc.assert(
    fc.property(firing, fc.constantFrom(...changes), nearby, (text, [timeZone, around], minutes) => {
      const from = Date.parse(around) + minutes * minute;
      const end = from + day;
      const seen = new Set<string>();
      const expected: number[] = [];
      // Starts before each change.
      for (let instant = from - day; instant < end; instant += minute) {
        const local = localMinute(instant, timeZone);
        const isFirst = !seen.has(local);
        seen.add(local);
        if (isFirst && instant >= from && fires(text, local)) expected.push(instant);
      }
      const found = nextRuns(parse(text), new Date(from), timeZone, 1500).map((run) => run.getTime());
      expect(found.filter((run) => run < end)).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

describe('daylight saving time', () => {
  test('skips 02:30 on the day on which it does not exist in New York', () => {
    expect(runs('cron(30 2 * * ? *)', '2026-03-07T00:00Z', 'America/New_York', 3)).toEqual([
      '2026-03-07T07:30',
      '2026-03-09T06:30',
      '2026-03-10T06:30',
    ]);
  });

  test('runs once, the first time, on the day on which 01:30 occurs twice in New York', () => {
    expect(runs('cron(30 1 * * ? *)', '2026-11-01T00:00Z', 'America/New_York', 2)).toEqual([
      '2026-11-01T05:30',
      '2026-11-02T06:30',
    ]);
  });

  test('does not change a rate in days, which counts 24 hours', () => {
    expect(runs('rate(1 day)', '2026-03-07T12:00Z', 'America/New_York', 3)).toEqual([
      '2026-03-07T12:00',
      '2026-03-08T12:00',
      '2026-03-09T12:00',
    ]);
  });

  test('applies to at(…), which is in the time zone', () => {
    expect(runs('at(2026-07-01T09:00:00)', '2026-01-01T00:00Z', 'Asia/Kolkata', 5)).toEqual([
      '2026-07-01T03:30',
    ]);
  });
});

describe('there are no more runs', () => {
  test.each([
    ['at(2020-01-01T00:00:00)', 'Etc/UTC'],
    ['at(2026-03-08T02:30:00)', 'America/New_York'],
    ['cron(0 0 * * ? 2020-2025)', 'Etc/UTC'],
    ['cron(* 2 ? 3 SUN#2 *)', 'America/New_York'],
  ])('of %s in %s', (text, timeZone) => {
    expect(runs(text, '2026-01-01T00:00Z', timeZone, 10)).toEqual([]);
  });

  test('after 2199', () => {
    expect(runs('cron(0 0 31 12 ? *)', '2198-06-01T00:00Z', 'Etc/UTC', 10)).toEqual([
      '2198-12-31T00:00',
      '2199-12-31T00:00',
    ]);
    expect(runs('rate(100000 days)', '2026-06-01T00:00Z', 'Etc/UTC', 10)).toEqual(['2026-06-01T00:00']);
  });

  test.each([-8.64e15, 8.64e15, NaN])('or few enough to end, from %d', (from) => {
    for (const text of ['cron(* * * * ? *)', 'cron(0 0 29 2 ? *)', 'rate(1 minute)']) {
      expect(nextRuns(parse(text), new Date(from), 'America/New_York', 3).length).toBeLessThanOrEqual(3);
    }
  });
});
