import { padTwo } from '../../../text/durations';
import {
  dayBounds,
  runsBetween,
  runsOn,
  type CalendarDay,
  type TimeOfDay,
} from '../../../aws/schedules/day-runs';
import { isKnownTimeZone } from '../../../aws/schedules/local-time';
import type { EnvironmentJobs } from '../../../jobs/environment';
import { schedulesWithEffects, type ScheduleWithEffect } from '../schedule-effects';
import { unknownTimeZone } from '../view';
import { withoutSeconds } from '../times';

/** All runs of a day. */
export interface DayView {
  /** Date, such as `2027-03-14`. */
  readonly on: string;
  /**
   * The time zone of the reader. The listed day begins and ends in this time zone.
   *
   * @default the day in each job's own time zone
   */
  readonly readerZone?: string;
  /** Schedules by environment, in the order of the configuration. */
  readonly environments: readonly ListedDay[];
}

/**
 * The runs, messages and changes of an environment's enabled schedules on a day. The day is in the reader's time zone.
 * If the reader set no time zone, the day is in the time zone of each schedule.
 */
export interface ListedDay {
  /** The name of the environment. */
  readonly name: string;
  /** Runs in the order of their times. */
  readonly runs: readonly DayRun[];
  /** Scheduled messages and changes of task limits, in the order of their times. */
  readonly others: readonly DayTime[];
  /** Schedules with times that do not exist on the day, because a clock change skips them. */
  readonly skipped: readonly SkippedTimes[];
  /** Schedules whose times on the day are unknown. */
  readonly unplaceable: readonly Unplaceable[];
}

/** A time at which a schedule fires. */
export interface DayTime {
  /** Schedule that fires. */
  readonly schedule: ScheduleWithEffect;
  /** Instant at which it fires. */
  readonly at: Date;
}

/** A run of a day. */
export interface DayRun extends DayTime {
  /** The number of the environment's runs that start in this minute, including this run. */
  readonly startsInMinute: number;
}

/** Times of a schedule that do not exist on the day, because a clock change skips them. */
export interface SkippedTimes {
  /** Schedule whose times do not exist. */
  readonly schedule: ScheduleWithEffect;
  /** Times in order, such as `02:30`. If the day is in the reader's time zone, each time follows its date. */
  readonly times: readonly string[];
}

/** A schedule whose times on the day are unknown. */
export interface Unplaceable {
  /** Schedule without known times. */
  readonly schedule: ScheduleWithEffect;
  /** Reason why the times are unknown, as a clause. */
  readonly reason: string;
}

const uncountedReason =
  'AWS counts a rate without start_date from the creation of the schedule; this time is unknown here';

/**
 * Lists what the schedules of an environment do on a day: runs, messages and changes of task limits.
 *
 * @param environment - The environment.
 * @param day - The day.
 * @param readerZone - The time zone of the day; `undefined` for each job's own time zone.
 */
export function listDay(environment: EnvironmentJobs, day: CalendarDay, readerZone?: string): ListedDay {
  const times: DayTime[] = [];
  const skipped: SkippedTimes[] = [];
  const unplaceable: Unplaceable[] = [];
  for (const schedule of environment.jobs.flatMap(schedulesWithEffects)) {
    if (!isKnownTimeZone(schedule.timing.timezone)) {
      unplaceable.push({ schedule, reason: unknownTimeZone(schedule.timing.timezone) });
      continue;
    }
    const found =
      readerZone === undefined
        ? runsOn(schedule.timing, day)
        : runsBetween(schedule.timing, dayBounds(day, readerZone));
    switch (found.kind) {
      case 'uncounted':
        unplaceable.push({ schedule, reason: uncountedReason });
        break;
      case 'runs':
        times.push(...found.runs.map((at) => ({ schedule, at })));
        if (found.skipped.length > 0) {
          const texts = found.skipped.map((time) =>
            readerZone === undefined ? timeText(time) : `${dateText(time)} ${timeText(time)}`,
          );
          skipped.push({ schedule, times: texts });
        }
    }
  }
  const inOrder = times.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const isRun = ({ schedule }: DayTime): boolean => schedule.effect.kind === 'run';
  return {
    name: environment.config.name,
    runs: withCounts(inOrder.filter(isRun)),
    others: inOrder.filter((time) => !isRun(time)),
    skipped,
    unplaceable,
  };
}

function withCounts(runs: readonly DayTime[]): readonly DayRun[] {
  const minuteOf = (run: DayTime): number => Math.floor(run.at.getTime() / 60_000);
  const counts = new Map<number, number>();
  for (const run of runs) counts.set(minuteOf(run), (counts.get(minuteOf(run)) ?? 0) + 1);
  return runs.map((run) => ({ ...run, startsInMinute: counts.get(minuteOf(run)) ?? 1 }));
}

function dateText({ year, month, day }: CalendarDay): string {
  return [String(year).padStart(4, '0'), padTwo(month), padTwo(day)].join('-');
}

function timeText(time: TimeOfDay): string {
  const parts = [time.hour, time.minute, time.second].map(padTwo);
  return withoutSeconds(parts.join(':'));
}
