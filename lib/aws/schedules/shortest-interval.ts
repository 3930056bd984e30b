import { nextRuns } from './next-runs';
import { rateInterval } from './expressions/rate-interval';
import type { ScheduleExpression } from './expressions/schedule-expression';

/** The number of runs to compare. If a schedule fires every two minutes, they cover most of a day. */
const comparedRuns = 500;

/**
 * Returns the shortest time between two runs of a schedule, in UTC and without regard to daylight saving time.
 *
 * @returns Milliseconds; `undefined` if the schedule has only one run.
 */
export function shortestInterval(expression: ScheduleExpression): number | undefined {
  if (expression.kind === 'rate') return rateInterval(expression);
  const runs = nextRuns(expression, new Date(0), 'Etc/UTC', comparedRuns).map((run) => run.getTime());
  const intervals = runs.slice(1).map((run, index) => run - (runs[index] ?? run));
  return intervals.length === 0 ? undefined : Math.min(...intervals);
}
