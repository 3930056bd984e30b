import { millisecondsPer } from '../../text/durations';
import { daysIn, hasRunsOn, allowedValues } from './expressions/cron-days';
import { cronFields } from './expressions/cron-fields';
import { instantOf, localTimeAt, steadyOffset, type LocalTime } from './local-time';
import { rateInterval } from './expressions/rate-interval';
import type { Cron, Rate, ScheduleExpression } from './expressions/schedule-expression';

/** Instants before the first year and after the last year of schedules, in every time zone. */
const beginning = Date.UTC(cronFields.year.minimum - 1, 11, 30);
const end = Date.UTC(cronFields.year.maximum + 1, 0, 2);

/**
 * Returns the next runs of a schedule, without regard to its start and end dates.
 *
 * A rate has its first run at `from`, although AWS counts from the start of the schedule. A local time that does not
 * exist has no run. A local time that occurs twice has only its first run.
 *
 * @param expression - The expression of the schedule.
 * @param from - The earliest time of a run.
 * @param timeZone - The IANA name of the time zone.
 * @param count - The maximum number of runs. There are fewer if the schedule ends before. The last year is 2199.
 * @throws RangeError if Node does not know the time zone.
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

/** Returns the instants that an expression matches, in ascending order. The first ones can be before `from`. */
function instants(expression: ScheduleExpression, from: number, timeZone: string): Iterable<number> {
  switch (expression.kind) {
    case 'rate':
      return rateInstants(expression, from);
    case 'at': {
      const instant = instantOf(expression, timeZone);
      return instant === undefined ? [] : [instant];
    }
    case 'cron':
      return cronInstants(expression, from, timeZone);
  }
}

function* rateInstants(rate: Rate, from: number): Generator<number> {
  for (let instant = from; instant < end; instant += rateInterval(rate)) yield instant;
}

/**
 * Yields the instants in ascending order. A local time that occurs twice yields its first instant only, and a time that does
 * not exist yields none.
 */
function* cronInstants(cron: Cron, from: number, timeZone: string): Generator<number> {
  const first = localTimeAt(Math.max(from, beginning), timeZone);
  const [hours, minutes] = [allowedValues(cron, 'hours'), allowedValues(cron, 'minutes')];
  for (const day of cronDays(cron, first)) {
    const isFirst = day.year === first.year && day.month === first.month && day.day === first.day;
    const start = Date.UTC(day.year, day.month - 1, day.day);
    const offset = steadyOffset(start / millisecondsPer.day, timeZone);
    for (const hourOfDay of hours) {
      if (isFirst && hourOfDay < first.hour) continue;
      for (const minute of minutes) {
        // On most days, the offset does not change, so the local time is not searched.
        const instant =
          offset === undefined
            ? instantOf({ ...day, hour: hourOfDay, minute, second: 0 }, timeZone)
            : start + hourOfDay * millisecondsPer.hour + minute * millisecondsPer.minute - offset;
        if (instant !== undefined) yield instant;
      }
    }
  }
}

/** Returns the days with runs, from the day of `first` to the end of the last year. */
function* cronDays(cron: Cron, first: LocalTime): Generator<Pick<LocalTime, 'year' | 'month' | 'day'>> {
  const months = allowedValues(cron, 'month');
  for (const year of allowedValues(cron, 'year')) {
    if (year < first.year) continue;
    for (const month of months) {
      if (year === first.year && month < first.month) continue;
      const from = year === first.year && month === first.month ? first.day : 1;
      const last = daysIn(year, month);
      for (let day = from; day <= last; day += 1)
        if (hasRunsOn(cron, year, month, day)) yield { year, month, day };
    }
  }
}
