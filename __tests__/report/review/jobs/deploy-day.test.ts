import { describe, expect, test } from '@jest/globals';
import { parseScheduleExpression } from '../../../../lib/aws/schedules/expressions/parse-schedule-expression';
import { deployDayNotes } from '../../../../lib/report/review/jobs/schedules/deploy-day';
import type { ReadSchedule } from '../../../../lib/report/review/jobs/schedules/schedule-timings';
import { plainText } from '../../../../lib/report/review/words';
import { countCalls } from '../../../support/count-calls';
import { fc, tries } from '../../../support/property-tests';

function schedule(expression: string, timezone = 'UTC'): ReadSchedule {
  const parsed = parseScheduleExpression(expression);
  if (!parsed.ok) throw new TypeError(parsed.reason);
  return {
    key: undefined,
    address: 'aws_scheduler_schedule.jobs_x',
    expressionWords: [],
    timing: { expression: parsed.value, timezone, startDate: undefined, endDate: undefined },
    isEnabled: true,
  };
}

function notesOf(before: ReadSchedule | undefined, after: ReadSchedule | undefined, at: Date): string {
  return deployDayNotes({ before, after }, at).map(plainText).join('\n');
}

describe('a daily run at another hour', () => {
  test('takes place twice, once or never on the day of the deploy, as counted by hand', () => {
    const hour = fc.nat(23);
    fc.assert(
      fc.property(hour, hour, hour, (old, current, deploy) => {
        const at = new Date(Date.UTC(2026, 10, 30, deploy, 30));
        const runs = (old <= deploy ? 1 : 0) + (current > deploy ? 1 : 0);
        const notes = notesOf(schedule(`cron(0 ${old} * * ? *)`), schedule(`cron(0 ${current} * * ? *)`), at);
        const expected = runs === 2 ? /runs one more time than usual/ : runs === 0 ? /is skipped/ : /^$/;
        if (old === current) expect(notes).toBe('');
        else expect(notes).toMatch(expected);
      }),
      { numRuns: tries(500) },
    );
  });
});

const noon = new Date('2026-11-30T12:00:00Z');

test.each([
  ['a new schedule', undefined, 'cron(0 6 * * ? *)'],
  ['the same schedule', 'cron(0 6 * * ? *)', 'cron(0 6 * * ? *)'],
  ['runs every ten minutes', 'cron(0/10 * * * ? *)', 'cron(5/10 * * * ? *)'],
])('%s has no note', (_, before, after) => {
  expect(notesOf(before === undefined ? undefined : schedule(before), schedule(after), noon)).toBe('');
});

test('a deleted schedule names the run that does not take place', () => {
  expect(notesOf(schedule('cron(0 18 * * ? *)'), undefined, noon)).toBe(
    'The next run, Mon 2026-11-30 18:00 +00:00, does not take place.',
  );
});

test('the runs of a year are compared only if the next run stays', () => {
  const changes = (minute: number) => () =>
    notesOf(
      schedule('cron(0 6 * * ? *)', 'America/New_York'),
      schedule(`cron(${minute} 6 * * ? *)`, 'America/Bogota'),
      new Date('2027-03-01T12:00:00Z'),
    );
  // The offsets of the zones are remembered, so the first change does more.
  changes(2)();
  const files = /\/lib\/aws\/schedules\//;
  expect(countCalls(changes(1), files)).toBeLessThan(countCalls(changes(0), files) / 5);
});
