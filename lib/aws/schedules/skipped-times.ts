import { millisecondsPer } from '../../text/durations';
import { fieldMatches, hasRunsOn } from './expressions/cron-days';
import type { Cron } from './expressions/schedule-expression';
import { instantOf, localTimeAt, offsetAt, type LocalTime } from './local-time';
import { nextRunsOf, type Timing } from './schedule-runs';

const { minute, day } = millisecondsPer;

/** A local time that clocks skip when they move forward, so that a schedule does not fire. */
export interface SkippedTime {
  /** Time at which the schedule does not fire. */
  readonly time: LocalTime;
  /** First and last local time of the clock change: 02:00 and 03:00. */
  readonly change: { readonly from: LocalTime; readonly to: LocalTime };
  /** The next run; `undefined` if there is none. */
  readonly next: Date | undefined;
}

/**
 * Returns the first time at which a run is missing, because a clock change skips the time. A schedule with frequent runs
 * misses none. For example, the runs of an hourly schedule are an hour apart on that day too.
 *
 * @param timing - The times of the schedule.
 * @param from - The earliest time.
 * @param years - The number of years to search.
 * @throws RangeError if Node does not know the time zone.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 */
export function firstSkippedTime(timing: Timing, from: Date, years: number): SkippedTime | undefined {
  const { expression, timezone, startDate, endDate } = timing;
  if (expression.kind === 'rate') return undefined;
  const start = startDate === undefined ? -Infinity : Date.parse(startDate);
  const end = endDate === undefined ? Infinity : Date.parse(endDate);
  for (const change of forwardChanges(timezone, from.getTime(), years)) {
    const length = change.after - change.before;
    for (let instant = change.instant; instant < change.instant + length; instant += minute) {
      // The local time that the clocks would show without the change.
      const time = fromUtc(instant + change.before);
      const isTime =
        expression.kind === 'cron'
          ? firesAt(expression, time) && instant >= start && instant <= end
          : instantOf(expression, timezone) === undefined && isSameMinute(expression, time);
      if (!isTime) continue;
      const [next] = nextRunsOf(timing, new Date(instant), 1);
      if (next !== undefined && next.getTime() < instant + length) continue;
      const ends = {
        from: fromUtc(change.instant + change.before),
        to: fromUtc(change.instant + change.after),
      };
      return { time, change: ends, next };
    }
  }
  return undefined;
}

function firesAt(cron: Cron, time: LocalTime): boolean {
  return (
    fieldMatches(cron, 'hours', time.hour) &&
    fieldMatches(cron, 'minutes', time.minute) &&
    hasRunsOn(cron, time.year, time.month, time.day)
  );
}

function isSameMinute(a: LocalTime, b: LocalTime): boolean {
  const fields = ['year', 'month', 'day', 'hour', 'minute'] as const;
  return fields.every((field) => a[field] === b[field]);
}

/** A change of a time zone's offset to a higher one. */
interface ForwardChange {
  /** Milliseconds since 1970. */
  readonly instant: number;
  /** Offset before the change, in milliseconds. */
  readonly before: number;
  /** Offset after the change, in milliseconds. */
  readonly after: number;
}

const knownChanges = new Map<string, readonly ForwardChange[]>();

/** Returns the times at which clocks move forward. Changes of a time zone are more than a week apart. */
function forwardChanges(timezone: string, from: number, years: number): readonly ForwardChange[] {
  const key = `${timezone} ${from} ${years}`;
  const known = knownChanges.get(key);
  if (known !== undefined) return known;
  const changes: ForwardChange[] = [];
  const step = 7 * day;
  let before = offsetAt(from, timezone);
  for (let start = from; start < from + years * 366 * day; start += step) {
    const after = offsetAt(start + step, timezone);
    if (after > before)
      changes.push({ instant: changeBetween(start, start + step, timezone), before, after });
    before = after;
  }
  knownChanges.set(key, changes);
  return changes;
}

/** Finds the first instant with the offset of `end`, by binary search. Offsets change at whole minutes. */
function changeBetween(start: number, end: number, timezone: string): number {
  const before = offsetAt(start, timezone);
  let [low, high] = [Math.floor(start / minute), Math.ceil(end / minute)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * minute, timezone) === before) low = middle;
    else high = middle;
  }
  return high * minute;
}

function fromUtc(milliseconds: number): LocalTime {
  return localTimeAt(milliseconds, 'Etc/UTC');
}
