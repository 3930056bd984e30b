import { firesFrom } from '../../aws/schedules/expressions/cron-days';
import { renderScheduleExpression } from '../../aws/schedules/expressions/render-schedule-expression';
import type { ScheduleExpression } from '../../aws/schedules/expressions/schedule-expression';
import type { EnvironmentJobs } from '../../jobs/environment';
import { isRunJob } from '../../jobs/job';
import type { Check, Finding } from '../check';
import { scheduledActionsOf, schedulesOf } from '../job-paths';

export const scheduleInThePast: Check = {
  code: 'schedule-in-the-past',
  why: 'AWS takes a schedule whose every time has passed, and it never fires.',
  fix: 'give a time that is to come, or remove the job or the field that has none',
  find: (environment, now) => [...overSchedules(environment, now), ...overActions(environment, now)],
};

function overSchedules(environment: EnvironmentJobs, now: Date): readonly Finding[] {
  return schedulesOf(environment).flatMap(
    ({ job, schedule, path, expressionPath, isFirst }): readonly Finding[] => {
      const { expression, parsedExpression, timezone, endDate, state } = schedule;
      if (state === 'DISABLED') return [];
      if (endDate !== undefined && Date.parse(endDate) < now.getTime()) {
        if (!isFirst) return [];
        const over = isRunJob(job) ? 'the job never starts again' : 'no message is sent any more';
        const message = `end_date, ${endDate}, has passed, and ${over}`;
        return [{ path: [...path, 'end_date'], at: 'value', message }];
      }
      if (!isOver(parsedExpression, timezone, now)) return [];
      const message = `${expression} has passed, and never fires again`;
      return [{ path: expressionPath, at: 'value', message }];
    },
  );
}

function overActions(environment: EnvironmentJobs, now: Date): readonly Finding[] {
  return scheduledActionsOf(environment).flatMap(({ action, expressionPath }): readonly Finding[] => {
    const { expression, parsedExpression, timezone } = action;
    if (!isOver(parsedExpression, timezone, now)) return [];
    // A service that is made anew never hears of it.
    const message = `${expression} has passed, and never fires again; what of it still holds belongs in min_tasks and max_tasks`;
    return [{ path: expressionPath, at: 'value', message }];
  });
}

function isOver(parsed: ScheduleExpression, timezone: string, now: Date): boolean {
  const here = wallClock(now, timezone);
  if (parsed.kind === 'at') return renderScheduleExpression(parsed).slice('at('.length, -1) < here;
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
