import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../../support/property-tests';
import { firstCommonRun } from '../../../lib/aws/schedules/common-run';
import { parseScheduleExpression } from '../../../lib/aws/schedules/expressions/parse-schedule-expression';
import { nextRunsOf, type Timing } from '../../../lib/aws/schedules/schedule-runs';

const from = new Date('2026-03-01T12:00:00Z');

function timingOf(text: string, timezone: string): Timing {
  const parsed = parseScheduleExpression(text);
  if (!parsed.ok) throw new TypeError(parsed.reason);
  return { expression: parsed.value, timezone, startDate: undefined, endDate: undefined };
}

const days = fc.constantFrom(
  '1 * ?',
  'L * ?',
  '15W * ?',
  '* 2 ?',
  '? * MON',
  '? * 6L',
  '? * SUN#2',
  '28 2 ?',
);
const crons = fc
  .tuple(fc.constantFrom('0', '30', '0/15'), fc.constantFrom('2', '3', '*', '2,14'), days)
  .map(([minute, hour, day]) => `cron(${minute} ${hour} ${day} *)`);

describe('the first common run of two schedules', () => {
  test('is the first time that is among the runs of both', () => {
    fc.assert(
      fc.property(crons, crons, fc.constantFrom('Etc/UTC', 'Europe/Berlin'), (first, second, timezone) => {
        const [a, b] = [timingOf(first, timezone), timingOf(second, timezone)];
        const runs = [a, b].map((timing) => nextRunsOf(timing, from, 60).map((run) => run.getTime()));
        const end = Math.min(...runs.map((times) => times.at(-1) ?? 0));
        const common = runs[0]?.find((time) => time <= end && runs[1]?.includes(time) === true);
        const found = firstCommonRun(a, b, from)?.getTime();
        if (common === undefined) expect(found ?? Infinity).toBeGreaterThan(end);
        else expect(found).toBe(common);
      }),
      { numRuns: tries(80) },
    );
  });
});
