import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCalendarDay, runsOn } from '../../../../lib/aws/schedules/day-runs';
import { nextRuns } from '../../../../lib/aws/schedules/next-runs';
import { parseScheduleExpression } from '../../../../lib/aws/schedules/expressions/parse-schedule-expression';
import type { ScheduleExpression } from '../../../../lib/aws/schedules/expressions/schedule-expression';
import { firesAt, firesOn, localMinute } from '../../../aws/schedules/support/brute-force';
import { cronTexts } from '../../../aws/schedules/support/random-expressions';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Both hemispheres, clocks that change by half an hour, by two, at midnight, in the other direction, by a day, never. */
const timeZones = [
  'Africa/Casablanca',
  'America/New_York',
  'America/Santiago',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Antarctica/Troll',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Etc/UTC',
  'Europe/Dublin',
  'Pacific/Apia',
  'Pacific/Auckland',
] as const;

/** By how much clocks are ahead of UTC, to the minute. */
function aheadAt(instant: number, timeZone: string): number {
  return Date.parse(`${localMinute(instant, timeZone).replace(' ', 'T')}Z`) - instant;
}

/** The hours after which clocks of these years show something else, found by looking at every one where a day has one. */
function findChanges(timeZone: string): readonly number[] {
  const found: number[] = [];
  const end = Date.UTC(2028, 0, 1);
  for (let start = Date.UTC(2010, 0, 1); start < end; start += day) {
    if (aheadAt(start, timeZone) === aheadAt(start + day, timeZone)) continue;
    for (let instant = start; instant < start + day; instant += hour)
      if (aheadAt(instant, timeZone) !== aheadAt(instant + hour, timeZone)) found.push(instant);
  }
  return found;
}

interface WalkedMinute {
  readonly instant: number;
  readonly local: string;
  /** Clocks have not shown it before. */
  readonly isFirst: boolean;
}

/** What clocks show for two days and a half around an instant. Each minute is asked about in hours with a change alone. */
function walk(around: number, timeZone: string): readonly WalkedMinute[] {
  const seen = new Set<string>();
  const minutes: WalkedMinute[] = [];
  for (let start = around - 30 * hour; start < around + 30 * hour; start += hour) {
    const ahead = aheadAt(start, timeZone);
    const isSteady = ahead === aheadAt(start + hour, timeZone);
    for (let instant = start; instant < start + hour; instant += minute) {
      const local = isSteady
        ? new Date(instant + ahead).toISOString().slice(0, 16).replace('T', ' ')
        : localMinute(instant, timeZone);
      minutes.push({ instant, local, isFirst: !seen.has(local) });
      seen.add(local);
    }
  }
  return minutes;
}

function remembered<Value>(compute: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, Value>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}

function parse(text: string): ScheduleExpression {
  const result = parseScheduleExpression(text);
  if (result.kind === 'refusal') throw new Error(`${text}: ${result.reason}`);
  return result;
}

/** Half of them on every day: of the others, few have a run near a change. */
const crons = fc
  .tuple(cronTexts, fc.boolean())
  .map(([text, isDaily]) =>
    isDaily ? `${text.split(' ').slice(0, 2).join(' ')} ? * ${text.length % 2 === 0 ? '*' : '1-7'} *)` : text,
  )
  .filter((text) => parseScheduleExpression(text).kind === 'cron');

const changesOf = remembered(findChanges);

describe.each(timeZones)('in %s', (timeZone) => {
  const changes = changesOf(timeZone);
  // Where there are none, any day will do.
  const around = changes.length === 0 ? [Date.UTC(2026, 2, 29, 1)] : changes;

  test('runs are those that trying every minute around a change of the clocks finds', () => {
    let runs = 0;
    fc.assert(
      fc.property(
        crons,
        fc.constantFrom(...around),
        fc.integer({ min: -300, max: 300 }),
        (text, change, by) => {
          const minutes = walk(change, timeZone);
          const isOn = remembered((date) => firesOn(text, date));
          const isAt = remembered((time) => firesAt(text, time));
          const holds = (local: string): boolean => isOn(local.slice(0, 10)) && isAt(local.slice(11));
          const tried = minutes.filter(({ isFirst, local }) => isFirst && holds(local));
          const [from, end] = [change + by * minute, change + 29 * hour];
          const expected = tried.map(({ instant }) => instant).filter((at) => at >= from && at < end);
          const found = nextRuns(parse(text), new Date(from), timeZone, expected.length + 1);
          expect(found.map((run) => run.getTime()).filter((at) => at < end)).toEqual(expected);
          runs += expected.length;

          // And of the day on which it is, which lies within the walk.
          const date = localMinute(change, timeZone).slice(0, 10);
          const timing = {
            expression: parse(text),
            timezone: timeZone,
            startDate: undefined,
            endDate: undefined,
          };
          const calendarDay = parseCalendarDay(date);
          if (calendarDay === undefined) throw new Error(date);
          const ofDay = runsOn(timing, calendarDay);
          expect(ofDay.kind === 'runs' ? ofDay.runs.map((run) => run.getTime()) : ofDay).toEqual(
            tried.filter(({ local }) => local.startsWith(date)).map(({ instant }) => instant),
          );
        },
      ),
      { numRuns: 20 },
    );
    expect(runs).toBeGreaterThan(0);
  });
});

test('the zones have changes of many kinds', () => {
  const sizes = new Set(
    timeZones.flatMap((timeZone) =>
      changesOf(timeZone).map(
        (change) => (aheadAt(change + hour, timeZone) - aheadAt(change, timeZone)) / hour,
      ),
    ),
  );
  expect([...sizes].sort((a, b) => a - b)).toEqual([-2, -1, -0.5, 0.5, 1, 2, 24]);
});
