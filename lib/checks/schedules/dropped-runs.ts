import { millisecondsPer } from '../../text/durations';
import { rateInterval } from '../../aws/schedules/expressions/rate-interval';
import type { CronField, ScheduleExpression } from '../../aws/schedules/expressions/schedule-expression';
import { watchedRunsOf } from '../../jobs/alarms/watch/watch';
import type { Check } from '../check';
import { joinNames, schedulesOf } from '../job-paths';

export const droppedRuns: Check = {
  code: 'dropped-runs',
  why: 'The Scheduler tries for up to 24 hours to start a run, and then drops it. One alarm watches all schedules of an environment, so its notification does not name the job. The notification of a missed run names the job. But a job with missed_run: false has no such notification, and neither has a queue worker. A dead-letter queue keeps the dropped run, and the alarm of the queue names the job. Without the queue, a person must search for the missing run. The next run follows a day or more later.',
  fix: 'set delivery with dead_letter_queue: true in these jobs, or in job_defaults',
  find(environment) {
    // Without a topic, no notification reports a dropped run or a dead letter.
    if (environment.config.alarms === undefined) return [];
    const dropped = schedulesOf(environment).filter(
      ({ job, schedule }) =>
        schedule.state === 'ENABLED' &&
        // The message about a missed run names the job.
        watchedRunsOf(job) === undefined &&
        schedule.delivery?.deadLetterQueue === undefined &&
        isDailyOrRarer(schedule.parsedExpression),
    );
    const jobs = [...new Set(dropped.map(({ job }) => job))];
    const [first] = dropped;
    if (first === undefined) return [];
    const message = `if the Scheduler drops a run of ${joinNames(jobs)}, the alarm does not name the job`;
    return [{ path: first.path.slice(0, 1), at: 'key', message }];
  },
};

/** Whether a schedule fires at most once a day. */
function isDailyOrRarer(expression: ScheduleExpression): boolean {
  switch (expression.kind) {
    case 'at':
      return true;
    case 'rate':
      return rateInterval(expression) >= millisecondsPer.day;
    case 'cron':
      return isOneValue(expression.minutes) && isOneValue(expression.hours);
  }
}

function isOneValue([item, ...others]: CronField): boolean {
  return others.length === 0 && item?.kind === 'value';
}
