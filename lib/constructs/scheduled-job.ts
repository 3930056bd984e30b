import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Schedule, ScheduledJob } from '../jobs/job';
import { address, type JobContext } from './job-context';
import { JobStateMachine } from './job-state-machine';
import { literal } from './terraform-text';

export interface ScheduledJobProps {
  readonly context: JobContext;
  readonly job: ScheduledJob;
  /** The schedule group. */
  readonly group: ITerraformDependable;
}

/** Schedules and the state machine that they start. */
export class ScheduledJobResources extends Construct {
  constructor(scope: Construct, id: string, { context, job, group }: ScheduledJobProps) {
    super(scope, id);
    const stateMachine = new JobStateMachine(this, 'state_machine', { context, job, target: job.target });
    for (const schedule of job.schedules) {
      const ready = [group, ...stateMachine.ready, ...context.roleReady('scheduler')];
      this.placeSchedule(schedule, { context, job, group }, ready);
    }
  }

  private placeSchedule(
    schedule: Schedule,
    { context: { config, terraform }, job }: ScheduledJobProps,
    dependsOn: ITerraformDependable[],
  ): void {
    const { key, startDate, endDate, flexibleTimeWindowMinutes: window } = schedule;
    const resource = new SchedulerSchedule(this, key === undefined ? 'schedule' : `schedule_${key}`, {
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
        arn: terraform.text(job.target.arn),
        roleArn: terraform.text(schedule.roleArn),
        ...(schedule.input === undefined ? {} : { input: terraform.json(schedule.input) }),
      },
      ...(config.kmsKeyArn === undefined ? {} : { kmsKeyArn: config.kmsKeyArn }),
      dependsOn,
    });
    address(resource, job, key);
  }
}
