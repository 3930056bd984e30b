import type { Check } from '../check';
import { schedulesOf } from '../job-paths';

/** The Scheduler takes a date that is five minutes old; of one that is older, nobody can tell how old it will be. */
export const startDatePassed: Check = {
  code: 'start-date-passed',
  why: 'Terraform sends the start_date with every change of a schedule, and the Scheduler refuses one that has passed: the next change of anything about the job would fail at apply.',
  fix: 'remove it: the schedule goes on as it is, but for a rate, which is then counted from the change',
  find: (environment, now) =>
    schedulesOf(environment).flatMap(({ schedule: { startDate }, path, isFirst }) => {
      // The schedules of one job have one date.
      if (!isFirst || startDate === undefined || Date.parse(startDate) > now.getTime()) return [];
      const message = `${startDate} has passed`;
      return [{ path: [...path, 'start_date'], at: 'value', message }];
    }),
};
