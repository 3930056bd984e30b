import { millisecondsPer } from '../../text/durations';
import { rateInterval } from '../../aws/schedules/expressions/rate-interval';
import type { CronField, ScheduleExpression } from '../../aws/schedules/expressions/schedule-expression';
import type { Check } from '../check';
import { joinNames, schedulesOf } from '../job-paths';

export const droppedRuns: Check = {
  code: 'dropped-runs',
  why: 'The Scheduler tries for up to 24 hours to start a run, and then drops it. The alarms of an environment watch dead-letter queues, so an alarm notifies alarms.sns_topic_arn only if the job has such a queue. Without the queue, nobody may notice a dropped run, and the next run follows a day or more later.',
  fix: 'set delivery with dead_letter_queue: true in these jobs, or in job_defaults',
  find(environment) {
    // Without a topic, nobody would be notified of a dead letter either.
    if (environment.config.alarms === undefined) return [];
    const dropped = schedulesOf(environment).filter(
      ({ schedule }) =>
        schedule.state === 'ENABLED' &&
        schedule.delivery?.deadLetterQueue === undefined &&
        isDailyOrRarer(schedule.parsedExpression),
    );
    const jobs = [...new Set(dropped.map(({ job }) => job))];
    const [first] = dropped;
    if (first === undefined) return [];
    const message = `no alarm notifies alarms.sns_topic_arn if the Scheduler can’t start a run of ${joinNames(jobs)}`;
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
