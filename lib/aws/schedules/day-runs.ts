import { failure, success, type Result } from '../../text/result';
import { daysIn, hasRunsOn, allowedValues } from './expressions/cron-days';
import { cronFields } from './expressions/cron-fields';
import { millisecondsPer } from '../../text/durations';
import { instantOf, localTimeAt, offsetAt } from './local-time';
import { rateInterval } from './expressions/rate-interval';
import type { At, Cron } from './expressions/schedule-expression';
import { nextRunsOf, type Timing } from './schedule-runs';

/** A calendar day, without a time zone. */
export type CalendarDay = Pick<At, 'year' | 'month' | 'day'>;

/** A time of day, without a time zone. */
export type TimeOfDay = Pick<At, 'hour' | 'minute' | 'second'>;

/** A time that does not exist, with its day in the time zone of the schedule. */
export type SkippedTimeOfDay = CalendarDay & TimeOfDay;

/** The runs of a schedule on a day. */
export type DayRuns =
  | {
      readonly kind: 'runs';
      /** The runs, in ascending order. */
      readonly runs: readonly Date[];
      /** Times of the schedule that do not exist on this day because of daylight saving time, in ascending order. */
      readonly skipped: readonly SkippedTimeOfDay[];
    }
  /** A rate without a start date. It has runs on the day, but their times depend on the creation of the schedule. */
  | { readonly kind: 'uncounted' };

/**
 * Parses a day such as `2027-03-14`. The day must exist, and schedules must allow its year.
 *
 * @param text - The day.
 */
export function parseCalendarDay(text: string): Result<CalendarDay> {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return failure('a day must be yyyy-mm-dd');
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const { minimum, maximum } = cronFields.year;
  if (year < minimum || year > maximum) return failure(`the year must be ${minimum} to ${maximum}`);
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return exists ? success({ year, month, day }) : failure(`the day ${text} does not exist`);
}

/**
 * Returns the runs of a schedule on a day in its own time zone.
 *
 * @param timing - The times of the schedule.
 * @param day - The day.
 * @throws RangeError if Node does not know the time zone.
 */
export function runsOn(timing: Timing, day: CalendarDay): DayRuns {
  const { expression, timezone } = timing;
  switch (expression.kind) {
    case 'rate':
      return rateRunsOn(timing, rateInterval(expression), day);
    case 'at': {
      if (!isSameDay(expression, day)) return { kind: 'runs', runs: [], skipped: [] };
      return toInstants([expression], day, timezone);
    }
    case 'cron': {
      const all = toInstants(cronTimes(expression, day), day, timezone);
      const [start, end] = datesOf(timing);
      const [from, to] = dayBounds(day, timezone);
      return {
        kind: 'runs',
        runs: all.runs.filter((run) => run.getTime() >= start && run.getTime() <= end),
        // A time outside the start and end dates is not a skipped run, so the whole day must be between the dates.
        skipped: start <= from && to <= end ? all.skipped : [],
      };
    }
  }
}

/** A period: its first instant, and the instant after its end, in milliseconds since 1970. */
export type Period = readonly [from: number, to: number];

/**
 * Returns the runs of a schedule in a period, such as a day in another time zone.
 *
 * @param timing - The times of the schedule.
 * @param period - The period, of at most a few days.
 * @throws RangeError if Node does not know the time zone.
 */
export function runsBetween(timing: Timing, period: Period): DayRuns {
  const { expression, timezone } = timing;
  if (expression.kind === 'rate') return rateRunsIn(timing, rateInterval(expression), period);
  const [from, to] = period;
  const runs: Date[] = [];
  const skipped: SkippedTimeOfDay[] = [];
  const last = dateOf(localTimeAt(to - 1, timezone));
  for (let day = dateOf(localTimeAt(from, timezone)); from < to; day = dayAfter(day)) {
    const found = runsOn(timing, day);
    if (found.kind === 'runs') {
      runs.push(...found.runs.filter((run) => run.getTime() >= from && run.getTime() < to));
      skipped.push(...found.skipped.filter((time) => isIn(skippedInstant(time, timezone), period)));
    }
    if (isSameDay(day, last)) break;
  }
  return { kind: 'runs', runs, skipped };
}

function isIn(instant: number, [from, to]: Period): boolean {
  return instant >= from && instant < to;
}

/** Returns the instant at which clocks would show a skipped time if they had not moved forward. */
function skippedInstant({ year, month, day, hour, minute, second }: SkippedTimeOfDay, timezone: string) {
  const utc = Date.UTC(year, month - 1, day, hour, minute, second);
  return utc - offsetAt(utc - millisecondsPer.day, timezone);
}

function rateRunsOn(timing: Timing, interval: number, day: CalendarDay): DayRuns {
  return rateRunsIn(timing, interval, dayBounds(day, timing.timezone));
}

function rateRunsIn(timing: Timing, interval: number, [from, to]: Period): DayRuns {
  const [, end] = datesOf(timing);
  if (from >= to || from > end) return { kind: 'runs', runs: [], skipped: [] };
  if (timing.startDate === undefined) return { kind: 'uncounted' };
  const maximumRuns = Math.ceil((to - from) / interval);
  const runs = nextRunsOf(timing, new Date(from), maximumRuns).filter((run) => run.getTime() < to);
  return { kind: 'runs', runs, skipped: [] };
}

function datesOf({ startDate, endDate }: Timing): readonly [start: number, end: number] {
  return [
    startDate === undefined ? -Infinity : Date.parse(startDate),
    endDate === undefined ? Infinity : Date.parse(endDate),
  ];
}

function cronTimes(cron: Cron, { year, month, day }: CalendarDay): readonly TimeOfDay[] {
  if (!hasRunsOn(cron, year, month, day)) return [];
  const minutes = allowedValues(cron, 'minutes');
  return allowedValues(cron, 'hours').flatMap((hour) =>
    minutes.map((minute) => ({ hour, minute, second: 0 })),
  );
}

function toInstants(times: readonly TimeOfDay[], day: CalendarDay, timezone: string) {
  const runs: Date[] = [];
  const skipped: SkippedTimeOfDay[] = [];
  for (const { hour, minute, second } of times) {
    const instant = instantOf({ ...dateOf(day), hour, minute, second }, timezone);
    if (instant === undefined) skipped.push({ ...dateOf(day), hour, minute, second });
    else runs.push(new Date(instant));
  }
  return { kind: 'runs', runs, skipped } as const;
}

/** Returns the start of a day and of the next day. They are equal if the time zone skips the day. */
export function dayBounds(day: CalendarDay, timezone: string): Period {
  return [startOf(day, timezone), startOf(dayAfter(day), timezone)];
}

/**
 * Returns the first minute that exists in a time zone on a day, or on the next day that exists. Time zones can skip
 * midnight, and some have skipped a whole day.
 */
function startOf(day: CalendarDay, timezone: string): number {
  for (let current = day; ; current = dayAfter(current)) {
    for (let minutes = 0; minutes < 24 * 60; minutes += 1) {
      const time = { hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0 };
      const instant = instantOf({ ...dateOf(current), ...time }, timezone);
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
