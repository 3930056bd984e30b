import type { ScheduleDate } from './schedules';
import { nextRuns } from './next-runs';
import { rateInterval } from './expressions/rate-interval';
import type { ScheduleExpression } from './expressions/schedule-expression';

/** All that a schedule says of when it fires. */
export interface Timing {
  readonly expression: ScheduleExpression;
  /** An IANA name. */
  readonly timezone: string;
  readonly startDate: ScheduleDate | undefined;
  readonly endDate: ScheduleDate | undefined;
}

/**
 * What the runs of a rate are counted from: its start date or, since AWS counts one without from when it was made and
 * nothing here knows when that was, the instant that is asked about. `undefined` of what is not counted.
 */
export function countedFrom({ expression, startDate }: Timing): 'start_date' | 'from' | undefined {
  if (expression.kind !== 'rate') return undefined;
  return startDate === undefined ? 'from' : 'start_date';
}

/**
 * The first `count` instants, at `from` or later, at which a schedule fires within its dates; fewer where there are no
 * more. The Scheduler takes no notice of the dates of a single time.
 *
 * @throws RangeError when Node does not know the time zone.
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export function nextRunsOf(timing: Timing, from: Date, count: number): readonly Date[] {
  const { expression, timezone, startDate, endDate } = timing;
  if (expression.kind === 'at') return nextRuns(expression, from, timezone, count);
  const first = startDate === undefined ? from : firstFrom(expression, Date.parse(startDate), from);
  const last = endDate === undefined ? Infinity : Date.parse(endDate);
  return nextRuns(expression, first, timezone, count).filter((run) => run.getTime() <= last);
}

/** `from`, or the instant after it from which to count. */
function firstFrom(expression: ScheduleExpression, start: number, from: Date): Date {
  if (from.getTime() <= start) return new Date(start);
  if (expression.kind !== 'rate') return from;
  const interval = rateInterval(expression);
  return new Date(start + Math.ceil((from.getTime() - start) / interval) * interval);
}
