import { hasRunsFrom } from '../../aws/schedules/expressions/cron-days';
import { renderScheduleExpression } from '../../aws/schedules/expressions/render-schedule-expression';
import type { ScheduleExpression } from '../../aws/schedules/expressions/schedule-expression';
import { isKnownTimeZone, localTimeAt } from '../../aws/schedules/local-time';
import type { EnvironmentJobs } from '../../jobs/environment';
import { isRunJob } from '../../jobs/job';
import type { Check, Finding } from '../check';
import { scheduledActionsOf, schedulesOf } from '../job-paths';

export const scheduleInThePast: Check = {
  code: 'schedule-in-the-past',
  why: 'AWS accepts a schedule whose times have all passed, but it never fires.',
  fix: 'set a time in the future, or remove the job or the field',
  find: (environment, now) => [...passedSchedules(environment, now), ...passedActions(environment, now)],
};

function passedSchedules(environment: EnvironmentJobs, now: Date): readonly Finding[] {
  return schedulesOf(environment).flatMap(
    ({ job, schedule, path, expressionPath, isFirst }): readonly Finding[] => {
      const { expression, parsedExpression, timezone, endDate, state } = schedule;
      if (state === 'DISABLED') return [];
      if (endDate !== undefined && Date.parse(endDate) < now.getTime()) {
        if (!isFirst) return [];
        const effect = isRunJob(job) ? 'the job never starts again' : 'no more messages are sent';
        const message = `end_date (${endDate}) has passed, so ${effect}`;
        return [{ path: [...path, 'end_date'], at: 'value', message }];
      }
      if (!hasPassed(parsedExpression, timezone, now)) return [];
      const message = `${expression} has passed in ${timezone} and never fires again`;
      return [{ path: expressionPath, at: 'value', message }];
    },
  );
}

function passedActions(environment: EnvironmentJobs, now: Date): readonly Finding[] {
  return scheduledActionsOf(environment).flatMap(({ action, expressionPath }): readonly Finding[] => {
    const { expression, parsedExpression, timezone } = action;
    if (!hasPassed(parsedExpression, timezone, now)) return [];
    // A service that is created after the action's time never gets the limits of the action.
    const message = `${expression} has passed in ${timezone} and never fires again; if its limits still apply, move them to min_tasks and max_tasks of the job`;
    return [{ path: expressionPath, at: 'value', message }];
  });
}

function hasPassed(parsed: ScheduleExpression, timezone: string, now: Date): boolean {
  const local = localTimeAt(now.getTime(), isKnownTimeZone(timezone) ? timezone : 'Etc/UTC');
  if (parsed.kind === 'at')
    return renderScheduleExpression(parsed) < renderScheduleExpression({ kind: 'at', ...local });
  // A cron expression is checked by day, so today counts as future.
  return parsed.kind === 'cron' && !hasRunsFrom(parsed, local.year, local.month, local.day);
}
