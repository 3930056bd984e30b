import { oneLine } from '../one-line';
import type { DayRun, DaySchedule, ListedDay, NotPlaced, SkippedTimes } from './listed-day';
import { renderTable, wrap, type Cell } from './table';
import { localIso, localTimeText, utcIso, utcText, weekday } from './times';

/** A schedule with more runs than these is one line. */
const manyRuns = 12;

/** For people: the runs of a day, in order; schedules with many runs first, and in one line each. */
export function renderDay(environments: readonly ListedDay[], on: string): string {
  const title = `Runs on ${weekday(on)} ${on}, the day as each job's own time zone has it; disabled jobs are left out\n`;
  return [title, ...environments.map(renderEnvironment)].join('\n');
}

function renderEnvironment({ name, runs, skipped, notPlaced }: ListedDay): string {
  const bySchedule = groupBySchedule(runs);
  const often = [...bySchedule].filter(([, { length }]) => length > manyRuns);
  const single = runs.filter(({ of }) => (bySchedule.get(of)?.length ?? 0) <= manyRuns);
  const blocks = [
    often.length === 0
      ? []
      : renderTable([[['job'], ['runs'], ['starts together'], ['when']], ...often.map(oftenRow)], '  '),
    single.length === 0
      ? []
      : renderTable([[['starts'], ['in UTC'], ['starts together'], ['job']], ...single.map(runRow)], '  '),
    [...skipped.flatMap(skippedLines), ...renderNotPlaced(notPlaced)],
  ];
  const lines = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return `${[`${name}: ${summary(runs)}`, ...(lines.length === 0 ? [] : [lines.join('\n\n')])].join('\n')}\n`;
}

function summary(runs: readonly DayRun[]): string {
  const most = Math.max(0, ...runs.map(({ startsInMinute }) => startsInMinute));
  const first = runs.find(({ startsInMinute }) => startsInMinute === most);
  if (first === undefined) return 'no runs';
  const count = `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`;
  return most === 1
    ? `${count}, no two of them in the same minute`
    : `${count}, at most ${most} in the same minute, first at ${utcText(first.run)}`;
}

function groupBySchedule(runs: readonly DayRun[]): ReadonlyMap<DaySchedule, readonly DayRun[]> {
  const groups = new Map<DaySchedule, DayRun[]>();
  for (const run of runs) {
    const group = groups.get(run.of);
    if (group === undefined) groups.set(run.of, [run]);
    else group.push(run);
  }
  return groups;
}

function oftenRow([of, runs]: readonly [DaySchedule, readonly DayRun[]]): readonly Cell[] {
  const [first, last] = [runs[0], runs.at(-1)];
  const ends =
    first === undefined || last === undefined
      ? ''
      : `, ${[first, last].map(({ run }) => localTimeText(run, of.schedule.timezone)).join(' to ')}`;
  const most = Math.max(...runs.map(({ startsInMinute }) => startsInMinute));
  return [
    [of.job.name],
    [`${runs.length}${ends}`],
    [most === 1 ? '' : `up to ${most}`],
    [`${of.words}${later(of)}`],
  ];
}

function runRow({ of, run, startsInMinute }: DayRun): readonly Cell[] {
  return [
    [localTimeText(run, of.schedule.timezone)],
    [utcText(run)],
    [startsInMinute === 1 ? '' : String(startsInMinute)],
    [`${of.job.name}${later(of)}`],
  ];
}

function later({ schedule: { flexibleTimeWindowMinutes: minutes } }: DaySchedule): string {
  return minutes === undefined ? '' : `, up to ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} later`;
}

function skippedLines({ of, times }: SkippedTimes): Cell {
  const [first = '', ...others] = times;
  const last = others.at(-1);
  const which =
    last === undefined
      ? `${first} does not exist on this day in ${of.schedule.timezone} and is skipped`
      : `${times.length} times from ${first} to ${last} do not exist on this day in ${of.schedule.timezone} and are skipped`;
  return [`  ${of.job.name}: ${which} (${oneLine(of.schedule.expression)})`];
}

function renderNotPlaced(all: readonly NotPlaced[]): Cell {
  return [...new Set(all.map(({ why }) => why))].flatMap((why) => [
    ...wrap(`Not placed: ${why}`, 112).map((line) => `  ${line}`),
    ...renderTable(
      all.filter((one) => one.why === why).map(({ of }) => [[of.job.name], [of.words]]),
      '    ',
    ),
  ]);
}

/** For programs: stable, and every run. */
export function dayToJson(environments: readonly ListedDay[], on: string): string {
  const value = {
    on,
    environments: environments.map(({ name, runs, skipped, notPlaced }) => ({
      name,
      runs: runs.map(({ of, run, startsInMinute }) => ({
        ...scheduleOf(of),
        local: localIso(run, of.schedule.timezone),
        utc: utcIso(run),
        flexible_time_window_minutes: of.schedule.flexibleTimeWindowMinutes ?? null,
        starts_in_same_minute: startsInMinute,
      })),
      skipped: skipped.map(({ of, times }) => ({ ...scheduleOf(of), local_times: times })),
      not_placed: notPlaced.map(({ of, why }) => ({ ...scheduleOf(of), because: why })),
    })),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function scheduleOf({ job, schedule, words }: DaySchedule): object {
  return { job: job.name, expression: schedule.expression, timezone: schedule.timezone, words };
}
