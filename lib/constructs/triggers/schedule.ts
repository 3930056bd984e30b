import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { DeferredString } from '../../values/deferred-values';
import type { Job } from '../../jobs/job';
import type { Schedule } from '../../jobs/triggers/triggers';
import { setAddress, type JobContext } from '../job-context';
import { literal } from '../terraform-text';

export interface JobScheduleProps {
  readonly context: JobContext;
  readonly job: Job;
  readonly schedule: Schedule;
  /** The state machine that it starts, or the queue that it sends its input to. */
  readonly targetArn: DeferredString;
  /** For a FIFO queue. */
  readonly messageGroupId?: string | undefined;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** One schedule of a job. */
export function createSchedule(
  scope: Construct,
  { context, job, schedule, targetArn, messageGroupId, dependsOn }: JobScheduleProps,
): void {
  const { config, terraform } = context;
  const { key, startDate, endDate, flexibleTimeWindowMinutes: window } = schedule;
  const resource = new SchedulerSchedule(scope, key === undefined ? 'schedule' : `schedule_${key}`, {
    name: schedule.name,
    groupName: schedule.groupName,
    ...(schedule.description === undefined ? {} : { description: literal(schedule.description) }),
    state: schedule.state,
    scheduleExpression: literal(schedule.expression),
    scheduleExpressionTimezone: schedule.timezone,
    ...(startDate === undefined ? {} : { startDate }),
    ...(endDate === undefined ? {} : { endDate }),
    flexibleTimeWindow:
      window === undefined ? { mode: 'OFF' } : { mode: 'FLEXIBLE', maximumWindowInMinutes: window },
    target: {
      arn: terraform.text(targetArn),
      roleArn: terraform.text(schedule.roleArn),
      ...(schedule.input === undefined ? {} : { input: terraform.json(schedule.input) }),
      ...(messageGroupId === undefined ? {} : { sqsParameters: { messageGroupId: literal(messageGroupId) } }),
    },
    ...(config.kmsKeyArn === undefined ? {} : { kmsKeyArn: config.kmsKeyArn }),
    dependsOn: [...dependsOn],
  });
  setAddress(resource, job, key);
}
