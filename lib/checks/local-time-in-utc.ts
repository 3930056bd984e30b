import type { Check } from './check';
import { enabledScheduledJobs, pathOf } from './jobs';

const utc: ReadonlySet<string> = new Set(['Etc/UTC', 'UTC', 'Etc/GMT', 'GMT', 'Etc/Zulu', 'Zulu']);

/** What people say of the clock on their wall. */
const localWords =
  /\b(\d{1,2}(:\d\d)? ?[ap]\.?m\b|noon|midnight|mornings?|evenings?|business hours|close of business|(eastern|central|mountain|pacific) time|[ECMP][SD]T)\b/i;

export const localTimeInUtc: Check = {
  code: 'local-time-in-utc',
  why: 'Without schedule_expression_timezone, a schedule is in UTC: what reads as 6 in the morning runs at 1 or 2 at night in New York, and moves by an hour twice a year.',
  fix: 'give schedule_expression_timezone, or say UTC in the description',
  find: (environment) =>
    enabledScheduledJobs(environment).flatMap((job) => {
      const { description = '', timezone } = job.schedules[0];
      const words = localWords.exec(description)?.[0];
      if (words === undefined || !utc.has(timezone) || /\b(utc|gmt)\b/i.test(description)) return [];
      const message = `${JSON.stringify(words)} is somebody’s local time, and the schedule is in ${timezone}`;
      return [{ path: pathOf(job, 'description'), at: 'value', message }];
    }),
};
