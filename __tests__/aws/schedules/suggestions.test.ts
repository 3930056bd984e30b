import { describe, expect, jest, test } from '@jest/globals';
import type Ical from 'ical.js' with { 'resolution-mode': 'import' };
import { nextRuns } from '../../../lib/aws/schedules/next-runs';
import { suggestSchedules } from '../../../lib/aws/schedules/suggestions/suggest-schedules';
import { parse } from './support/parse';
import { compareSuggestions } from './support/compare-suggestions';

// TypeScript types the package as an ES module only.
const ICAL = jest.requireActual<typeof Ical>('ical.js');

test('suggestions fire at the times of the mistake, and most mistakes have one', () => {
  // The slow tests compare more mistakes.
  const { differences, share } = compareSuggestions(25, { from: '2027-01-01', count: 366 });
  expect(differences).toEqual([]);
  expect(share).toBeGreaterThan(0.6);
});

describe('a suggestion for a recurrence rule', () => {
  test.each([
    'FREQ=DAILY;BYHOUR=4;BYMINUTE=0',
    'FREQ=DAILY;BYHOUR=4,16;BYMINUTE=0,30;BYMONTH=1,6',
    'FREQ=WEEKLY;BYDAY=MO,WE;BYHOUR=9;BYMINUTE=30',
    'FREQ=MONTHLY;BYDAY=1MO;BYHOUR=9;BYMINUTE=0',
    'FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=9;BYMINUTE=0',
    'FREQ=MONTHLY;BYDAY=SA;BYHOUR=9;BYMINUTE=0',
    'FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=9;BYMINUTE=0',
    'FREQ=MONTHLY;BYMONTHDAY=1,15,31;BYHOUR=9;BYMINUTE=0',
    'FREQ=HOURLY;BYMINUTE=15',
  ])('fires at the times of ical.js: %s', (rule) => {
    const [suggestion, ...others] = suggestSchedules(rule, 'Etc/UTC');
    expect(others).toEqual([]);
    const start = '2027-01-01T00:00:00Z';
    const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateTimeString(start));
    const expected: string[] = [];
    for (let time = iterator.next().toString(); time < '2028'; time = iterator.next().toString()) {
      expected.push(time.slice(0, 16));
      if (expected.length === 300) break;
    }
    const runs = nextRuns(parse(suggestion?.expression ?? ''), new Date(start), 'Etc/UTC', expected.length);
    expect(runs.map((run) => run.toISOString().slice(0, 16))).toEqual(expected);
  });

  test.each([
    // The event's start (DTSTART) gives a part of the times, and is not in the text.
    'FREQ=DAILY',
    'FREQ=WEEKLY;BYHOUR=9;BYMINUTE=0',
    'FREQ=MONTHLY;BYHOUR=9;BYMINUTE=0',
    'FREQ=DAILY;INTERVAL=2;BYHOUR=4;BYMINUTE=0',
    // The rule ends.
    'FREQ=DAILY;COUNT=3;BYHOUR=4;BYMINUTE=0',
    'FREQ=DAILY;UNTIL=20270201T000000Z;BYHOUR=4;BYMINUTE=0',
    // Both fields select days.
    'FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=1;BYHOUR=4;BYMINUTE=0',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1;BYHOUR=4;BYMINUTE=0',
  ])('does not exist: %s', (rule) => {
    expect(suggestSchedules(rule, 'Etc/UTC')).toEqual([]);
  });
});

// The times were compared with those of `systemd-analyze calendar --iterations=30`.
test.each([
  ['*:0/15', 'cron(0/15 * * * ? *)'],
  ['Mon..Wed,Fri 7:00', 'cron(0 7 ? * MON-WED,FRI *)'],
  ['*-*-1..7 05:30', 'cron(30 5 1-7 * ? *)'],
  ['*-01,07-01 00:00', 'cron(0 0 1 1,7 ? *)'],
  ['*-*-* 8..18/2:30', 'cron(30 8-18/2 * * ? *)'],
  ['*-2/3-1 00:00', 'cron(0 0 1 2/3 ? *)'],
  ['2027..2028-03-01 09:00', 'cron(0 9 1 3 ? 2027-2028)'],
  ['*-*-* *:30:00', 'cron(30 * * * ? *)'],
  ['quarterly', 'cron(0 0 1 1,4,7,10 ? *)'],
  ['*-*-* 01:02:03', undefined],
  ['Mon *-*-01 04:00', undefined],
])('the suggestion for the calendar event %s of systemd is %s', (event, expression) => {
  expect(suggestSchedules(event, 'Etc/UTC').map((suggestion) => suggestion.expression)).toEqual(
    expression === undefined ? [] : [expression],
  );
});
