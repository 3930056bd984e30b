import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../../../support/property-tests';
import { hasRunsOn, allowedValues } from '../../../../lib/aws/schedules/expressions/cron-days';
import type { Cron } from '../../../../lib/aws/schedules/expressions/schedule-expression';
import { describeSchedule } from '../../../../lib/report/list/words/schedule-words';
import { parse, parseCron } from '../../../aws/schedules/support/parse';
import { cronTexts } from '../../../aws/schedules/support/random-expressions';

const cronIn = (fields: string) => describeSchedule(parse(`cron(${fields})`), 'Etc/UTC');

describe('a cron in words', () => {
  test.each([
    // Times of a day.
    ['0 6 * * ? *', 'At 06:00 AM, every day'],
    ['0 0 * * ? *', 'At 12:00 AM, every day'],
    ['5 12 * * ? *', 'At 12:05 PM, every day'],
    ['0 9,17 * * ? *', 'At 09:00 AM and 05:00 PM, every day'],
    ['0,30 9,17 * * ? *', 'At 09:00 AM, 09:30 AM, 05:00 PM and 05:30 PM, every day'],
    ['5,10/20 3 * * ? *', 'At 03:05 AM, 03:10 AM, 03:30 AM and 03:50 AM, every day'],
    ['0 9-11,17 * * ? *', 'At 09:00 AM, 10:00 AM, 11:00 AM and 05:00 PM, every day'],
    ['0/60 1 * * ? *', 'At 01:00 AM, every day'],
    ['0 5-5 * * ? *', 'At 05:00 AM, every day'],
    // Minutes.
    ['* * * * ? *', 'Every minute'],
    ['0-59 * * * ? *', 'Every minute'],
    ['0/1 * * * ? *', 'Every minute'],
    ['0 * * * ? *', 'Every hour'],
    ['30 * * * ? *', 'At 30 minutes past the hour'],
    ['0/5 * * * ? *', 'Every 5 minutes'],
    ['*/5 * * * ? *', 'Every 5 minutes'],
    ['5/10 * * * ? *', 'Every 10 minutes, starting at 5 minutes past the hour'],
    // These are not all 7 minutes apart: 0 follows 56.
    ['0/7 * * * ? *', 'At 0, 7, 14, 21, 28, 35, 42, 49, and 56 minutes past the hour'],
    ['59/30 * * * ? *', 'At 59 minutes past the hour'],
    ['0-30/5 * * * ? *', 'At 0, 5, 10, 15, 20, 25, and 30 minutes past the hour'],
    ['10-20 * * * ? *', 'Minutes 10 through 20 past the hour'],
    ['10-20 3 * * ? *', 'Every minute between 03:10 AM and 03:20 AM'],
    ['0-28,30-59 * * * ? *', 'At 0 through 28 and 30 through 59 minutes past the hour'],
    // Hours.
    ['* 1 * * ? *', 'Every minute, between 01:00 AM and 01:59 AM'],
    ['0/10 9-17 ? * 2-6 *', 'Every 10 minutes, between 09:00 AM and 05:59 PM, Monday through Friday'],
    ['30 9-17 * * ? *', 'At 30 minutes past the hour, between 09:00 AM and 05:59 PM'],
    ['0/5 9,17 * * ? *', 'Every 5 minutes, in the hours that begin at 09:00 AM and 05:00 PM'],
    ['0 0/2 * * ? *', 'On the hour, every 2 hours, starting at 12:00 AM'],
    ['30 1/2 * * ? *', 'At 30 minutes past the hour, every 2 hours, starting at 01:00 AM'],
    ['0 0/5 * * ? *', 'At 12:00 AM, 05:00 AM, 10:00 AM, 03:00 PM and 08:00 PM, every day'],
    ['0/15 22-2 * * ? *', 'Every 15 minutes, between 10:00 PM and 02:59 AM'],
    // The hours before 3 are those of Monday, not of the night to Tuesday.
    ['0 22-1 ? * MON *', 'At 12:00 AM, 01:00 AM, 10:00 PM and 11:00 PM, only on Monday'],
    [
      '0/15 22-1 ? * MON *',
      'Every 15 minutes, in the hours that begin at 12:00 AM, 01:00 AM, 10:00 PM and 11:00 PM, only on Monday',
    ],
    // Days of the week: 1 is Sunday.
    ['0 6 ? * 1 *', 'At 06:00 AM, only on Sunday'],
    ['0 6 ? * MON *', 'At 06:00 AM, only on Monday'],
    ['0 6 ? * 2,4 *', 'At 06:00 AM, only on Monday and Wednesday'],
    ['0 6 ? * 1,7 *', 'At 06:00 AM, only on Sunday and Saturday'],
    ['0 6 ? * 2-4,7 *', 'At 06:00 AM, only on Monday through Wednesday and Saturday'],
    ['0 6 ? * FRI-MON *', 'At 06:00 AM, Friday through Monday'],
    ['0 6 ? * 6-2 *', 'At 06:00 AM, Friday through Monday'],
    ['0 6 ? * 1-7 *', 'At 06:00 AM, every day'],
    ['0 6 ? * * *', 'At 06:00 AM, every day'],
    ['0 6 ? * L *', 'At 06:00 AM, only on Saturday'],
    ['0 6 ? * 6L *', 'At 06:00 AM, on the last Friday of the month'],
    ['0 6 ? * FRIL *', 'At 06:00 AM, on the last Friday of the month'],
    ['0 6 ? * 3#2 *', 'At 06:00 AM, on the second Tuesday of the month'],
    ['0 6 ? * TUE#5 *', 'At 06:00 AM, on the fifth Tuesday of the month'],
    // Days of the month.
    ['0 6 1 * ? *', 'At 06:00 AM, on day 1 of the month'],
    ['0 6 1-7 * ? *', 'At 06:00 AM, between day 1 and 7 of the month'],
    ['0 6 5/10 * ? *', 'At 06:00 AM, on day 5, 15, and 25 of the month'],
    ['0 6 L * ? *', 'At 06:00 AM, on the last day of the month'],
    ['0 6 15W * ? *', 'At 06:00 AM, on the weekday (Monday to Friday) nearest to day 15, in the same month'],
    [
      '0 6 31W JAN-MAR ? *',
      'At 06:00 AM, on the weekday (Monday to Friday) nearest to day 31, in the same month, January through March',
    ],
    // Months and years.
    ['0 6 * 1 ? *', 'At 06:00 AM, every day, only in January'],
    ['0 6 * 2/3 ? *', 'At 06:00 AM, every day, only in February, May, August, and November'],
    [
      '0 6 ? 1-3,6 2,4 *',
      'At 06:00 AM, only on Monday and Wednesday, only in January through March and June',
    ],
    ['0 6 * 1-12 ? *', 'At 06:00 AM, every day'],
    ['* * * 3 ? *', 'Every minute, only in March'],
    ['0 6 * * ? 2027', 'At 06:00 AM, every day, only in 2027'],
    ['0 6 * * ? 2027-2030', 'At 06:00 AM, every day, 2027 through 2030'],
    ['0 6 * * ? 2026-2030/2', 'At 06:00 AM, every day, only in 2026, 2028, and 2030'],
    ['0 6 * * ? 2027/2', 'At 06:00 AM, every day, only in 2027 and every 2 years after it, until 2199'],
    ['0 6 * * ? 1970-2199', 'At 06:00 AM, every day'],
    ['15 10 ? * 6L 2026-2030', 'At 10:15 AM, on the last Friday of the month, 2026 through 2030'],
    ['0 22-2 * * ? 2027', 'At 12:00 AM, 01:00 AM, 02:00 AM, 10:00 PM and 11:00 PM, every day, only in 2027'],
  ])('%s: %s', (fields, words) => {
    expect(cronIn(fields)).toBe(`${words}, Etc/UTC`);
  });

  /** Returns all times of a cron: its minutes of a day, its days in six years, and its years. */
  function meaning(cron: Cron): string {
    const days: string[] = [];
    const allYears: Cron = { ...cron, year: [{ kind: 'all' }] };
    for (let time = Date.UTC(2024, 0, 1); time < Date.UTC(2030, 0, 1); time += 24 * 60 * 60 * 1000) {
      const day = new Date(time);
      const isOn = hasRunsOn(allYears, day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
      if (isOn) days.push(day.toISOString().slice(0, 10));
    }
    return JSON.stringify([
      allowedValues(cron, 'minutes'),
      allowedValues(cron, 'hours'),
      days,
      allowedValues(cron, 'year'),
    ]);
  }

  test('is equal for equal times, and different for different times', () => {
    const crons = cronTexts.map(parseCron).filter((parsed) => parsed !== undefined);
    const field = fc.constantFrom('minutes', 'hours', 'month', 'year', 'days');
    fc.assert(
      fc.property(crons, crons, field, (one, other, changed) => {
        const mixed: Cron =
          changed === 'days'
            ? { ...one, dayOfMonth: other.dayOfMonth, dayOfWeek: other.dayOfWeek }
            : { ...one, [changed]: other[changed] };
        const [a, b] = [one, mixed].map((cron) => describeSchedule(cron, 'Etc/UTC'));
        expect(a === b).toBe(meaning(one) === meaning(mixed));
      }),
      { numRuns: tries(400) },
    );
  });
});

describe('other schedules in words', () => {
  test.each([
    ['rate(1 minute)', 'every minute'],
    ['rate(5 minutes)', 'every 5 minutes'],
    ['rate(1 hour)', 'every hour'],
    ['rate(36 hours)', 'every 36 hours'],
    // A day on which clocks change has 23 or 25 hours.
    ['rate(1 day)', 'every 24 hours'],
    ['rate(2 days)', 'every 2 days of 24 hours'],
    ['at(2027-03-14T03:30:00)', 'once, on 2027-03-14 at 03:30, America/New_York'],
    ['at(2027-03-14T03:30:05)', 'once, on 2027-03-14 at 03:30:05, America/New_York'],
  ])('%s: %s', (text, words) => {
    expect(describeSchedule(parse(text), 'America/New_York')).toBe(words);
  });
});
