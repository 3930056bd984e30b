import type { Check } from './check';
import { pathOf } from './jobs';

/** The Scheduler takes a date that is five minutes old; of one that is older, nobody can tell how old it will be. */
export const startDatePassed: Check = {
  code: 'start-date-passed',
  why: 'Terraform sends the start_date with every change of a schedule, and the Scheduler refuses one that has passed: the next change of anything about the job would fail at apply.',
  fix: 'remove it: the schedule goes on as it is, but for a rate, which is then counted from the change',
  find: ({ jobs }, now) =>
    jobs.flatMap((job) => {
      if (job.type !== 'scheduled_job') return [];
      const { startDate } = job.schedules[0];
      if (startDate === undefined || Date.parse(startDate) > now.getTime()) return [];
      const message = `${startDate} has passed`;
      return [{ path: pathOf(job, 'start_date'), at: 'value', message }];
    }),
};
