/** Notes about the runs of a changed schedule on the day of the deploy. */
import { localTimeAt } from '../../../../aws/schedules/local-time';
import type { Timing } from '../../../../aws/schedules/schedule-runs';
import { millisecondsPer } from '../../../../text/durations';
import { localText, localTimeText } from '../../../list/times';
import { runsFrom } from '../../known-schedules';
import { words, type Words } from '../../words';
import { countsFromCreation } from './next-runs';
import type { ReadSchedule } from './schedule-timings';

/** The maximum number of runs a day for which one run more or less is worth a note. */
const maximumRunsPerDay = 6;
/** The maximum number of runs that are compared in two time zones. */
const maximumComparedRuns = 1500;
const comparedDays = 366;

/** A schedule before and after a change. */
export interface ChangedSchedule {
  /** The schedule before the change; `undefined` if it is new. */
  readonly before: ReadSchedule | undefined;
  /** The schedule after the change; `undefined` if it is deleted. */
  readonly after: ReadSchedule | undefined;
}

/** Returns the notes about a schedule that changes its times. `at` is the time of the deploy. */
export function deployDayNotes({ before, after }: ChangedSchedule, at: Date): readonly Words[] {
  const old = before?.isEnabled === true ? before.timing : undefined;
  const current = after?.isEnabled === true ? after.timing : undefined;
  if (current === undefined) return old === undefined ? [] : lastRunNote(old, at);
  if (countsFromCreation(current))
    return old !== undefined && sameTiming(old, current) ? [] : [rateNote(old)];
  if (old === undefined || countsFromCreation(old) || sameTiming(old, current)) return [];
  return [...zoneNotes(old, current, at), ...dayNotes(old, current, at)];
}

function sameTiming(a: Timing, b: Timing): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/**
 * Returns the note about a rate. UNVERIFIED: AWS does not document whether an update of a schedule restarts the
 * intervals of its rate.
 */
function rateNote(old: Timing | undefined): Words {
  return old === undefined
    ? ['The intervals of the rate begin at the apply.']
    : ['AWS may restart the intervals of the rate at this apply.'];
}

/**
 * Returns a note about the next run of a deleted or disabled schedule; no note if the plan does not show the time of
 * that run.
 */
function lastRunNote(old: Timing, at: Date): readonly Words[] {
  if (countsFromCreation(old)) return [];
  const [next] = runsFrom(old, at, 1);
  if (next === undefined) return [];
  return [words`The next run, ${[localText(next, old.timezone)]}, does not take place.`];
}

/** Returns a note if the time zone changes and the next run stays at the same instant. */
function zoneNotes(old: Timing, current: Timing, at: Date): readonly Words[] {
  if (old.timezone === current.timezone || isNextRunMoved(old, current, at)) return [];
  const [before, after] = [old, current].map((timing) => comparedRuns(timing, at));
  const index = (after ?? []).findIndex((run, position) => run.getTime() !== before?.[position]?.getTime());
  if (index < 0 && before?.length === after?.length)
    return [
      words`The new time zone changes the time of none of the ${after?.length ?? 0} runs in the next ${comparedDays} days.`,
    ];
  const [moved, was] = [after?.[index], before?.[index]];
  if (index < 1 || moved === undefined || was === undefined) return [];
  return [
    words`The first run with a different time is on ${[localText(moved, current.timezone)]}. In the old time zone, this run was due on ${[localText(was, old.timezone)]}.`,
  ];
}

/** Whether the next run is in the compared time and has another time. Then no other run needs to be compared. */
function isNextRunMoved(old: Timing, current: Timing, at: Date): boolean {
  const [[before], [after]] = [runsFrom(old, at, 1), runsFrom(current, at, 1)];
  return after !== undefined && after < endOfComparison(at) && after.getTime() !== before?.getTime();
}

function endOfComparison(at: Date): Date {
  return new Date(at.getTime() + comparedDays * millisecondsPer.day);
}

/** Returns the runs of a year; of a shorter time if they are close together. */
function comparedRuns(timing: Timing, at: Date): readonly Date[] {
  const end = endOfComparison(at);
  const eightDays = at.getTime() + 8 * millisecondsPer.day;
  const first = runsFrom(timing, at, 40);
  const inEightDays = first.filter((run) => run.getTime() < eightDays).length;
  const count = Math.min(maximumComparedRuns, 40 + inEightDays * Math.ceil(comparedDays / 8));
  return runsFrom(timing, at, count).filter((run) => run < end);
}

