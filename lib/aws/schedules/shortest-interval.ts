import { nextRuns } from './next-runs';
import { rateInterval } from './expressions/rate-interval';
import type { ScheduleExpression } from './expressions/schedule-expression';

/** So many firings of a cron show how near to each other they get: one that fires every two minutes does so in a day. */
const lookedAt = 500;

/**
 * Milliseconds between the two firings that are nearest to each other, or `undefined` of what fires once. In UTC: what
 * clocks skip in a place, once a year, is left out of account.
 */
export function shortestInterval(expression: ScheduleExpression): number | undefined {
  if (expression.kind === 'rate') return rateInterval(expression);
  const runs = nextRuns(expression, new Date(0), 'Etc/UTC', lookedAt).map((run) => run.getTime());
  const intervals = runs.slice(1).map((run, index) => run - (runs[index] ?? run));
  return intervals.length === 0 ? undefined : Math.min(...intervals);
}
