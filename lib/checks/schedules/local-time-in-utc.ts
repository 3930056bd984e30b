import { isUtc } from '../../aws/schedules/time-zones';
import { isRunJob, schedulesOf, type Job } from '../../jobs/job';
import type { Check } from '../check';
import { configOf, pathOf } from '../job-paths';

/** Words that people use for local time. */
const localWords =
  /\b(\d{1,2}(:\d\d)? ?[ap]\.?m\b|noon|midnight|mornings?|evenings?|business hours|close of business|(eastern|central|mountain|pacific) time|[ECMP][SD]T)\b/i;

export const localTimeInUtc: Check = {
  code: 'local-time-in-utc',
  why: 'Without schedule_expression_timezone, a schedule is in UTC. A job at 06:00 UTC runs at 01:00 in New York in winter, and at 02:00 in summer.',
  fix: 'set schedule_expression_timezone, or mention UTC in the description',
  find: (environment) =>
    environment.jobs.flatMap((job) => {
      const { description = '' } = configOf(environment, job);
      const words = localWords.exec(description)?.[0];
      const inUtc = timesOf(job).find(({ timezone }) => isUtc(timezone));
      if (words === undefined || inUtc === undefined || /\b(utc|gmt)\b/i.test(description)) return [];
      const message = `${JSON.stringify(words)} suggests a local time, but ${inUtc.what} is in ${inUtc.timezone}`;
      return [{ path: pathOf(job, 'description'), at: 'value', message }];
    }),
};

/** A schedule or `scheduled_scaling`, with the words that name it in messages. */
interface Times {
  readonly what: string;
  readonly timezone: string;
}

/** Returns the times of a job's schedules. */
function timesOf(job: Job): readonly Times[] {
  const schedules = schedulesOf(job);
  if (isRunJob(job))
    return schedules
      .filter(({ state }) => state === 'ENABLED')
      .map(({ timezone }) => ({ what: 'the schedule', timezone }));
  const times = [
    ...schedules.map((schedule) => ({ what: 'the schedule of its messages', ...schedule })),
    ...job.scaling.scheduledActions.map((action) => ({ what: 'scheduled_scaling', ...action })),
  ];
  // A rate does not depend on the time zone.
  return times.filter(({ parsedExpression }) => parsedExpression.kind !== 'rate');
}
