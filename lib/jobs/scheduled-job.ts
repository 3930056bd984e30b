import type { Location } from '../aws/arns';
import { parseScheduleExpression } from '../aws/schedule-expressions/parse-schedule-expression';
import { renderScheduleExpression } from '../aws/schedule-expressions/render-schedule-expression';
import type { EnvConfig } from '../config/env-config';
import type { ScheduledJobConfig } from '../config/schema/scheduled-job';
import type { ScheduledJob } from './job';
import { jobResourceName, scheduleGroupName } from './names';
import type { RoleArns } from './roles';
import { buildStateMachineTarget } from './state-machine';
import { buildTask } from './task';

/** A schedule that starts the job's state machine. */
export function buildScheduledJob(
  config: EnvConfig,
  location: Location,
  name: string,
  job: ScheduledJobConfig,
  roles: RoleArns,
): ScheduledJob {
  const task = buildTask(config.service, job, (text) => text);
  return {
    type: 'scheduled_job',
    name,
    task,
    schedule: {
      name: jobResourceName(config.service.name, name),
      groupName: scheduleGroupName(config.service.name),
      description: job.description,
      state: job.state,
      expression: asAwsWritesIt(job.schedule_expression),
      timezone: job.schedule_expression_timezone,
      flexibleTimeWindowMinutes: job.flexible_time_window_minutes,
      roleArn: roles.scheduler,
    },
    target: buildStateMachineTarget(config, location, name, job, task, roles),
  };
}

/** Rates are said in the singular for 1 and in the plural above; anything else stays as it was written. */
function asAwsWritesIt(text: string): string {
  const parsed = parseScheduleExpression(text);
  return parsed.kind === 'rate' ? renderScheduleExpression(parsed) : text;
}
