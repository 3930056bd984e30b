import { daysIn, firesOn, valuesOf } from './expressions/cron-days';
import { cronFields } from './expressions/cron-fields';
import { instantOf, localTimeAt, type LocalTime } from './local-time';
import { rateInterval } from './expressions/rate-interval';
import type { Cron, Rate, ScheduleExpression } from './expressions/schedule-expression';

/** Before the first and behind the last year that a schedule can name, wherever it is. */
const beginning = Date.UTC(cronFields.year.minimum - 1, 11, 30);
const end = Date.UTC(cronFields.year.maximum + 1, 0, 2);

/**
 * The first `count` instants, at `from` or later, at which a schedule fires; fewer where there are no more until the end
 * of 2199. A rate is counted from `from`: AWS counts it from the schedule's start, and first fires then. A local time
 * that clocks skip is skipped, and one that they show twice fires the first time.
 *
 * @throws RangeError when Node does not know the time zone.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 */
export function nextRuns(
  expression: ScheduleExpression,
  from: Date,
  timeZone: string,
  count: number,
): readonly Date[] {
  const start = from.getTime();
  const runs: Date[] = [];
  if (Number.isNaN(start) || start >= end) return runs;
  for (const instant of instants(expression, start, timeZone)) {
    if (runs.length >= count || instant >= end) break;
    if (instant >= start) runs.push(new Date(instant));
  }
  return runs;
}

/** In their order, from about `from` on. */
function instants(expression: ScheduleExpression, from: number, timeZone: string): Iterable<number> {
  switch (expression.kind) {
    case 'rate':
      return ratedInstants(expression, from);
    case 'at': {
      const instant = instantOf(expression, timeZone);
      return instant === undefined ? [] : [instant];
    }
    case 'cron':
      return cronInstants(expression, from, timeZone);
  }
}

function* ratedInstants(rate: Rate, from: number): Generator<number> {
  for (let instant = from; instant < end; instant += rateInterval(rate)) yield instant;
}

/** Later local times are later instants, as long as what is skipped is left out and what is shown twice is taken once. */
function* cronInstants(cron: Cron, from: number, timeZone: string): Generator<number> {
  const first = localTimeAt(Math.max(from, beginning), timeZone);
  const [hours, minutes] = [valuesOf(cron, 'hours'), valuesOf(cron, 'minutes')];
  for (const day of cronDays(cron, first)) {
    const isFirst = day.year === first.year && day.month === first.month && day.day === first.day;
    for (const hourOfDay of hours) {
      if (isFirst && hourOfDay < first.hour) continue;
      for (const minute of minutes) {
        const instant = instantOf({ ...day, hour: hourOfDay, minute, second: 0 }, timeZone);
        if (instant !== undefined) yield instant;
      }
    }
  }
}

/** From the day of `first` on, to the end of the last year. */
function* cronDays(cron: Cron, first: LocalTime): Generator<Pick<LocalTime, 'year' | 'month' | 'day'>> {
  const months = valuesOf(cron, 'month');
  for (const year of valuesOf(cron, 'year')) {
    if (year < first.year) continue;
    for (const month of months) {
      if (year === first.year && month < first.month) continue;
      const from = year === first.year && month === first.month ? first.day : 1;
      for (let day = from; day <= daysIn(year, month); day += 1)
        if (firesOn(cron, year, month, day)) yield { year, month, day };
    }
  }
}
