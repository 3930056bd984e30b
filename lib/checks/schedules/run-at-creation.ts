import { rateInterval } from '../../aws/schedules/expressions/rate-interval';
import { isRunJob, stateOf } from '../../jobs/job';
import { millisecondsPer } from '../../text/durations';
import type { Check } from '../check';
import { schedulesOf } from '../job-paths';

/** The shortest interval that the check reports. An additional run of a more frequent schedule is not a problem. */
const minimumInterval = millisecondsPer.day;

export const runAtCreation: Check = {
  code: 'run-at-creation',
  why: 'Without start_date, a rate has its first run as soon as Terraform has created the schedule. AWS counts all other runs from the first run. Terraform creates the schedule at the first apply, and again if the job is renamed, if another expression is added, or if service.name changes. So the job can run twice in one interval.',
  fix: 'write the time of the run as a cron expression, or set start_date',
  find: (environment) =>
    schedulesOf(environment).flatMap(({ job, schedule, expressionPath }) => {
      const { parsedExpression: rate, startDate } = schedule;
      if (isRunJob(job) && stateOf(job) === 'DISABLED') return [];
      if (rate.kind !== 'rate' || startDate !== undefined || rateInterval(rate) < minimumInterval) return [];
      const effect = isRunJob(job) ? 'starts a run' : 'sends a message';
      const message = `${schedule.expression} ${effect} immediately at each apply that creates the schedule`;
      return [{ path: expressionPath, at: 'value', message }];
    }),
};
