/** The runs that schedules should have started and did not start. */
import { rateInterval } from '../aws/schedules/expressions/rate-interval';
import { nextRunsOf, type Timing } from '../aws/schedules/schedule-runs';

/** A run that did not start. */
export interface MissedRun {
  /**
   * The time at which the run was due. For a rate, AWS does not show from when it counts, so this is the latest time
   * at which the run was due.
   */
  readonly due: Date;
  /** The name of the schedule. */
  readonly scheduleName: string;
  /** The time after `due` in which the run could still start, in seconds. */
  readonly toleranceSeconds: number;
}

/** A schedule, and the time in which its runs were observed. */
export interface ObservedSchedule {
  /** The name of the schedule. */
  readonly name: string;
  /** The times of the schedule. */
  readonly timing: Timing;
  /** The time from which all runs are known, and the schedule had this timing. */
  readonly from: Date;
  /** The maximum delay of a run after it was due, in seconds. */
  readonly toleranceSeconds: number;
}

/** The maximum number of due times that are compared with the starts, for each schedule. */
const maximumDueTimes = 16_384;

/**
 * Returns the runs that did not start, in the order of their times. Each start counts for one due time only. A run is
 * missed if no run started within the tolerance after it was due.
 *
 * @param schedules - The enabled schedules of one job.
 * @param starts - The starts of the job's runs.
 * @param now - The current time.
 */
export function missedRuns(
  schedules: readonly ObservedSchedule[],
  starts: readonly Date[],
  now: Date,
): readonly MissedRun[] {
  const unused = new Set(starts.map((start) => start.getTime()).toSorted((a, b) => a - b));
  const isRate = ({ timing }: ObservedSchedule): boolean => timing.expression.kind === 'rate';
  const dues = schedules
    .filter((schedule) => !isRate(schedule))
    .flatMap((schedule) => dueTimes(schedule, now).map((due) => ({ schedule, due })))
    .toSorted((a, b) => deadline(a) - deadline(b));
  const missed = dues.flatMap(({ schedule, due }) => {
    const start = firstBetween(unused, due, deadline({ schedule, due }));
    if (start === undefined) return [missedRun(schedule, due)];
    unused.delete(start);
    return [];
  });
  const gaps = schedules.filter(isRate).flatMap((schedule) => missedOfRate(schedule, [...unused], now));
  return [...missed, ...gaps].toSorted((a, b) => a.due.getTime() - b.due.getTime());
}

function missedRun({ name, toleranceSeconds }: ObservedSchedule, due: number): MissedRun {
  return { due: new Date(due), scheduleName: name, toleranceSeconds };
}

function deadline({ schedule, due }: { readonly schedule: ObservedSchedule; readonly due: number }): number {
  return due + schedule.toleranceSeconds * 1000;
}

/** Returns the due times whose tolerance has passed. */
function dueTimes({ timing, from, toleranceSeconds }: ObservedSchedule, now: Date): readonly number[] {
  const last = now.getTime() - toleranceSeconds * 1000;
  for (let count = 16; ; count *= 4) {
    const runs = nextRunsOf(timing, from, count).map((run) => run.getTime());
    const passed = runs.filter((run) => run < last);
    if (passed.length < count || count >= maximumDueTimes) return passed;
  }
}

function firstBetween(ascending: Iterable<number>, first: number, last: number): number | undefined {
  for (const value of ascending) {
    if (value > last) return undefined;
    if (value >= first) return value;
  }
  return undefined;
}

/**
 * Returns the missed runs of a rate. AWS counts a rate from the creation of the schedule, which a change can move.
 * Therefore only the time between two starts shows that a run is missing.
 */
function missedOfRate(
  schedule: ObservedSchedule,
  starts: readonly number[],
  now: Date,
): readonly MissedRun[] {
  const { timing, toleranceSeconds } = schedule;
  if (timing.expression.kind !== 'rate') return [];
  const interval = rateInterval(timing.expression);
  const from = Math.max(
    schedule.from.getTime(),
    timing.startDate === undefined ? 0 : Date.parse(timing.startDate),
  );
  const end = Math.min(
    now.getTime() - toleranceSeconds * 1000,
    timing.endDate === undefined ? Infinity : Date.parse(timing.endDate),
  );
  const missed: MissedRun[] = [];
  let due = from + interval;
  for (const start of [...starts.filter((each) => each >= from), Infinity]) {
    for (; due < end && due + toleranceSeconds * 1000 < start; due += interval) {
      if (missed.length >= maximumDueTimes) return missed;
      missed.push(missedRun(schedule, due));
    }
    due = start + interval;
  }
  return missed;
}
