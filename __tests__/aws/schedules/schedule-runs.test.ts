import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../../support/property-tests';
import { parseScheduleExpression } from '../../../lib/aws/schedules/expressions/parse-schedule-expression';
import { atTexts, cronTexts } from './support/random-expressions';
import { parseCalendarDay, runsBetween, runsOn } from '../../../lib/aws/schedules/day-runs';
import { isKnownTimeZone } from '../../../lib/aws/schedules/local-time';
import { parse, parseDay } from './support/parse';
import { countedFrom, nextRunsOf, type Timing } from '../../../lib/aws/schedules/schedule-runs';

function timing(text: string, timezone = 'Etc/UTC', startDate?: string, endDate?: string): Timing {
  return { expression: parse(text), timezone, startDate, endDate };
}

const next = (of: Timing, from: string, count = 3) =>
  nextRunsOf(of, new Date(from), count).map((run) => run.toISOString().slice(0, 19));

function on(of: Timing, date: string) {
  const found = runsOn(of, parseDay(date));
  if (found.kind === 'uncounted') return found.kind;
  const skipped = found.skipped.map(({ hour, minute }) => `${hour}:${minute}`);
  return { runs: found.runs.map((run) => run.toISOString().slice(0, 16)), skipped };
}

describe('the next runs between start and end date', () => {
  const [start, end] = ['2027-01-02T06:00:00Z', '2027-01-04T06:00:00Z'];

  test('of a cron expression include both dates', () => {
    const daily = timing('cron(0 6 * * ? *)', 'Etc/UTC', start, end);
    const all = ['2027-01-02T06:00:00', '2027-01-03T06:00:00', '2027-01-04T06:00:00'];
    expect(next(daily, '2026-06-01T00:00:00Z', 9)).toEqual(all);
    expect(next(daily, '2027-01-03T06:00:00Z', 9)).toEqual(all.slice(1));
    expect(next(daily, '2027-01-03T06:00:01Z', 9)).toEqual(all.slice(2));
    expect(next(daily, '2027-01-04T06:00:01Z', 9)).toEqual([]);
  });

  test('of a rate are counted from the start date, even if it has passed', () => {
    const rate = timing('rate(7 hours)', 'Etc/UTC', start);
    expect(next(rate, '2026-06-01T00:00:00Z', 2)).toEqual(['2027-01-02T06:00:00', '2027-01-02T13:00:00']);
    expect(next(rate, '2027-01-02T13:00:00Z', 2)).toEqual(['2027-01-02T13:00:00', '2027-01-02T20:00:00']);
    expect(next(rate, '2027-01-02T13:00:01Z', 2)).toEqual(['2027-01-02T20:00:00', '2027-01-03T03:00:00']);
    expect(countedFrom(rate)).toBe('start_date');
  });

  test('of a rate end at the end date', () => {
    expect(next(timing('rate(1 day)', 'Etc/UTC', start, end), '2027-01-03T00:00:00Z', 9)).toEqual([
      '2027-01-03T06:00:00',
      '2027-01-04T06:00:00',
    ]);
  });

  test('of a rate without a start date are counted from the given time', () => {
    const rate = timing('rate(20 minutes)', 'Etc/UTC', undefined, '2027-01-01T00:30:00Z');
    expect(next(rate, '2027-01-01T00:00:07Z', 9)).toEqual(['2027-01-01T00:00:07', '2027-01-01T00:20:07']);
    expect(countedFrom(rate)).toBe('from');
  });

  test('of a one-time schedule ignore the dates', () => {
    const once = timing('at(2027-01-01T00:00:00)', 'Etc/UTC', start, end);
    expect(next(once, '2026-06-01T00:00:00Z')).toEqual(['2027-01-01T00:00:00']);
    expect(countedFrom(once)).toBeUndefined();
    expect(countedFrom(timing('cron(0 6 * * ? *)'))).toBeUndefined();
  });
});

