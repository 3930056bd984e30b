import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../../../support/property-tests';
import { hasRunsFrom, hasRunsOn } from '../../../../lib/aws/schedules/expressions/cron-days';
import { suggestSchedules } from '../../../../lib/aws/schedules/suggestions/suggest-schedules';
import {
  parseSchedule,
  parseScheduleExpression,
} from '../../../../lib/aws/schedules/expressions/parse-schedule-expression';
import { renderScheduleExpression } from '../../../../lib/aws/schedules/expressions/render-schedule-expression';
import type { Cron } from '../../../../lib/aws/schedules/expressions/schedule-expression';
import { parse } from '../support/parse';
import { crons, expressions } from '../support/random-values';

describe('a schedule expression', () => {
  test('is parsed to the value from which it was rendered, unless it never fires', () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        const parsed = parseScheduleExpression(renderScheduleExpression(expression));
        if (expression.kind === 'cron' && !hasRunsFrom(expression, 1970)) {
          expect(parsed).toMatchObject({ ok: false, reason: expect.stringContaining('never fires') });
        } else {
          expect(parsed).toEqual({ ok: true, value: expression });
        }
      }),
      { numRuns: tries(2000) },
    );
  });

  test('can be any text: it is accepted or rejected with a reason, and suggestions are valid', () => {
    const hostile = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom('__proto__', 'constructor', 'toString'),
      fc.stringMatching(/^(cron|rate|at)? ?\(?[-0-9A-Z*?,/#LW@: .]{0,40}\)?$/),
      fc
        .array(
          fc.constantFrom(
            '*',
            '?',
            '0',
            '5',
            'L',
            '6L',
            '15W',
            '2#1',
            '*/5',
            '1-5',
            'MON',
            'mon',
            '24',
            '60',
            '2030',
          ),
          { maxLength: 8 },
        )
        .map((fields) => `cron(${fields.join(' ')})`),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const parsed = parseScheduleExpression(text);
        for (const { expression } of suggestSchedules(text, 'Asia/Tokyo'))
          expect(parseScheduleExpression(expression).ok).toBe(true);
        if (!parsed.ok) expect(parsed.reason).toMatch(/\S/);
      }),
      { numRuns: tries(5000) },
    );
  });

  // From real configurations, and from recorded responses of AWS.
  test.each([
    'cron(0 4 * * ? *)',
    'cron(0/30 * * * ? *)',
    'cron(*/5 * * * ? *)',
    'cron(0 18 ? * MON-FRI *)',
    'cron(0 18 ? * FRI-MON *)',
    'cron(15 10 ? * 6L 2026-2030)',
    'cron(15 10 ? * L *)',
    'cron(0 9 ? * 2#1 *)',
    'cron(0 9 3W * ? *)',
    'cron(0 9 L * ? *)',
    'cron(30-30 0-23/10 1-31/30 * ? *)',
    'cron(0-59/10,5 11-2 * JAN,JUN-AUG ? *)',
    'cron(0 0 29 2 ? *)',
    'cron(0 0 1 1 ? 1970)',
    'rate(1 minute)',
    'rate(1 minutes)',
    'rate(1 days)',
    'rate(2 hour)',
    'rate(8 hours)',
    'at(2022-11-20T13:00:00)',
    'at(2028-02-29T23:59:59)',
  ])('can be %s', (text) => {
    expect(parseScheduleExpression(text).ok).toBe(true);
  });

  test.each([
    ['rate(1 days)', 'rate(1 day)'],
    ['rate(2 hour)', 'rate(2 hours)'],
    ['cron(0 18 ? JAN MON-FRI *)', 'cron(0 18 ? 1 2-6 *)'],
    ['at(2022-11-20T13:00:00)', 'at(2022-11-20T13:00:00)'],
  ])('%s is rendered as in AWS’s documentation', (text, rendered) => {
    expect(renderScheduleExpression(parse(text))).toBe(rendered);
  });

  test('keeps its text beside the parsed value', () => {
    expect(parseSchedule('rate(1 days)')).toEqual({
      ok: true,
      value: { text: 'rate(1 days)', expression: { kind: 'rate', value: 1, unit: 'day' } },
    });
    expect(parseSchedule('rate(0 days)')).toEqual(parseScheduleExpression('rate(0 days)'));
  });
});

