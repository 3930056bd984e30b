import { millisecondsPer } from '../../text/durations';
import { allowedValues } from './expressions/cron-days';
import { nextRuns } from './next-runs';
import { rateInterval } from './expressions/rate-interval';
import type { At, Cron, ScheduleExpression } from './expressions/schedule-expression';

/** The number of runs to compare. If a schedule fires every two minutes, they cover most of a day. */
const comparedRuns = 500;

/**
 * Returns the shortest time between two runs of a schedule, in UTC and without regard to daylight saving time.
 *
 * @param sufficient - A time in milliseconds. If the result is at least this time, it may be shorter than the true time,
 *   and it may be a day if the schedule has only one run.
 * @returns Milliseconds; `undefined` if the schedule has only one run.
 */
export function shortestInterval(expression: ScheduleExpression, sufficient = Infinity): number | undefined {
  if (expression.kind === 'rate') return rateInterval(expression);
  // The times of day are quick to compare, and enough for most schedules.
  const timeOfDay = shortestTimeOfDay([expression]);
  if (timeOfDay >= sufficient) return timeOfDay;
  return shortestOf(nextRuns(expression, new Date(0), 'Etc/UTC', comparedRuns));
}

/**
 * Returns the shortest time between two runs of a job with several schedules, in UTC and without regard to daylight saving
 * time. The phase of a rate is unknown, so a rate is compared only with itself.
 *
 * @param expressions - The expressions of the schedules.
 * @param sufficient - A time in milliseconds, at most a day. If the result is longer, it may be shorter than the true time.
 * @returns Milliseconds; `Infinity` if there is only one run.
 */
export function shortestTimeBetweenRuns(
  expressions: readonly ScheduleExpression[],
  sufficient: number,
): number {
  const rates = expressions.flatMap((each) => (each.kind === 'rate' ? [rateInterval(each)] : []));
  const others = expressions.filter((each): each is At | Cron => each.kind !== 'rate');
  // The times of day are quick to compare. They decide all schedules but those whose runs are on different days.
  const timeOfDay = shortestTimeOfDay(others);
  return Math.min(
    ...rates,
    timeOfDay >= sufficient ? timeOfDay : (shortestOf(firstRunsOf(others)) ?? Infinity),
  );
}

/** Returns the first runs of all schedules, from the time at which the last of them has begun. */
function firstRunsOf(expressions: readonly (At | Cron)[]): readonly Date[] {
  const first = expressions.flatMap((each) => nextRuns(each, new Date(0), 'Etc/UTC', 1));
  const from = new Date(Math.max(0, ...first.map((run) => run.getTime())));
  const runs = expressions.map((each) => nextRuns(each, from, 'Etc/UTC', comparedRuns));
  // After the last of a list, runs of its schedule would be missing.
  const full = runs.filter(({ length }) => length === comparedRuns);
  const end = Math.min(...full.map((list) => list.at(-1)?.getTime() ?? Infinity));
  return runs.flat().filter((run) => run.getTime() <= end);
}

/** Returns the shortest time between two times of day of the schedules, as if each had runs on every day. */
function shortestTimeOfDay(expressions: readonly (At | Cron)[]): number {
  const minutes = expressions.flatMap((each) =>
    each.kind === 'at'
      ? [each.hour * 60 + each.minute]
      : allowedValues(each, 'hours').flatMap((hour) =>
          allowedValues(each, 'minutes').map((minute) => hour * 60 + minute),
        ),
  );
  const [first] = minutes.sort((a, b) => a - b);
  if (first === undefined) return Infinity;
  const times = [...minutes, first + 24 * 60].map((minute) => new Date(minute * millisecondsPer.minute));
  return shortestOf(times) ?? Infinity;
}

function shortestOf(runs: readonly Date[]): number | undefined {
  const times = runs.map((run) => run.getTime()).sort((a, b) => a - b);
  const intervals = times.slice(1).map((run, index) => run - (times[index] ?? run));
  return intervals.length === 0 ? undefined : Math.min(...intervals);
}
