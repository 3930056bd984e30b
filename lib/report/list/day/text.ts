import { escapeControlCharacters } from '../../../text/escape-control-characters';
import { describeEffect, type ScheduleWithEffect } from '../schedule-effects';
import type { DayRun, DayTime, DayView, ListedDay, Unplaceable, SkippedTimes } from './view';
import { canWrap, fit, renderTable, wrap, type Cell } from '../table';
import { localText, localTimeText, readerText, utcText, weekday } from '../times';

/**
 * The maximum number of times for which a schedule has one line per time. A schedule with more times has a single line.
 */
const maximumSingleTimes = 12;
/** The maximum number of characters in a line that explains why times are unknown. */
const maximumReasonWidth = 112;

/**
 * Renders the times of a day in order, after one line for each schedule that fires often.
 *
 * @param columns - Width of the terminal. Longer lines are wrapped.
 */
export function renderDay({ environments, on, readerZone }: DayView, columns = Infinity): string {
  const zone = readerZone ?? "each job's time zone";
  const title = fit(`Runs on ${weekday(on)} ${on}, in ${zone}, without disabled jobs`, columns);
  return [
    `${title.join('\n')}\n`,
    ...environments.map((environment) => renderEnvironment(environment, columns, readerZone)),
  ].join('\n');
}

function renderEnvironment(
  { name, runs, others, skipped, unplaceable }: ListedDay,
  columns: number,
  readerZone: string | undefined,
): string {
  const [oftenRuns, singleRuns] = byFrequency(runs);
  const [oftenOthers, singleOthers] = byFrequency(others);
  const blocks = [
    tableOf(
      [['job'], ['runs'], ['same minute'], ['when']],
      oftenRuns.map((often) => oftenRunRow(often, readerZone)),
      columns,
    ),
    tableOf(
      [...timeHeads('starts', readerZone), ['same minute'], ['job']],
      singleRuns.map((run) => runRow(run, readerZone)),
      columns,
    ),
    tableOf(
      [['worker'], ['effect'], ['when']],
      oftenOthers.map((often) => oftenOtherRow(often, readerZone)),
      columns,
    ),
    tableOf(
      [...timeHeads('time', readerZone), ['worker'], ['effect']],
      singleOthers.map((other) => otherRow(other, readerZone)),
      columns,
    ),
    [
      ...skipped.flatMap((times) => skippedLines(times, readerZone)).flatMap((line) => fit(line, columns)),
      ...renderUnplaceable(unplaceable, columns),
    ],
  ];
  const lines = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  const summary = [runsSummary(runs, readerZone), ...othersSummary(others)].join('; ');
  return `${[...fit(`${name}: ${summary}`, columns), ...(lines.length === 0 ? [] : [lines.join('\n\n')])].join('\n')}\n`;
}

function runsSummary(runs: readonly DayRun[], readerZone: string | undefined): string {
  const maximum = Math.max(0, ...runs.map(({ startsInMinute }) => startsInMinute));
  const first = runs.find(({ startsInMinute }) => startsInMinute === maximum);
  if (first === undefined) return 'no runs';
  const count = `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`;
  if (runs.length === 1) return count;
  return maximum === 1
    ? `${count}, each in a different minute`
    : `${count}, at most ${maximum} in the same minute, first at ${readerText(first.at, readerZone)}`;
}

function othersSummary(others: readonly DayTime[]): readonly string[] {
  const messages = others.filter(({ schedule }) => schedule.effect.kind === 'message').length;
  const changes = others.length - messages;
  return [
    ...(messages === 0 ? [] : [messages === 1 ? '1 message to a queue' : `${messages} messages to queues`]),
    ...(changes === 0 ? [] : [`${changes} ${changes === 1 ? 'change' : 'changes'} of task limits`]),
  ];
}

/** Splits times into those of schedules that fire often, grouped by schedule, and all other times. */
function byFrequency<Time extends DayTime>(
  times: readonly Time[],
): readonly [often: readonly (readonly [Time, ...Time[]])[], single: readonly Time[]] {
  const groups = new Map<ScheduleWithEffect, [Time, ...Time[]]>();
  for (const time of times) {
    const group = groups.get(time.schedule);
    if (group === undefined) groups.set(time.schedule, [time]);
    else group.push(time);
  }
  const often = [...groups.values()].filter(({ length }) => length > maximumSingleTimes);
  return [often, times.filter(({ schedule }) => (groups.get(schedule)?.length ?? 0) <= maximumSingleTimes)];
}

function tableOf(
  head: readonly Cell[],
  rows: readonly (readonly Cell[])[],
  columns: number,
): readonly string[] {
  if (rows.length === 0) return [];
  const table = [head, ...rows];
  return canWrap(table, '  ', columns)
    ? renderTable(table, '  ', columns)
    : rows.flatMap((row) => renderStacked(head, row, columns));
}

