import { allowedValues, daysIn, hasRunsOn } from './expressions/cron-days';
import { rateInterval } from './expressions/rate-interval';
import type { Cron } from './expressions/schedule-expression';
import { instantOf, localTimeAt, type LocalTime } from './local-time';
import { nextRunsOf, type Timing } from './schedule-runs';

/** The number of years in which common runs of two cron expressions are searched. */
const searchedYears = 12;

/** The number of runs that are compared if one of the schedules is a rate. */
const comparedRuns = 500;

/**
 * Returns the first time at which two schedules with the same time zone, start date and end date both have a run.
 *
 * A rate without a start date begins at its creation. Therefore its runs are compared only with the runs of another
 * such rate. The same apply creates both schedules.
 *
 * @param first - The times of a schedule.
 * @param second - The times of another schedule.
 * @param from - The earliest time.
 * @throws RangeError if Node does not know the time zone.
 */
export function firstCommonRun(first: Timing, second: Timing, from: Date): Date | undefined {
  const [a, b] = [first.expression, second.expression];
  if (a.kind === 'at') return firstIn(second, nextRunsOf(first, from, 1));
  if (b.kind === 'at') return firstIn(first, nextRunsOf(second, from, 1));
  const { startDate } = first;
  if (a.kind === 'rate' && b.kind === 'rate') return startDate === undefined ? from : new Date(startDate);
  if (a.kind === 'cron' && b.kind === 'cron') return firstCommonCronRun([a, b], first, from);
  if (startDate === undefined) return undefined;
  const [rate, cron] = a.kind === 'rate' ? [a, second] : [b, first];
  if (rate.kind !== 'rate') return undefined;
  const isRateRun = (run: Date): boolean =>
    (run.getTime() - Date.parse(startDate)) % rateInterval(rate) === 0;
  return nextRunsOf(cron, new Date(startDate), comparedRuns).find(isRateRun);
}

/** Returns the first of these times at which the schedule has a run. */
function firstIn(timing: Timing, times: readonly Date[]): Date | undefined {
  if (timing.expression.kind === 'rate' && timing.startDate === undefined) return undefined;
  return times.find((time) => nextRunsOf(timing, time, 1)[0]?.getTime() === time.getTime());
}

function firstCommonCronRun(
  [a, b]: readonly [Cron, Cron],
  { timezone, startDate, endDate }: Timing,
  from: Date,
): Date | undefined {
  const common = (name: 'hours' | 'minutes' | 'month' | 'year') => {
    const values = new Set(allowedValues(b, name));
    return allowedValues(a, name).filter((value) => values.has(value));
  };
  const [hours, minutes, months, years] = [
    common('hours'),
    common('minutes'),
    common('month'),
    common('year'),
  ];
  const start = Math.max(from.getTime(), startDate === undefined ? -Infinity : Date.parse(startDate));
  const end = endDate === undefined ? Infinity : Date.parse(endDate);
  const { year: firstYear } = localTimeAt(start, timezone);
  for (const year of years.filter((value) => value >= firstYear && value < firstYear + searchedYears))
    for (const month of months)
      for (let day = 1; day <= daysIn(year, month); day += 1) {
        if (!hasRunsOn(a, year, month, day) || !hasRunsOn(b, year, month, day)) continue;
        const run = firstTimeOn({ year, month, day }, hours, minutes, timezone, start);
        if (run !== undefined) return run <= end ? new Date(run) : undefined;
      }
  return undefined;
}

/** Returns the first instant of a day with one of these hours and minutes, at `start` or later. */
function firstTimeOn(
  date: Pick<LocalTime, 'year' | 'month' | 'day'>,
  hours: readonly number[],
  minutes: readonly number[],
  timezone: string,
  start: number,
): number | undefined {
  for (const hour of hours)
    for (const minute of minutes) {
      const instant = instantOf({ ...date, hour, minute, second: 0 }, timezone);
      if (instant !== undefined && instant >= start) return instant;
    }
  return undefined;
}
