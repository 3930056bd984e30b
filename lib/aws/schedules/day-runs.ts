import { daysIn, firesOn, valuesOf } from './expressions/cron-days';
import { cronFields } from './expressions/cron-fields';
import { instantOf } from './local-time';
import { rateInterval } from './expressions/rate-interval';
import type { At, Cron } from './expressions/schedule-expression';
import { nextRunsOf, type Timing } from './schedule-runs';

/** A day of the calendar, wherever it is. */
export type CalendarDay = Pick<At, 'year' | 'month' | 'day'>;

/** What a clock shows on a day. */
export type TimeOfDay = Pick<At, 'hour' | 'minute' | 'second'>;

/** When a schedule fires on a day. */
export type DayRuns =
  | {
      readonly kind: 'runs';
      /** In order. */
      readonly runs: readonly Date[];
      /** Times of the schedule that clocks skip on this day, in order. */
      readonly skipped: readonly TimeOfDay[];
    }
  /** A rate that AWS counts from when it was made: it fires on the day, and nobody here knows when. */
  | { readonly kind: 'uncounted' };

/** The day of `2027-03-14`; `undefined` when there is none, or none in the years that a schedule can name. */
export function parseCalendarDay(text: string): CalendarDay | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return isDay && year >= cronFields.year.minimum && year <= cronFields.year.maximum
    ? { year, month, day }
    : undefined;
}

/**
 * When a schedule fires on a day as its own time zone has it.
 *
 * @throws RangeError when Node does not know the time zone.
 */
export function runsOn(timing: Timing, day: CalendarDay): DayRuns {
  const { expression, timezone } = timing;
  switch (expression.kind) {
    case 'rate':
      return ratedOn(timing, rateInterval(expression), day);
    case 'at': {
      if (!isSameDay(expression, day)) return { kind: 'runs', runs: [], skipped: [] };
      return toInstants([expression], day, timezone);
    }
    case 'cron': {
      const all = toInstants(cronTimes(expression, day), day, timezone);
      const [start, end] = datesOf(timing);
      const [from, to] = boundsOf(day, timezone);
      return {
        kind: 'runs',
        runs: all.runs.filter((run) => run.getTime() >= start && run.getTime() <= end),
        // What the dates leave out is not missed.
        skipped: start <= from && to <= end ? all.skipped : [],
      };
    }
  }
}

function ratedOn(timing: Timing, interval: number, day: CalendarDay): DayRuns {
  const [from, to] = boundsOf(day, timing.timezone);
  const [, end] = datesOf(timing);
  if (from >= to || from > end) return { kind: 'runs', runs: [], skipped: [] };
  if (timing.startDate === undefined) return { kind: 'uncounted' };
  const most = Math.ceil((to - from) / interval);
  const runs = nextRunsOf(timing, new Date(from), most).filter((run) => run.getTime() < to);
  return { kind: 'runs', runs, skipped: [] };
}

function datesOf({ startDate, endDate }: Timing): readonly [start: number, end: number] {
  return [
    startDate === undefined ? -Infinity : Date.parse(startDate),
    endDate === undefined ? Infinity : Date.parse(endDate),
  ];
}

function cronTimes(cron: Cron, { year, month, day }: CalendarDay): readonly TimeOfDay[] {
  if (!firesOn(cron, year, month, day)) return [];
  const minutes = valuesOf(cron, 'minutes');
  return valuesOf(cron, 'hours').flatMap((hour) => minutes.map((minute) => ({ hour, minute, second: 0 })));
}

function toInstants(times: readonly TimeOfDay[], day: CalendarDay, timezone: string) {
  const runs: Date[] = [];
  const skipped: TimeOfDay[] = [];
  for (const { hour, minute, second } of times) {
    const instant = instantOf({ ...dateOf(day), hour, minute, second }, timezone);
    if (instant === undefined) skipped.push({ hour, minute, second });
    else runs.push(new Date(instant));
  }
  return { kind: 'runs', runs, skipped } as const;
}

/** The first instant of the day and of the day after it: the same, of a day that the zone leaves out. */
function boundsOf(day: CalendarDay, timezone: string): readonly [from: number, to: number] {
  return [beginningOf(day, timezone), beginningOf(dayAfter(day), timezone)];
}

/** Clocks may skip midnight, and have skipped whole days: then the first minute behind. */
function beginningOf(day: CalendarDay, timezone: string): number {
  for (let here = day; ; here = dayAfter(here)) {
    for (let minutes = 0; minutes < 24 * 60; minutes += 1) {
      const time = { hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0 };
      const instant = instantOf({ ...dateOf(here), ...time }, timezone);
      if (instant !== undefined) return instant;
    }
  }
}

function dayAfter({ year, month, day }: CalendarDay): CalendarDay {
  const next = new Date(Date.UTC(year, month - 1, day + 1));
  return { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate() };
}

function isSameDay(a: CalendarDay, b: CalendarDay): boolean {
  return a.year === b.year && a.month === b.month && a.day === b.day;
}

function dateOf({ year, month, day }: CalendarDay): CalendarDay {
  return { year, month, day };
}
