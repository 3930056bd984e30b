import { escapeControlCharacters } from '../../text/escape-control-characters';
import { describeEffect, type ScheduleWithEffect } from './schedule-effects';
import type { DayRun, DayTime, ListedDay, Unplaceable, SkippedTimes } from './listed-day';
import { renderTable, wrap, type Cell } from './table';
import { localTimeText, utcText, weekday } from './times';

/** A schedule that fires more often than this is one line. */
const manyTimes = 12;

/** For people: what comes on a day, in order; schedules that fire often first, and in one line each. */
export function renderDay(environments: readonly ListedDay[], on: string): string {
  const title = `Runs on ${weekday(on)} ${on}, the day as each job's own time zone has it; disabled jobs do not run\n`;
  return [title, ...environments.map(renderEnvironment)].join('\n');
}

function renderEnvironment({ name, runs, others, skipped, notPlaced }: ListedDay): string {
  const [oftenRuns, singleRuns] = byFrequency(runs);
  const [oftenOthers, singleOthers] = byFrequency(others);
  const blocks = [
    tableOf([['job'], ['runs'], ['starts together'], ['when']], oftenRuns.map(oftenRunRow)),
    tableOf([['starts'], ['in UTC'], ['starts together'], ['job']], singleRuns.map(runRow)),
    tableOf([['worker'], ['no runs, but'], ['when']], oftenOthers.map(oftenOtherRow)),
    tableOf([['at'], ['in UTC'], ['worker'], ['no run, but']], singleOthers.map(otherRow)),
    [...skipped.flatMap(skippedLines), ...renderNotPlaced(notPlaced)],
  ];
  const lines = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  const summary = [runsSummary(runs), ...othersSummary(others)].join('; ');
  return `${[`${name}: ${summary}`, ...(lines.length === 0 ? [] : [lines.join('\n\n')])].join('\n')}\n`;
}

function runsSummary(runs: readonly DayRun[]): string {
  const most = Math.max(0, ...runs.map(({ startsInMinute }) => startsInMinute));
  const first = runs.find(({ startsInMinute }) => startsInMinute === most);
  if (first === undefined) return 'no runs';
  const count = `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`;
  return most === 1
    ? `${count}, no two of them in the same minute`
    : `${count}, at most ${most} in the same minute, first at ${utcText(first.at)}`;
}

function othersSummary(others: readonly DayTime[]): readonly string[] {
  const messages = others.filter(({ of }) => of.firing.kind === 'message').length;
  const changes = others.length - messages;
  return [
    ...(messages === 0
      ? []
      : [messages === 1 ? '1 message into a queue' : `${messages} messages into queues`]),
    ...(changes === 0 ? [] : [`${changes} ${changes === 1 ? 'change' : 'changes'} of the number of tasks`]),
  ];
}

/** The schedules that fire often, each with its times, and the times of the others. */
function byFrequency<Time extends DayTime>(
  times: readonly Time[],
): readonly [often: readonly (readonly [Time, ...Time[]])[], single: readonly Time[]] {
  const groups = new Map<ScheduleWithEffect, [Time, ...Time[]]>();
  for (const time of times) {
    const group = groups.get(time.of);
    if (group === undefined) groups.set(time.of, [time]);
    else group.push(time);
  }
  const often = [...groups.values()].filter(({ length }) => length > manyTimes);
  return [often, times.filter(({ of }) => (groups.get(of)?.length ?? 0) <= manyTimes)];
}

function tableOf(head: readonly Cell[], rows: readonly (readonly Cell[])[]): readonly string[] {
  return rows.length === 0 ? [] : renderTable([head, ...rows], '  ');
}

function oftenRunRow(runs: readonly [DayRun, ...DayRun[]]): readonly Cell[] {
  const [{ of }] = runs;
  const most = Math.max(...runs.map(({ startsInMinute }) => startsInMinute));
  return [
    [of.jobName],
    [`${runs.length}, ${endsOf(runs)}`],
    [most === 1 ? '' : `up to ${most}`],
    [`${of.words}${later(of)}`],
  ];
}

function runRow({ of, at, startsInMinute }: DayRun): readonly Cell[] {
  return [
    [localTimeText(at, of.schedule.timezone)],
    [utcText(at)],
    [startsInMinute === 1 ? '' : String(startsInMinute)],
    [`${of.jobName}${later(of)}`],
  ];
}

function oftenOtherRow(times: readonly [DayTime, ...DayTime[]]): readonly Cell[] {
  const [{ of }] = times;
  const what = describeEffect(of.firing, times.length);
  return [[of.jobName], [`${what}, ${endsOf(times)}`], [`${of.words}${later(of)}`]];
}

function otherRow({ of, at }: DayTime): readonly Cell[] {
  const what = describeEffect(of.firing, 1);
  return [[localTimeText(at, of.schedule.timezone)], [utcText(at)], [of.jobName], [`${what}${later(of)}`]];
}

/** `00:00 +00:00 to 23:00 +00:00` */
function endsOf(times: readonly [DayTime, ...DayTime[]]): string {
  const [first] = times;
  const last = times.at(-1) ?? first;
  return [first, last].map(({ of, at }) => localTimeText(at, of.schedule.timezone)).join(' to ');
}

function later({ schedule: { flexibleTimeWindowMinutes: minutes } }: ScheduleWithEffect): string {
  return minutes === undefined ? '' : `, up to ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} later`;
}

function skippedLines({ of, times }: SkippedTimes): Cell {
  const [first = '', ...others] = times;
  const last = others.at(-1);
  const which =
    last === undefined
      ? `${first} does not exist on this day in ${of.schedule.timezone} and is skipped`
      : `${times.length} times from ${first} to ${last} do not exist on this day in ${of.schedule.timezone} and are skipped`;
  const job = of.firing.kind === 'run' ? of.jobName : `${of.jobName}, ${describeEffect(of.firing, 1)}`;
  return [`  ${job}: ${which} (${escapeControlCharacters(of.schedule.expression)})`];
}

function renderNotPlaced(all: readonly Unplaceable[]): Cell {
  return [...new Set(all.map(({ why }) => why))].flatMap((why) => [
    ...wrap(`Not placed: ${why}`, 112).map((line) => `  ${line}`),
    ...renderTable(
      all
        .filter((one) => one.why === why)
        .map(({ of: { firing, jobName, words } }) => [
          [jobName],
          [firing.kind === 'run' ? words : `${words}: ${describeEffect(firing, 1)}`],
        ]),
      '    ',
    ),
  ]);
}
