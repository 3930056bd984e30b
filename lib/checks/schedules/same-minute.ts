import type { Schedule } from '../../jobs/triggers/triggers';
import type { ScheduledJob } from '../../jobs/job';
import type { Check } from '../check';
import { enabledScheduledJobs, joinNames, pathOfSchedule } from '../job-paths';

/**
 * The check gives advice if at least this number of jobs starts in the same minute. So many starts can exceed the
 * connections of a database or the launch rate of ECS.
 */
const minimumStarts = 5;

export const sameMinute: Check = {
  code: 'same-minute',
  why: 'Jobs that start in the same minute need their tasks, images and database connections at the same time. ECS limits the launches per second.',
  fix: 'schedule the jobs in different minutes, or set flexible_time_window_minutes',
  find(environment) {
    const together = new Map<
      string,
      readonly { readonly job: ScheduledJob; readonly schedule: Schedule }[]
    >();
    // Schedules of messages are not counted, because a message starts no task.
    for (const job of enabledScheduledJobs(environment)) {
      for (const schedule of job.schedules) {
        if (schedule.flexibleTimeWindowMinutes !== undefined) continue;
        const when = `${schedule.expression} ${schedule.timezone}`;
        together.set(when, [...(together.get(when) ?? []), { job, schedule }]);
      }
    }
    return [...together].flatMap(([when, starts]) => {
      const [first] = starts;
      if (first === undefined || starts.length < minimumStarts) return [];
      const message = `${starts.length} jobs start at ${when}: ${joinNames(starts.map(({ job }) => job))}`;
      return [{ path: pathOfSchedule(environment, first.job, first.schedule), at: 'value', message }];
    });
  },
};
