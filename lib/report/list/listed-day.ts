import { runsOn, type CalendarDay, type TimeOfDay } from '../../aws/schedules/day-runs';
import { isKnownTimeZone } from '../../aws/schedules/local-time';
import type { EnvironmentJobs } from '../../jobs/environment';
import { schedulesWithEffects, type ScheduleWithEffect } from './schedule-effects';
import { unknownTimeZone } from './listed-jobs';
import { withoutSeconds } from './times';

/** What an environment's schedules do on a day, each by its own time zone. Those that are disabled do nothing. */
export interface ListedDay {
  readonly name: string;
  /** In order. */
  readonly runs: readonly DayRun[];
  /** Messages into queues and changes of the number of tasks, in order. */
  readonly others: readonly DayTime[];
  readonly skipped: readonly SkippedTimes[];
  readonly notPlaced: readonly Unplaceable[];
}

/** A time at which a schedule fires. */
export interface DayTime {
  readonly of: ScheduleWithEffect;
  readonly at: Date;
}

export interface DayRun extends DayTime {
  /** How many of the environment's runs start in the same minute, with this one. */
  readonly startsInMinute: number;
}

/** Times that clocks skip on the day, and a schedule with them. */
export interface SkippedTimes {
  readonly of: ScheduleWithEffect;
  /** `02:30`, in order. */
  readonly times: readonly string[];
}

/** A schedule whose times on the day are not known. */
export interface Unplaceable {
  readonly of: ScheduleWithEffect;
  readonly why: string;
}

const whyUncounted =
  'a rate without start_date is counted by AWS from when the schedule was made, which is not known here';

/** The day of an environment. */
export function listDay(environment: EnvironmentJobs, day: CalendarDay): ListedDay {
  const times: DayTime[] = [];
  const skipped: SkippedTimes[] = [];
  const notPlaced: Unplaceable[] = [];
  for (const of of environment.jobs.flatMap(schedulesWithEffects)) {
    if (!isKnownTimeZone(of.timing.timezone)) {
      notPlaced.push({ of, why: unknownTimeZone(of.timing.timezone) });
      continue;
    }
    const found = runsOn(of.timing, day);
    switch (found.kind) {
      case 'uncounted':
        notPlaced.push({ of, why: whyUncounted });
        break;
      case 'runs':
        times.push(...found.runs.map((at) => ({ of, at })));
        if (found.skipped.length > 0) skipped.push({ of, times: found.skipped.map(timeText) });
    }
  }
  const inOrder = times.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const isRun = ({ of }: DayTime): boolean => of.firing.kind === 'run';
  return {
    name: environment.config.name,
    runs: withCounts(inOrder.filter(isRun)),
    others: inOrder.filter((time) => !isRun(time)),
    skipped,
    notPlaced,
  };
}

function withCounts(runs: readonly DayTime[]): readonly DayRun[] {
  const minuteOf = (run: DayTime): number => Math.floor(run.at.getTime() / 60_000);
  const counts = new Map<number, number>();
  for (const run of runs) counts.set(minuteOf(run), (counts.get(minuteOf(run)) ?? 0) + 1);
  return runs.map((run) => ({ ...run, startsInMinute: counts.get(minuteOf(run)) ?? 1 }));
}

function timeText(time: TimeOfDay): string {
  const parts = [time.hour, time.minute, time.second].map((part) => String(part).padStart(2, '0'));
  return withoutSeconds(parts.join(':'));
}
