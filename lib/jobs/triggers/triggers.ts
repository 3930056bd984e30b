/** The triggers of a job, as AWS has them: rules and schedules start it, or fill its queue. */
import type { EventPattern } from '../../aws/events/event-patterns';
import type { DeferredString } from '../../values/deferred-values';
import type { ObjectEvent, ObjectFilter } from '../../aws/s3/object-events';
import type { PolicyDocument } from '../../aws/iam/policies';
import type { ScheduleExpression } from '../../aws/schedules/expressions/schedule-expression';
import type { ScheduleDate } from '../../aws/schedules/schedules';

/** Whether a rule or a schedule invokes its target. */
export type Enablement = 'ENABLED' | 'DISABLED';

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
export interface Schedule {
  /** Distinguishes the schedules of one job; `undefined` if the job has only one. */
  readonly key: string | undefined;
  readonly name: string;
  readonly groupName: string;
  readonly description: string | undefined;
  readonly state: Enablement;
  /** The expression in AWS's spelling. */
  readonly expression: string;
  /** The same expression, parsed. */
  readonly parsedExpression: ScheduleExpression;
  /** An IANA name. */
  readonly timezone: string;
  /** In UTC, whatever the time zone is. */
  readonly startDate: ScheduleDate | undefined;
  /** In UTC, whatever the time zone is. */
  readonly endDate: ScheduleDate | undefined;
  /** The maximum delay after each time, in minutes; `undefined` for no delay. */
  readonly flexibleTimeWindowMinutes: number | undefined;
  /** The role that invokes the target. */
  readonly roleArn: DeferredString;
  /** The target's input; `undefined` for the Scheduler's own event. */
  readonly input: ScheduleInput | undefined;
}

/**
 * Texts in which the Scheduler replaces its own words in angle brackets.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export type ScheduleInput = { readonly [name: string]: string };

/** Object events of a bucket: the rule's pattern is generated from the filter. */
export interface ObjectEventSource {
  readonly kind: 'objects';
  readonly event: ObjectEvent;
  readonly filter: ObjectFilter;
}

/** Events that match a pattern of the configuration. */
export interface PatternEventSource {
  readonly kind: 'pattern';
  readonly pattern: EventPattern;
}

/** The events that a rule matches. */
export type EventSource = ObjectEventSource | PatternEventSource;

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export interface EventRule<Source extends EventSource = EventSource> {
  readonly name: string;
  readonly description: string | undefined;
  readonly state: Enablement;
  /** A bus of the account and region. */
  readonly eventBusName: string;
  /** The pattern of the source, as EventBridge gets it. */
  readonly eventPattern: EventPattern;
  readonly source: Source;
  readonly delivery: Delivery | undefined;
}

/** A rule on the object events of a bucket. */
export type UploadRule = EventRule<ObjectEventSource>;

/** Limits of EventBridge's retries when it delivers an event to the target; `undefined` for AWS's defaults. */
export interface Delivery {
  readonly maximumEventAgeSeconds: number;
  readonly maximumRetryAttempts: number;
  readonly deadLetterQueue: DeadLetterQueue | undefined;
}

/** A queue for the events of one rule that EventBridge could not deliver. */
export interface DeadLetterQueue {
  readonly name: string;
  readonly arn: DeferredString;
  readonly policy: PolicyDocument;
}
