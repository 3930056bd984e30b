import { isUtc } from '../../aws/schedules/time-zones';
import type { Job } from '../../jobs/job';
import type { Check } from '../check';
import { configOf, pathOf } from '../job-paths';

/** What people say of the clock on their wall. */
const localWords =
  /\b(\d{1,2}(:\d\d)? ?[ap]\.?m\b|noon|midnight|mornings?|evenings?|business hours|close of business|(eastern|central|mountain|pacific) time|[ECMP][SD]T)\b/i;

export const localTimeInUtc: Check = {
  code: 'local-time-in-utc',
  why: 'Without schedule_expression_timezone, a schedule is in UTC: what reads as 6 in the morning runs at 1 or 2 at night in New York, and moves by an hour twice a year.',
  fix: 'give schedule_expression_timezone, or say UTC in the description',
  find: (environment) =>
    environment.jobs.flatMap((job) => {
      const { description = '' } = configOf(environment, job);
      const words = localWords.exec(description)?.[0];
      const inUtc = timesOf(job).find(({ timezone }) => isUtc(timezone));
      if (words === undefined || inUtc === undefined || /\b(utc|gmt)\b/i.test(description)) return [];
      const message = `${JSON.stringify(words)} is somebody’s local time, and ${inUtc.what} is in ${inUtc.timezone}`;
      return [{ path: pathOf(job, 'description'), at: 'value', message }];
    }),
};

interface Times {
  readonly what: string;
  readonly timezone: string;
}

/** What a job does by the clock. */
function timesOf(job: Job): readonly Times[] {
  switch (job.type) {
    case 'scheduled_job': {
      const [{ state, timezone }] = job.schedules;
      return state === 'DISABLED' ? [] : [{ what: 'the schedule', timezone }];
    }
    case 'queue_worker_job': {
      const messages = job.schedule === undefined ? [] : [job.schedule];
      const times = [
        ...messages.map((schedule) => ({ what: 'the schedule of its messages', ...schedule })),
        ...job.scaling.scheduledActions.map((action) => ({ what: 'scheduled_scaling', ...action })),
      ];
      // What its description says need not be of a rate, which is the same in every time zone.
      return times.filter(({ parsedExpression }) => parsedExpression.kind !== 'rate');
    }
    case 'file_upload_job':
      return [];
  }
}