/**
 * Renders a row as lines: the first cell, and below it a line for each other cell. Each of these lines begins with the
 * heading of its column.
 */
function renderStacked(head: readonly Cell[], [title = [], ...others]: readonly Cell[], columns: number) {
  const lines = others.flatMap((cell, index) =>
    cell.filter((line) => line !== '').map((line) => `    ${head[index + 1]?.join(' ') ?? ''}: ${line}`),
  );
  return [...title.map((line) => `  ${line}`), ...lines].flatMap((line) => fit(line, columns));
}

function oftenRunRow(runs: readonly [DayRun, ...DayRun[]], readerZone: string | undefined): readonly Cell[] {
  const [{ schedule }] = runs;
  const maximum = Math.max(...runs.map(({ startsInMinute }) => startsInMinute));
  return [
    [schedule.jobName],
    [`${runs.length}, ${endsOf(runs, readerZone)}`],
    [maximum === 1 ? '' : `up to ${maximum}`],
    [`${schedule.words}${delayOf(schedule)}`],
  ];
}

/** Returns the headings of the two columns of times. The first column is the time of the listed day. */
function timeHeads(title: string, readerZone: string | undefined): readonly Cell[] {
  return readerZone === undefined
    ? [[title], ['in UTC']]
    : [[`in ${readerZone}`], ["in the job's time zone"]];
}

function timeCells({ schedule, at }: DayTime, readerZone: string | undefined): readonly Cell[] {
  const { timezone } = schedule.schedule;
  return readerZone === undefined
    ? [[localTimeText(at, timezone)], [utcText(at)]]
    : [[localTimeText(at, readerZone)], [`${localText(at, timezone)} ${timezone}`]];
}

function runRow(run: DayRun, readerZone: string | undefined): readonly Cell[] {
  const { schedule, startsInMinute } = run;
  return [
    ...timeCells(run, readerZone),
    [startsInMinute === 1 ? '' : String(startsInMinute)],
    [`${schedule.jobName}${delayOf(schedule)}`],
  ];
}

function oftenOtherRow(
  times: readonly [DayTime, ...DayTime[]],
  readerZone: string | undefined,
): readonly Cell[] {
  const [{ schedule }] = times;
  const effect = describeEffect(schedule.effect, times.length);
  return [
    [schedule.jobName],
    [`${effect}, ${endsOf(times, readerZone)}`],
    [`${schedule.words}${delayOf(schedule)}`],
  ];
}

function otherRow(time: DayTime, readerZone: string | undefined): readonly Cell[] {
  const { schedule } = time;
  const effect = describeEffect(schedule.effect, 1);
  return [...timeCells(time, readerZone), [schedule.jobName], [`${effect}${delayOf(schedule)}`]];
}

/** Formats the first and the last time: `00:00 +00:00 to 23:00 +00:00`. */
function endsOf(times: readonly [DayTime, ...DayTime[]], readerZone: string | undefined): string {
  const [first] = times;
  const last = times.at(-1) ?? first;
  return [first, last]
    .map(({ schedule, at }) => localTimeText(at, readerZone ?? schedule.schedule.timezone))
    .join(' to ');
}

function delayOf({ schedule: { flexibleTimeWindowMinutes: minutes } }: ScheduleWithEffect): string {
  return minutes === undefined ? '' : `, up to ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} later`;
}

function skippedLines(
  { schedule: { jobName, schedule, effect }, times }: SkippedTimes,
  readerZone: string | undefined,
): Cell {
  // If the reader set a time zone, its day can include parts of two days in the schedule's zone. Each time then has its
  // own date, so "on this day" would be wrong.
  const where = `${readerZone === undefined ? 'on this day ' : ''}in ${schedule.timezone}`;
  const [first = '', ...others] = times;
  const last = others.at(-1);
  const skipped =
    last === undefined
      ? `${first} does not exist ${where} and is skipped`
      : `${times.length} times from ${first} to ${last} do not exist ${where} and are skipped`;
  const job = effect.kind === 'run' ? jobName : `${jobName}, ${describeEffect(effect, 1)}`;
  return [`  ${job}: ${skipped} (${escapeControlCharacters(schedule.expression)})`];
}

function renderUnplaceable(all: readonly Unplaceable[], columns: number): Cell {
  return [...new Set(all.map(({ reason }) => reason))].flatMap((reason) => [
    ...wrap(`Unknown times: ${reason}`, Math.min(maximumReasonWidth, columns - 2)).map((line) => `  ${line}`),
    ...renderTable(
      all
        .filter((one) => one.reason === reason)
        .map(({ schedule: { effect, jobName, words } }) => [
          [jobName],
          [effect.kind === 'run' ? words : `${words}: ${describeEffect(effect, 1)}`],
        ]),
      '    ',
      columns,
    ),
  ]);
}
