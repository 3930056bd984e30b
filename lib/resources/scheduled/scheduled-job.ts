import type { ScheduledJob } from '../../jobs/job';
import type { JobContext } from '../job-resource';
import type { TerraformResource } from '../resource';
import { stateMachineAddress, stateMachineResources } from '../run/state-machine';
import { scheduleResource } from '../triggers/schedule';

/** Describes schedules and the state machine that they start. */
export function scheduledJobResources(context: JobContext<ScheduledJob>): readonly TerraformResource[] {
  const { schedules, target } = context.job;
  const dependsOn = [stateMachineAddress(context)];
  return [
    ...stateMachineResources(context, target),
    ...schedules.map((schedule) => scheduleResource(context, schedule, { arn: target.arn, dependsOn })),
  ];
}
