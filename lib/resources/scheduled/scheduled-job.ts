import { alarmsOf, type ScheduledJob } from '../../jobs/job';
import { metricAlarmResource } from '../alarms/metric-alarm';
import type { JobContext } from '../job-resource';
import type { TerraformResource } from '../resource';
import { stateMachineAddress, stateMachineResources } from '../run/state-machine';
import { deadLetterQueueResources } from '../triggers/dead-letter-queue';
import { scheduleResource } from '../triggers/schedule';

/** Describes schedules, the state machine that they start, and the queue of the starts that failed. */
export function scheduledJobResources(context: JobContext<ScheduledJob>): readonly TerraformResource[] {
  const { schedules, target } = context.job;
  const deadLetterQueues = deadLetterQueueResources(context);
  const dependsOn = [stateMachineAddress(context), ...deadLetterQueues.map(({ address }) => address)];
  return [
    ...deadLetterQueues,
    ...alarmsOf(context.job).map((alarm) => metricAlarmResource(context, alarm)),
    ...stateMachineResources(context, target),
    ...schedules.map((schedule) => scheduleResource(context, schedule, { arn: target.arn, dependsOn })),
  ];
}