/** A second implementation: it lists the values of each field, and looks up days in a calendar. */
function daysBySets(
  { dayOfMonth, month, dayOfWeek, year }: Cron,
  from: Date,
  count: number,
): readonly string[] {
  const set = (field: Cron['month'], minimum: number, maximum: number): ReadonlySet<number> => {
    const values = new Set<number>();
    for (const item of field) {
      const base = item.kind === 'step' ? item.base : item;
      const step = item.kind === 'step' ? item.step : 1;
      const [first, last] =
        base.kind === 'all'
          ? [minimum, maximum]
          : base.kind === 'range'
            ? [base.from, base.to < base.from ? base.to + maximum - minimum + 1 : base.to]
            : base.kind === 'value'
              ? [base.value, item.kind === 'step' ? maximum : base.value]
              : [1, 0];
      for (let value = first; value <= last; value += step)
        values.add(value > maximum ? value - (maximum - minimum + 1) : value);
    }
    return values;
  };
  const [months, years] = [set(month, 1, 12), set(year, 1970, 2199)];
  const [inMonth, inWeek] = [set(dayOfMonth, 1, 31), set(dayOfWeek, 1, 7)];
  const days: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const date = new Date(from.getTime() + index * 86_400_000);
    const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    const weekday = date.getUTCDay() + 1;
    const calendar = Array.from({ length: new Date(Date.UTC(y, m, 0)).getUTCDate() }, (_, day) => ({
      day: day + 1,
      weekday: new Date(Date.UTC(y, m - 1, day + 1)).getUTCDay() + 1,
    }));
    const [special] = [...dayOfMonth, ...dayOfWeek].filter(({ kind }) => kind !== 'other');
    const isDay = (): boolean => {
      if (special?.kind === 'last')
        return dayOfMonth.includes(special) ? d === calendar.length : weekday === 7;
      if (special?.kind === 'last-day-of-week')
        return calendar.filter((entry) => entry.weekday === special.dayOfWeek).at(-1)?.day === d;
      if (special?.kind === 'nth-day-of-week')
        return calendar.filter((entry) => entry.weekday === special.dayOfWeek)[special.nth - 1]?.day === d;
      if (special?.kind === 'nearest-weekday') {
        const workdays = calendar.filter((entry) => entry.weekday > 1 && entry.weekday < 7);
        const distance = (entry: { readonly day: number }): number =>
          Math.abs(entry.day - special.dayOfMonth);
        if (special.dayOfMonth > calendar.length) return false;
        return [...workdays].sort((a, b) => distance(a) - distance(b))[0]?.day === d;
      }
      return dayOfMonth.some(({ kind }) => kind === 'other') ? inWeek.has(weekday) : inMonth.has(d);
    };
    if (months.has(m) && years.has(y) && isDay()) days.push(date.toISOString().slice(0, 10));
  }
  return days;
}

test('a cron expression fires on the days of a second implementation', () => {
  const starts = fc.date({ min: new Date('1970-01-01'), max: new Date('2197-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(crons(), starts, (cron, start) => {
      const from = new Date(start.toISOString().slice(0, 10));
      const days = Array.from({ length: 400 }, (_, index) => new Date(from.getTime() + index * 86_400_000));
      const fired = days
        .filter((date) => hasRunsOn(cron, date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()))
        .map((date) => date.toISOString().slice(0, 10));
      expect(fired).toEqual(daysBySets(cron, from, 400));
    }),
    { numRuns: tries(400) },
  );
});
