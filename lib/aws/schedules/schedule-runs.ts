import type { ScheduleDate } from './schedules';
import { nextRuns } from './next-runs';
import { rateInterval } from './expressions/rate-interval';
import type { ScheduleExpression } from './expressions/schedule-expression';

/** The times of a schedule. */
export interface Timing {
  /** The expression. */
  readonly expression: ScheduleExpression;
  /** The IANA name of the time zone. */
  readonly timezone: string;
  /** The earliest time of a run; `undefined` for no limit. */
  readonly startDate: ScheduleDate | undefined;
  /** The latest time of a run; `undefined` for no limit. */
  readonly endDate: ScheduleDate | undefined;
}

/**
 * Returns the time from which the intervals of a rate are counted.
 *
 * AWS counts them from the start date or, without one, from the creation of the schedule. The creation is unknown, so
 * {@link nextRunsOf} counts them from `from`.
 *
 * @returns `undefined` if the schedule is not a rate.
 */
export function countedFrom({ expression, startDate }: Timing): 'start_date' | 'from' | undefined {
  if (expression.kind !== 'rate') return undefined;
  return startDate === undefined ? 'from' : 'start_date';
}

/**
 * Returns the next runs of a schedule between its start and end dates. EventBridge Scheduler ignores both dates for `at(…)`.
 *
 * @param timing - The times of the schedule.
 * @param from - The earliest time of a run.
 * @param count - The maximum number of runs.
 * @throws RangeError if Node does not know the time zone.
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export function nextRunsOf(timing: Timing, from: Date, count: number): readonly Date[] {
  const { expression, timezone, startDate, endDate } = timing;
  if (expression.kind === 'at') return nextRuns(expression, from, timezone, count);
  const first = startDate === undefined ? from : firstFrom(expression, Date.parse(startDate), from);
  const last = endDate === undefined ? Infinity : Date.parse(endDate);
  return nextRuns(expression, first, timezone, count).filter((run) => run.getTime() <= last);
}

/** Returns the earliest time at which a run is possible, at `from` or later. */
function firstFrom(expression: ScheduleExpression, start: number, from: Date): Date {
  if (from.getTime() <= start) return new Date(start);
  if (expression.kind !== 'rate') return from;
  const interval = rateInterval(expression);
  return new Date(start + Math.ceil((from.getTime() - start) / interval) * interval);
}
