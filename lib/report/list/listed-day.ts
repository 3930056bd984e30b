import { runsOn, type CalendarDay, type TimeOfDay } from '../../aws/schedule-expressions/day-runs';
import { isKnownTimeZone } from '../../aws/schedule-expressions/local-time';
import type { Timing } from '../../aws/schedule-expressions/schedule-runs';
import type { EnvironmentJobs } from '../../jobs/environment';
import { stateOf, type Schedule, type ScheduledJob } from '../../jobs/job';
import { timingOf, unknownTimeZone } from './listed-jobs';
import { scheduleWords } from './schedule-words';
import { withoutSeconds } from './times';

/** What an environment's schedules do on a day, each by its own time zone. Those that are disabled do nothing. */
export interface ListedDay {
  readonly name: string;
  /** In order. */
  readonly runs: readonly DayRun[];
  readonly skipped: readonly SkippedTimes[];
  readonly notPlaced: readonly NotPlaced[];
}

export interface DaySchedule {
  readonly job: ScheduledJob;
  readonly schedule: Schedule;
  readonly timing: Timing;
  readonly words: string;
}

export interface DayRun {
  readonly of: DaySchedule;
  readonly run: Date;
  /** How many of the environment's runs start in the same minute, with this one. */
  readonly startsInMinute: number;
}

/** Times that clocks skip on the day, and a schedule with them. */
export interface SkippedTimes {
  readonly of: DaySchedule;
  /** `02:30`, in order. */
  readonly times: readonly string[];
}

/** A schedule whose times on the day are not known. */
export interface NotPlaced {
  readonly of: DaySchedule;
  readonly why: string;
}

const whyUncounted =
  'a rate without start_date is counted by AWS from when the schedule was made, which is not known here';

/** The day of an environment. */
export function listDay(environment: EnvironmentJobs, day: CalendarDay): ListedDay {
  const runs: { readonly of: DaySchedule; readonly run: Date }[] = [];
  const skipped: SkippedTimes[] = [];
  const notPlaced: NotPlaced[] = [];
  for (const of of enabledSchedules(environment)) {
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
        runs.push(...found.runs.map((run) => ({ of, run })));
        if (found.skipped.length > 0) skipped.push({ of, times: found.skipped.map(timeText) });
    }
  }
  return { name: environment.config.name, runs: withCounts(runs), skipped, notPlaced };
}

function enabledSchedules(environment: EnvironmentJobs): readonly DaySchedule[] {
  return environment.jobs.flatMap((job): readonly DaySchedule[] => {
    if (job.type !== 'scheduled_job' || stateOf(job) === 'DISABLED') return [];
    return job.schedules.map((schedule) => {
      const timing = timingOf(schedule);
      return { job, schedule, timing, words: scheduleWords(timing.expression, timing.timezone) };
    });
  });
}

function withCounts(runs: readonly Pick<DayRun, 'of' | 'run'>[]): readonly DayRun[] {
  const minuteOf = (run: Date): number => Math.floor(run.getTime() / 60_000);
  const counts = new Map<number, number>();
  for (const { run } of runs) counts.set(minuteOf(run), (counts.get(minuteOf(run)) ?? 0) + 1);
  return runs
    .map(({ of, run }) => ({ of, run, startsInMinute: counts.get(minuteOf(run)) ?? 1 }))
    .toSorted((a, b) => a.run.getTime() - b.run.getTime());
}

function timeText(time: TimeOfDay): string {
  const parts = [time.hour, time.minute, time.second].map((part) => String(part).padStart(2, '0'));
  return withoutSeconds(parts.join(':'));
}
