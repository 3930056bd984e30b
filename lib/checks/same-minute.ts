import type { ScheduledJob } from '../jobs/job';
import type { Check } from './check';
import { enabledScheduledJobs, listed, pathOf } from './jobs';

/** As many as most databases and ECS's own rate of starting tasks take without a thought. */
const many = 5;

export const sameMinute: Check = {
  code: 'same-minute',
  why: 'Jobs that start in the same minute ask for their tasks, images and database connections all at once, and ECS starts only so many tasks a second.',
  fix: 'spread their minutes, or give flexible_time_window_minutes',
  find(environment) {
    const together = new Map<string, ScheduledJob[]>();
    for (const job of enabledScheduledJobs(environment)) {
      if (job.schedule.flexibleTimeWindowMinutes !== undefined) continue;
      const when = `${job.schedule.expression} ${job.schedule.timezone}`;
      const others = together.get(when);
      if (others === undefined) together.set(when, [job]);
      else others.push(job);
    }
    return [...together].flatMap(([when, jobs]) => {
      const [first] = jobs;
      if (first === undefined || jobs.length < many) return [];
      const message = `${jobs.length} jobs start at ${when}: ${listed(jobs)}`;
      return [{ path: pathOf(first, 'schedule_expression'), at: 'value', message }];
    });
  },
};
