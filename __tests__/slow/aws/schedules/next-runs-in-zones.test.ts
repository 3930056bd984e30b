import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../support/property-tests';
import { runsOn } from '../../../../lib/aws/schedules/day-runs';
import { nextRuns } from '../../../../lib/aws/schedules/next-runs';
import { firesAt, firesOn, localMinute } from '../../../aws/schedules/support/brute-force';
import { parse, parseCron, parseDay } from '../../../aws/schedules/support/parse';
import { cronTexts } from '../../../aws/schedules/support/random-expressions';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Zones of both hemispheres, with changes by half an hour, by two hours, at midnight, backwards, by a day, and never. */
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

/** The offset from UTC, rounded to a minute. */
function aheadAt(instant: number, timeZone: string): number {
  return Date.parse(`${localMinute(instant, timeZone).replace(' ', 'T')}Z`) - instant;
}

/** Finds the hours after which the offset changes, by testing each hour of a day with a change. */
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
  /** Whether the local time occurs for the first time. */
  readonly isFirst: boolean;
}

/** Lists the local times of two and a half days around an instant. Only hours with a change are tested by the minute. */
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

/** Half of them run each day, because few of the others have a run near a change. */
const crons = fc
  .tuple(cronTexts, fc.boolean())
  .map(([text, isDaily]) =>
    isDaily ? `${text.split(' ').slice(0, 2).join(' ')} ? * ${text.length % 2 === 0 ? '*' : '1-7'} *)` : text,
  )
  .filter((text) => parseCron(text) !== undefined);

const changesOf = remembered(findChanges);

describe.each(timeZones)('in %s', (timeZone) => {
  const changes = changesOf(timeZone);
  // A zone without changes is tested on any day.
  const around = changes.length === 0 ? [Date.UTC(2026, 2, 29, 1)] : changes;

  test('runs equal those found by testing each minute around a change of the offset', () => {
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

          // The runs of the day of the change, all minutes of which are tested above.
          const date = localMinute(change, timeZone).slice(0, 10);
          const timing = {
            expression: parse(text),
            timezone: timeZone,
            startDate: undefined,
            endDate: undefined,
          };
          const ofDay = runsOn(timing, parseDay(date));
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

test('the zones have changes of many sizes', () => {
  const sizes = new Set(
    timeZones.flatMap((timeZone) =>
      changesOf(timeZone).map(
        (change) => (aheadAt(change + hour, timeZone) - aheadAt(change, timeZone)) / hour,
      ),
    ),
  );
  expect([...sizes].sort((a, b) => a - b)).toEqual([-2, -1, -0.5, 0.5, 1, 2, 24]);
});
