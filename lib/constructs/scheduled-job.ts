import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ScheduledJob } from '../jobs/job';
import { address, type JobContext } from './job-context';
import { JobStateMachine } from './job-state-machine';
import { literal } from './terraform-text';

export interface ScheduledJobProps {
  readonly context: JobContext;
  readonly job: ScheduledJob;
  /** The schedule group. */
  readonly group: ITerraformDependable;
}

/** A schedule and the state machine that it starts. */
export class ScheduledJobResources extends Construct {
  constructor(scope: Construct, id: string, { context, job, group }: ScheduledJobProps) {
    super(scope, id);
    const { config, terraform } = context;
    const { schedule, target } = job;
    const stateMachine = new JobStateMachine(this, 'state_machine', { context, job, target });
    const window = schedule.flexibleTimeWindowMinutes;
    const resource = new SchedulerSchedule(this, 'schedule', {
      name: schedule.name,
      groupName: schedule.groupName,
      ...(schedule.description === undefined ? {} : { description: literal(schedule.description) }),
      state: schedule.state,
      scheduleExpression: literal(schedule.expression),
      scheduleExpressionTimezone: schedule.timezone,
      flexibleTimeWindow:
        window === undefined ? { mode: 'OFF' } : { mode: 'FLEXIBLE', maximumWindowInMinutes: window },
      target: { arn: terraform.text(target.arn), roleArn: terraform.text(schedule.roleArn) },
      ...(config.kmsKeyArn === undefined ? {} : { kmsKeyArn: config.kmsKeyArn }),
      dependsOn: [group, ...stateMachine.ready, ...context.roleReady('scheduler')],
    });
    address(resource, job);
  }
}
