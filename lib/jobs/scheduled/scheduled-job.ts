import type { Location } from '../../aws/arns';
import { parseScheduleExpression } from '../../aws/schedules/expressions/parse-schedule-expression';
import { renderScheduleExpression } from '../../aws/schedules/expressions/render-schedule-expression';
import { parseScheduleDate, type ScheduleDate } from '../../aws/schedules/schedules';
import type { EnvConfig } from '../../config/env-config';
import type { ScheduledJobConfig } from '../../config/schema/scheduled-job';
import { toArray } from '../../config/schema/values';
import type { Schedule } from '../triggers/triggers';
import type { ScheduledJob } from '../job';
import { scheduleGroupName, scheduleKey, scheduleName } from '../resource-names';
import { parseEventText, scheduledPlaceholders, scheduledTimeValue } from '../placeholders';
import type { RoleArns } from '../roles';
import { buildRunPlan, stepsOf, type RunPlan } from '../run/run-plan';
import { buildStateMachineTarget } from '../run/state-machine';
import { eventReferencesOf } from '../run/task';

/** Schedules that start the job's state machine. */
export function buildScheduledJob(
  config: EnvConfig,
  location: Location,
  name: string,
  job: ScheduledJobConfig,
  roles: RoleArns,
): ScheduledJob {
  const placeholders = scheduledPlaceholders(job.schedule_expression_timezone);
  const run = buildRunPlan(config.service, job, (text) => parseEventText(text, placeholders));
  const expressions = toArray(job.schedule_expression).map(normalizeExpression);
  const schedule = (expression: string): Schedule => {
    const key = scheduleKey(expression, expressions.length);
    return {
      key,
      name: scheduleName(config.service.name, name, key),
      groupName: scheduleGroupName(config.service.name),
      description: job.description,
      state: job.state,
      expression,
      timezone: job.schedule_expression_timezone,
      startDate: toUtc(job.start_date),
      endDate: toUtc(job.end_date),
      flexibleTimeWindowMinutes: job.flexible_time_window_minutes,
      roleArn: roles.scheduler,
      input: usesScheduledTime(run)
        ? { [scheduledTimeValue.name]: '<aws.scheduler.scheduled-time>' }
        : undefined,
    };
  };
  const [first, ...others] = expressions;
  if (first === undefined) throw new TypeError(`the job ${name} has no schedule`);
  return {
    type: 'scheduled_job',
    name,
    run,
    schedules: [schedule(first), ...others.map(schedule)],
    target: buildStateMachineTarget(config, location, name, job, run, roles),
  };
}

function usesScheduledTime(run: RunPlan): boolean {
  return stepsOf(run).some(({ task }) =>
    eventReferencesOf(task).some(({ name }) => name === scheduledTimeValue.name),
  );
}

/** Rates are said in the singular for 1 and in the plural above; anything else stays as it was written. */
export function normalizeExpression(text: string): string {
  const parsed = parseScheduleExpression(text);
  return parsed.ok && parsed.value.kind === 'rate' ? renderScheduleExpression(parsed.value) : text;
}

/** The date in UTC, as AWS takes it. */
export function toUtc(date: string | undefined): ScheduleDate | undefined {
  if (date === undefined) return undefined;
  const parsed = parseScheduleDate(date);
  return parsed.ok ? parsed.value : undefined;
}
