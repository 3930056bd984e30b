import { maximumTaskStopSeconds } from '../../aws/ecs/limits';
import type { Check } from '../check';
import { enabledScheduledJobs, pathOfSchedule } from '../job-paths';
import { longestRunSeconds, shortestGapSeconds } from './overlapping-runs';

export const endlessReplacement: Check = {
  code: 'endless-replacement',
  why: `A run that replaces another one waits ${maximumTaskStopSeconds} seconds until the task of the other run has stopped. If the next run starts before the replacing run has ended, the next run replaces it too. So one long run is enough: every later run is replaced before its task has ended, and the job never finishes again.`,
  fix: 'run the job less often, set a shorter timeout_seconds, or set overlap: skip',
  find: (environment) =>
    enabledScheduledJobs(environment).flatMap((job) => {
      if (job.run.overlap !== 'replace') return [];
      const duration = longestRunSeconds(job.run);
      const [first] = job.schedules.flatMap((schedule) => {
        const seconds = shortestGapSeconds(schedule);
        const needed = maximumTaskStopSeconds + (duration ?? 0);
        return seconds === undefined || needed < seconds ? [] : [{ schedule, seconds }];
      });
      if (first === undefined) return [];
      const { schedule, seconds } = first;
      const tasks =
        duration === undefined ? '' : `, and its own tasks then run for up to ${duration} seconds`;
      const message = `a run that replaces another one first waits ${maximumTaskStopSeconds} seconds${tasks}; ${schedule.expression} starts the next run, which replaces this one, after ${seconds} seconds`;
      return [{ path: pathOfSchedule(environment, job, schedule), at: 'value' as const, message }];
    }),
};