/** Returns a note if a run is skipped or takes place twice, because the deploy is between the old and the new time. */
function dayNotes(old: Timing, current: Timing, at: Date): readonly Words[] {
  const today = dayOf(at, current.timezone);
  const [before, after] = [runsOfDay(old, at, today), runsOfDay(current, at, today)];
  if (before === undefined || after === undefined) return [];
  const counts = [before.length, after.length];
  if (Math.max(...counts) > maximumRunsPerDay) return [];
  if (Math.min(...counts) === 0) return rareNotes(old, current, at);
  const done = before.filter((run) => run < at);
  const toCome = after.filter((run) => run >= at);
  const total = done.length + toCome.length;
  const [last, next] = [done.at(-1), toCome[0]];
  if (total > Math.max(...counts) && last !== undefined && next !== undefined)
    return [doubledNote(last, next, old, current, at)];
  const passed = after.filter((run) => run < at).at(-1);
  const dropped = before.find((run) => run >= at);
  if (total < Math.min(...counts) && passed !== undefined && dropped !== undefined)
    return [
      words`${applied(at, current)} a run of today is skipped. The new time, ${[localTimeText(passed, current.timezone)]}, has passed, and no run starts at the old time, ${[localTimeText(dropped, old.timezone)]}. ${nextRunText(current, at)}`,
    ];
  return [];
}

function doubledNote(last: Date, next: Date, old: Timing, current: Timing, at: Date): Words {
  return words`${applied(at, current)} the job runs one more time than usual: a run was due on ${[localText(last, old.timezone)]}, and the next run is on ${[localText(next, current.timezone)]}.`;
}

/** Returns the start of a note that depends on the time of the apply. The report assumes the time of the plan. */
function applied(at: Date, { timezone }: Timing): Words {
  return words`If Terraform applies this change on ${[localText(at, timezone)]},`;
}

function nextRunText(timing: Timing, at: Date): Words {
  const [next] = runsFrom(timing, at, 1);
  return next === undefined ? [] : words`The next run is on ${[localText(next, timing.timezone)]}.`;
}

/**
 * Returns a note for schedules that do not run every day. The time between two runs shows whether a run is skipped or
 * takes place twice.
 */
function rareNotes(old: Timing, current: Timing, at: Date): readonly Words[] {
  const [lastOld, lastNew] = [lastRun(old, at), lastRun(current, at)];
  const [nextOld] = runsFrom(old, at, 1);
  const [nextNew] = runsFrom(current, at, 1);
  if (lastOld === undefined || lastNew === undefined || nextOld === undefined || nextNew === undefined)
    return [];
  const gap = nextNew.getTime() - lastOld.getTime();
  const usual = [nextOld.getTime() - lastOld.getTime(), nextNew.getTime() - lastNew.getTime()];
  if (gap < Math.min(...usual) / 2) return [doubledNote(lastOld, nextNew, old, current, at)];
  if (gap <= Math.max(...usual) * 1.25) return [];
  return [
    words`${applied(at, current)} a run is skipped. No run starts at the old time, ${[localText(nextOld, old.timezone)]}, and the new time, ${[localText(lastNew, current.timezone)]}, has passed. ${nextRunText(current, at)}`,
  ];
}

/** Returns the last run before an instant; `undefined` if there was none in more than a year. */
function lastRun(timing: Timing, at: Date): Date | undefined {
  for (const days of [2, 8, 32, 400]) {
    const from = new Date(at.getTime() - days * millisecondsPer.day);
    const runs = runsFrom(timing, from, 200).filter((run) => run < at);
    if (runs.length > 0) return runs.at(-1);
  }
  return undefined;
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function dayOf(instant: Date, zone: string): Day {
  const { year, month, day } = localTimeAt(instant.getTime(), zone);
  return { year, month, day };
}

/**
 * Returns the runs of a day in the schedule's own time zone.
 *
 * @returns `undefined` if the schedule has many more runs a day than {@link maximumRunsPerDay}.
 */
function runsOfDay(timing: Timing, at: Date, { year, month, day }: Day): readonly Date[] | undefined {
  const from = new Date(at.getTime() - 2 * millisecondsPer.day);
  const count = 4 * (maximumRunsPerDay + 1);
  const runs = runsFrom(timing, from, count);
  const last = runs.at(-1);
  const end = at.getTime() + 1.5 * millisecondsPer.day;
  if (runs.length === count && last !== undefined && last.getTime() < end) return undefined;
  return runs.filter((run) => {
    const local = dayOf(run, timing.timezone);
    return local.year === year && local.month === month && local.day === day;
  });
}
