import type { Schedule } from '../../jobs/triggers/triggers';
import type { EnvConfig } from '../../config/env-config';
import type { DeferredString, Json } from '../../values/deferred-values';
import { describeJobResource, type JobContext } from '../job-resource';
import type { PlainResource } from '../resource';
import type { Arguments } from '../resource-types';
import { JsonText } from '../terraform-values';
import { deadLetterConfigOf, retryPolicyOf } from './delivery';

/** The target of a schedule. */
export interface ScheduleTarget {
  /** The ARN of the state machine that the schedule starts, or of the queue that it sends its input to. */
  readonly arn: DeferredString;
  /**
   * The message group of the messages that the schedule sends.
   *
   * @default none: the target is not a FIFO queue
   */
  readonly messageGroupId?: string | undefined;
  /** Addresses of the resources that the schedule needs. */
  readonly dependsOn: readonly string[];
}

/** Describes one schedule of a job. */
export function scheduleResource(
  { config, job, shared }: JobContext,
  schedule: Schedule,
  { arn, messageGroupId, dependsOn }: ScheduleTarget,
): PlainResource<'aws_scheduler_schedule'> {
  const { key } = schedule;
  return describeJobResource(
    job,
    { part: 'schedule', key, path: [key === undefined ? 'schedule' : `schedule_${key}`] },
    scheduleArguments(config, schedule, { arn, messageGroupId }),
    { dependsOn: [...shared.scheduleGroup, ...dependsOn, ...shared.role('scheduler')] },
  );
}

/** Returns the arguments of a schedule. */
export function scheduleArguments(
  { kmsKeyArn }: EnvConfig,
  schedule: Omit<Schedule, 'input'> & { readonly input: Json | undefined },
  { arn, messageGroupId }: Omit<ScheduleTarget, 'dependsOn'>,
): Arguments<'aws_scheduler_schedule'> {
  const { flexibleTimeWindowMinutes: window } = schedule;
  return {
    name: schedule.name,
    groupName: schedule.groupName,
    description: schedule.description,
    state: schedule.state,
    scheduleExpression: schedule.expression,
    scheduleExpressionTimezone: schedule.timezone,
    startDate: schedule.startDate,
    endDate: schedule.endDate,
    flexibleTimeWindow:
      window === undefined ? { mode: 'OFF' } : { mode: 'FLEXIBLE', maximumWindowInMinutes: window },
    target: {
      arn,
      roleArn: schedule.roleArn,
      input: schedule.input === undefined ? undefined : new JsonText(schedule.input),
      retryPolicy: retryPolicyOf(schedule),
      deadLetterConfig: deadLetterConfigOf(schedule),
      sqsParameters: messageGroupId === undefined ? undefined : { messageGroupId },
    },
    kmsKeyArn,
  };
}
