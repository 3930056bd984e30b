import { describe, expect, test } from '@jest/globals';
import { parseScheduleExpression } from '../../lib/aws/schedules/expressions/parse-schedule-expression';
import { nextRunsOf, type Timing } from '../../lib/aws/schedules/schedule-runs';
import { missedRuns, type ObservedSchedule } from '../../lib/observe/missed-runs';
import { fc, tries } from '../support/property-tests';

const minute = 60_000;
const hour = 60 * minute;
const now = new Date('2026-11-30T12:00:00Z');
const ago = (milliseconds: number): Date => new Date(now.getTime() - milliseconds);

function schedule(expression: string, changes: Partial<Timing> & Partial<ObservedSchedule> = {}) {
  const parsed = parseScheduleExpression(expression);
  if (!parsed.ok) throw new Error(parsed.reason);
  const timing = { expression: parsed.value, timezone: 'Etc/UTC', startDate: undefined, endDate: undefined };
  const { from = ago(24 * hour), toleranceSeconds = 300, name = 'nightly', ...times } = changes;
  return { name, from, toleranceSeconds, timing: { ...timing, ...times } };
}

const dues = (...given: Parameters<typeof missedRuns>): readonly string[] =>
  missedRuns(...given).map(({ due }) => due.toISOString().slice(5, 16));

describe('missed runs', () => {
  test('are the due times without a start within the tolerance', () => {
    const every6Hours = schedule('cron(0 */6 * * ? *)');
    const starts = [ago(18 * hour - minute), ago(12 * hour - 5 * minute), ago(6 * hour - 5 * minute - 1)];
    expect(dues([every6Hours], starts, now)).toEqual(['11-29T12:00', '11-30T06:00']);
  });

  test('do not contain a due time whose tolerance has not passed', () => {
    expect(dues([schedule('cron(0 12 * * ? *)', { from: ago(hour) })], [], now)).toEqual([]);
    expect(dues([schedule('cron(55 11 * * ? *)', { from: ago(hour) })], [], now)).toEqual([]);
    expect(dues([schedule('cron(54 11 * * ? *)', { from: ago(hour) })], [], now)).toEqual(['11-30T11:54']);
  });

  test('count a start for one due time only', () => {
    const twice = [schedule('cron(0 4 * * ? *)'), schedule('cron(2 4 * * ? *)')];
    expect(dues(twice, [ago(8 * hour - 3 * minute)], now)).toEqual(['11-30T04:02']);
    expect(dues(twice, [ago(8 * hour - 3 * minute), ago(8 * hour - 4 * minute)], now)).toEqual([]);
  });

  test('follow the time zone, the start date and the end date', () => {
    expect(dues([schedule('cron(0 4 * * ? *)', { timezone: 'America/New_York' })], [], now)).toEqual([
      '11-30T09:00',
    ]);
    const hourly = schedule('cron(0 * * * ? *)', {
      startDate: '2026-11-30T05:30:00Z',
      endDate: '2026-11-30T08:00:00Z',
    });
    expect(dues([hourly], [], now)).toEqual(['11-30T06:00', '11-30T07:00', '11-30T08:00']);
  });

  test('of a rate are gaps between starts, whatever AWS counts from', () => {
    const every6Hours = schedule('rate(6 hours)');
    expect(dues([every6Hours], [ago(23 * hour), ago(17 * hour), ago(5 * hour)], now)).toEqual([
      '11-30T01:00',
    ]);
    expect(dues([every6Hours], [], now)).toEqual(['11-29T18:00', '11-30T00:00', '11-30T06:00']);
    expect(dues([schedule('rate(2 days)')], [], now)).toEqual([]);
  });

  test('are exactly the removed starts of a random schedule', () => {
    const fields = fc.record({
      expression: fc.constantFrom(
        'cron(0 4 * * ? *)',
        'cron(30 */3 ? * MON-FRI *)',
        'cron(0 8 1 * ? *)',
        'cron(15 2 ? * 2#1 *)',
        'at(2026-11-30T03:00:00)',
      ),
      timezone: fc.constantFrom('Etc/UTC', 'America/New_York', 'Europe/Berlin', 'Asia/Kolkata'),
      days: fc.integer({ min: 1, max: 60 }),
      delays: fc.array(fc.integer({ min: 0, max: 300_000 }), { minLength: 1, maxLength: 7 }),
      kept: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
    });
    fc.assert(
      fc.property(fields, ({ expression, timezone, days, delays, kept }) => {
        const observed = schedule(expression, { timezone, from: ago(days * 24 * hour) });
        const due = nextRunsOf(observed.timing, observed.from, 520).filter(
          (run) => run.getTime() < now.getTime() - 300_000,
        );
        const isKept = (index: number): boolean => kept[index % kept.length] === true;
        const starts = due
          .map((run, index) => new Date(run.getTime() + (delays[index % delays.length] ?? 0)))
          .filter((_, index) => isKept(index));
        const missed = missedRuns([observed], starts.toReversed(), now).map((run) => run.due);
        expect(missed).toEqual(due.filter((_, index) => !isKept(index)));
      }),
      { numRuns: tries(100) },
    );
  });

  test('of a rate are none if each start is late by less than the tolerance, and appear if it stops', () => {
    const fields = fc.record({
      minutes: fc.integer({ min: 10, max: 600 }),
      phase: fc.double({ min: 0, max: 0.99, noNaN: true }),
      delays: fc.array(fc.integer({ min: 0, max: 299_999 }), { minLength: 1, maxLength: 7 }),
    });
    fc.assert(
      fc.property(fields, ({ minutes, phase, delays }) => {
        const observed = schedule(`rate(${minutes} minutes)`, { from: ago(48 * hour) });
        const interval = minutes * minute;
        const first = observed.from.getTime() + phase * interval;
        const due = Array.from({ length: 300 }, (_, index) => first + index * interval);
        const starts = due
          .map((run, index) => new Date(run + (delays[index % delays.length] ?? 0)))
          .filter((start) => start < now);
        expect(missedRuns([observed], starts, now)).toEqual([]);
        const stopped = starts.filter((start) => start < ago(24 * hour));
        const missed = missedRuns([observed], stopped, now).length;
        const expected = Math.floor((24 * hour) / interval);
        expect(Math.abs(missed - expected)).toBeLessThanOrEqual(1);
      }),
      { numRuns: tries(100) },
    );
  });
});
