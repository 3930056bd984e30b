/** What starts a job, or fills a queue: rules and schedules, as AWS has them. */
import type { EventPattern } from '../../aws/events/event-patterns';
import type { DeferredString } from '../../values/deferred-values';
import type { ObjectEvent, ObjectFilter } from '../../aws/s3/object-events';
import type { PolicyDocument } from '../../aws/iam/policies';
import type { ScheduleDate } from '../../aws/schedules/schedules';

/** Whether what starts the job does so. */
export type Enablement = 'ENABLED' | 'DISABLED';

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
export interface Schedule {
  /** What tells it from the job's other schedules; `undefined` when there is no other. */
  readonly key: string | undefined;
  readonly name: string;
  readonly groupName: string;
  readonly description: string | undefined;
  readonly state: Enablement;
  readonly expression: string;
  /** An IANA name. */
  readonly timezone: string;
  /** In UTC, whatever the time zone is. */
  readonly startDate: ScheduleDate | undefined;
  readonly endDate: ScheduleDate | undefined;
  readonly flexibleTimeWindowMinutes: number | undefined;
  /** The role that starts the state machine. */
  readonly roleArn: DeferredString;
  /** What the machine is told, with what the Scheduler puts in. Absent, it is told the Scheduler's own event. */
  readonly input: ScheduleInput | undefined;
}

/**
 * Texts in which the Scheduler's own words in angle brackets are replaced.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export type ScheduleInput = { readonly [name: string]: string };

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export interface UploadRule {
  readonly name: string;
  readonly description: string | undefined;
  readonly state: Enablement;
  /** A bus of the account and region. */
  readonly eventBusName: string;
  readonly eventPattern: EventPattern;
  /** What the pattern is made of. */
  readonly event: ObjectEvent;
  readonly filter: ObjectFilter;
  readonly delivery: Delivery | undefined;
}

/** How hard EventBridge tries to hand an event to the target; absent, as AWS does by itself. */
export interface Delivery {
  readonly maximumEventAgeSeconds: number;
  readonly maximumRetryAttempts: number;
  readonly deadLetterQueue: DeadLetterQueue | undefined;
}

/** A queue for the events of one rule that could not be handed over. */
export interface DeadLetterQueue {
  readonly name: string;
  readonly arn: DeferredString;
  readonly policy: PolicyDocument;
}
