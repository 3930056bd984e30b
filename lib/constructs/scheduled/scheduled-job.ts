import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { ScheduledJob } from '../../jobs/job';
import type { JobContext } from '../job-context';
import { createSchedule } from '../triggers/schedule';
import { JobStateMachine } from '../run/state-machine';

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
      const dependables = [group, ...stateMachine.dependables, ...context.roleDependables('scheduler')];
      createSchedule(this, { context, job, schedule, targetArn: job.target.arn, dependsOn: dependables });
    }
  }
}