describe('the runs of a day', () => {
  test('are those of the day in the time zone', () => {
    const twice = timing('cron(0 1,23 * * ? *)', 'Pacific/Auckland');
    expect(on(twice, '2027-01-02')).toEqual({ runs: ['2027-01-01T12:00', '2027-01-02T10:00'], skipped: [] });
    expect(on(timing('cron(0 1 ? * MON *)'), '2027-01-02')).toEqual({ runs: [], skipped: [] });
  });

  test('exclude local times that do not exist, and list them', () => {
    const often = timing('cron(0/30 1-3 * * ? *)', 'America/New_York');
    expect(on(often, '2027-03-14')).toEqual({
      runs: ['2027-03-14T06:00', '2027-03-14T06:30', '2027-03-14T07:00', '2027-03-14T07:30'],
      skipped: ['2:0', '2:30'],
    });
    expect(on(timing('at(2027-03-14T02:30:00)', 'America/New_York'), '2027-03-14')).toEqual({
      runs: [],
      skipped: ['2:30'],
    });
  });

  test('include a local time that occurs twice once, or twice for a rate', () => {
    const [zone, date] = ['America/New_York', '2027-11-07'];
    expect(on(timing('cron(30 1 * * ? *)', zone), date)).toEqual({ runs: ['2027-11-07T05:30'], skipped: [] });
    const rate = timing('rate(1 hour)', zone, '2027-01-01T00:30:00Z');
    expect(on(rate, date)).toMatchObject({ runs: { length: 25, 0: '2027-11-07T04:30' } });
    expect(on(rate, '2027-03-14')).toMatchObject({ runs: { length: 23, 22: '2027-03-15T03:30' } });
  });

  test('are between the dates, and no time outside them is listed as skipped', () => {
    const daily = (start?: string, end?: string) =>
      on(timing('cron(30 2,12 * * ? *)', 'America/New_York', start, end), '2027-03-14');
    expect(daily()).toEqual({ runs: ['2027-03-14T16:30'], skipped: ['2:30'] });
    expect(daily('2027-03-14T16:30:00Z')).toEqual({ runs: ['2027-03-14T16:30'], skipped: [] });
    expect(daily('2027-03-14T16:30:01Z')).toEqual({ runs: [], skipped: [] });
    expect(daily(undefined, '2027-03-14T16:30:00Z')).toEqual({ runs: ['2027-03-14T16:30'], skipped: [] });
    expect(daily(undefined, '2027-03-14T16:29:59Z')).toEqual({ runs: [], skipped: [] });
    const rate = timing('rate(12 hours)', 'Etc/UTC', '2027-03-14T11:00:00Z', '2027-03-15T11:00:00Z');
    expect(on(rate, '2027-03-14')).toEqual({ runs: ['2027-03-14T11:00', '2027-03-14T23:00'], skipped: [] });
    expect(on(rate, '2027-03-15')).toEqual({ runs: ['2027-03-15T11:00'], skipped: [] });
    expect(on(rate, '2027-03-13')).toEqual({ runs: [], skipped: [] });
    const midnight = timing('rate(12 hours)', 'Etc/UTC', '2027-03-15T00:00:00Z');
    expect(on(midnight, '2027-03-14')).toEqual({ runs: [], skipped: [] });
  });

  test('are unknown for a rate without a start date, unless it has ended', () => {
    const rate = timing('rate(1 day)', 'America/New_York', undefined, '2027-03-14T04:59:59Z');
    expect(on(rate, '2027-03-13')).toBe('uncounted');
    expect(on(rate, '2027-03-14')).toEqual({ runs: [], skipped: [] });
  });

  test('are empty if the time zone skips the day', () => {
    expect(on(timing('cron(0 6,7 * * ? *)', 'Pacific/Apia'), '2011-12-30')).toEqual({
      runs: [],
      skipped: ['6:0', '7:0'],
    });
    const rate = timing('rate(1 hour)', 'Pacific/Apia', '2011-01-01T00:00:00Z');
    expect(on(rate, '2011-12-30')).toEqual({ runs: [], skipped: [] });
    expect(on(timing('rate(1 hour)', 'Pacific/Apia'), '2011-12-30')).toEqual({ runs: [], skipped: [] });
  });

  test('begin with the day, even if midnight does not exist', () => {
    const rate = timing('rate(1 hour)', 'America/Santiago', '2027-01-01T00:00:00Z');
    expect(on(rate, '2027-09-05')).toMatchObject({ runs: { length: 23, 0: '2027-09-05T04:00' } });
  });
});

test.each(['2027-02-29', '2027-13-01', '2027-00-10', '2027-3-14', '1969-12-31', '2200-01-01', 'today', ''])(
  '%j is not a valid day',
  (text) => {
    expect(parseCalendarDay(text).ok).toBe(false);
  },
);

test('unknown time zones are detected', () => {
  expect(isKnownTimeZone('America/New_York')).toBe(true);
  expect(isKnownTimeZone('America/Atlantis')).toBe(false);
  expect(() => nextRunsOf(timing('cron(0 6 * * ? *)', 'America/Atlantis'), new Date(0), 1)).toThrow(
    RangeError,
  );
});

test('the runs of a period are the next runs from its start until its end', () => {
  const zones = ['Etc/UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia'];
  fc.assert(
    fc.property(
      fc.oneof(cronTexts, atTexts),
      fc.constantFrom(...zones),
      fc.date({ min: new Date('2011-12-25'), max: new Date('2012-04-10'), noInvalidDate: true }),
      (text, zone, from) => {
        const parsed = parseScheduleExpression(text);
        if (!parsed.ok) return;
        const start = Math.floor(from.getTime() / 1000) * 1000;
        const end = start + 30 * 3_600_000;
        const of = { expression: parsed.value, timezone: zone, startDate: undefined, endDate: undefined };
        const expected = nextRunsOf(of, new Date(start), 2000).filter((run) => run.getTime() < end);
        expect(runsBetween(of, [start, end])).toMatchObject({ kind: 'runs', runs: expected });
      },
    ),
    { numRuns: tries(200) },
  );
});
