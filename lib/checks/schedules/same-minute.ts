import type { Schedule } from '../../jobs/triggers/triggers';
import type { ScheduledJob } from '../../jobs/job';
import type { Check } from '../check';
import { enabledScheduledJobs, joinNames, pathOfSchedule } from '../job-paths';

/** As many as most databases and ECS's own rate of starting tasks take without a thought. */
const many = 5;

export const sameMinute: Check = {
  code: 'same-minute',
  why: 'Jobs that start in the same minute ask for their tasks, images and database connections all at once, and ECS starts only so many tasks a second.',
  fix: 'spread their minutes, or give flexible_time_window_minutes',
  find(environment) {
    const together = new Map<
      string,
      readonly { readonly job: ScheduledJob; readonly schedule: Schedule }[]
    >();
    // A message that a schedule sends to a worker starts no task.
    for (const job of enabledScheduledJobs(environment)) {
      for (const schedule of job.schedules) {
        if (schedule.flexibleTimeWindowMinutes !== undefined) continue;
        const when = `${schedule.expression} ${schedule.timezone}`;
        together.set(when, [...(together.get(when) ?? []), { job, schedule }]);
      }
    }
    return [...together].flatMap(([when, starts]) => {
      const [first] = starts;
      if (first === undefined || starts.length < many) return [];
      const message = `${starts.length} jobs start at ${when}: ${joinNames(starts.map(({ job }) => job))}`;
      return [{ path: pathOfSchedule(environment, first.job, first.schedule), at: 'value', message }];
    });
  },
};
