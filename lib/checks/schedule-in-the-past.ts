import { firesFrom } from '../aws/schedule-expressions/cron-days';
import { parseScheduleExpression } from '../aws/schedule-expressions/parse-schedule-expression';
import type { Check, Finding } from './check';
import { schedulesOf } from './jobs';

export const scheduleInThePast: Check = {
  code: 'schedule-in-the-past',
  why: 'AWS takes a schedule whose every time has passed, and it never fires.',
  fix: 'give a time that is to come, or remove the job',
  find: (environment, now) =>
    schedulesOf(environment).flatMap(({ schedule, path, expressionPath, isFirst }): readonly Finding[] => {
      const { expression, timezone, endDate, state } = schedule;
      if (state === 'DISABLED') return [];
      if (endDate !== undefined && Date.parse(endDate) < now.getTime()) {
        if (!isFirst) return [];
        const message = `end_date, ${endDate}, has passed, and the job never starts again`;
        return [{ path: [...path, 'end_date'], at: 'value', message }];
      }
      if (!isOver(expression, timezone, now)) return [];
      const message = `${expression} has passed, and never fires again`;
      return [{ path: expressionPath, at: 'value', message }];
    }),
};

function isOver(expression: string, timezone: string, now: Date): boolean {
  const parsed = parseScheduleExpression(expression);
  const here = wallClock(now, timezone);
  if (parsed.kind === 'at') return expression.slice('at('.length, -1) < here;
  if (parsed.kind !== 'cron') return false;
  // Of a cron, by days: today counts as to come, whatever the hour.
  const [year = 0, month = 0, day = 0] = here.slice(0, 10).split('-').map(Number);
  return !firesFrom(parsed, year, month, day);
}

/** What the clock shows there: `yyyy-mm-ddThh:mm:ss`. In UTC, where this Node doesn't know the zone. */
function wallClock(now: Date, timezone: string): string {
  const options = { dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('sv-SE', { ...options, timeZone: timezone }).format(now).replace(' ', 'T');
  } catch {
    return now.toISOString().slice(0, 19);
  }
}
