import type { Location } from '../aws/arns';
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
      expression: job.schedule_expression,
      timezone: job.schedule_expression_timezone,
      flexibleTimeWindowMinutes: job.flexible_time_window_minutes,
      roleArn: roles.scheduler,
    },
    target: buildStateMachineTarget(config, location, name, job, task, roles),
  };
}
