import type { Check } from '../check';
import { schedulesOf } from '../job-paths';

/** Reports every date that has passed. The Scheduler accepts dates up to five minutes old, but the next apply can be later. */
export const startDatePassed: Check = {
  code: 'start-date-passed',
  why: 'Terraform sends start_date with every update of a schedule, and EventBridge Scheduler rejects a date that has passed. The next change of the job then fails at apply.',
  fix: 'remove start_date; a cron or at expression keeps its times, but a rate expression can fire at other times, because it counts from start_date',
  find: (environment, now) =>
    schedulesOf(environment).flatMap(({ schedule: { startDate }, path, isFirst }) => {
      // All schedules of a job have the same date.
      if (!isFirst || startDate === undefined || Date.parse(startDate) > now.getTime()) return [];
      const message = `${startDate} has passed`;
      return [{ path: [...path, 'start_date'], at: 'value', message }];
    }),
};
