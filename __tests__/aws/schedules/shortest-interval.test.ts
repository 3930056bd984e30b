import { expect, test } from '@jest/globals';
import { parse } from './support/parse';
import { shortestInterval } from '../../../lib/aws/schedules/shortest-interval';

const [minute, hour] = [60, 60 * 60];

const intervals: readonly (readonly [text: string, seconds: number | undefined])[] = [
  ['rate(1 minute)', minute],
  ['rate(90 minutes)', 90 * minute],
  ['rate(2 days)', 48 * hour],
  ['cron(* * * * ? *)', minute],
  ['cron(0/5 * * * ? *)', 5 * minute],
  ['cron(0/7 * * * ? *)', 4 * minute],
  ['cron(0,6,50 4 * * ? *)', 6 * minute],
  ['cron(2,58 0,12,23 * * ? *)', 4 * minute],
  ['cron(2,58 0,2,4,6,8,10,12,14,16,18,20,23 ? * MON *)', 56 * minute],
  ['cron(2,58 0,2,4,6,8,10,12,14,16,18,20,23 ? * MON,TUE *)', 4 * minute],
  ['cron(0 4 * * ? *)', 24 * hour],
  ['cron(0 0 1,2 1 ? 2100)', 24 * hour],
  ['cron(0 0 29 2 ? *)', (4 * 365 + 1) * 24 * hour],
  ['cron(0 0 1 1 ? 2030)', undefined],
  ['at(2030-01-01T00:00:00)', undefined],
];

test.each(intervals)('the shortest interval of %s is %p seconds', (text, seconds) => {
  expect(shortestInterval(parse(text))).toBe(seconds === undefined ? undefined : seconds * 1000);
});

test.each(intervals)(
  'an interval of %s that is shorter than what is sufficient is exact',
  (text, seconds = Infinity) => {
    for (const sufficient of [minute, 5 * minute, 5 * minute + 1, hour, 20 * hour, 24 * hour, 48 * hour]) {
      const found = (shortestInterval(parse(text), sufficient * 1000) ?? Infinity) / 1000;
      expect(Math.min(found, sufficient)).toBe(Math.min(seconds, sufficient));
    }
  },
);
