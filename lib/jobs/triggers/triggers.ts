/** The triggers of a job: the rules and schedules that start the job or fill its queue. */
import type { EventPattern } from '../../aws/events/event-patterns';
import type { DeferredString } from '../../values/deferred-values';
import type { ObjectEvent, ObjectFilter } from '../../aws/s3/object-events';
import type { PolicyDocument } from '../../aws/iam/policies';
import type { ScheduleExpression } from '../../aws/schedules/expressions/schedule-expression';
import type { ScheduleDate } from '../../aws/schedules/schedules';

/** Whether a rule or a schedule invokes its target. */
export type Enablement = 'ENABLED' | 'DISABLED';

/**
 * A schedule of EventBridge Scheduler.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export interface Schedule {
  /** The key that distinguishes the schedules of one job; `undefined` if the job has only one schedule. */
  readonly key: string | undefined;
  /** The name, unique in the schedule group. */
  readonly name: string;
  /** The name of the service's schedule group. */
  readonly groupName: string;
  /** The description of the job. */
  readonly description: string | undefined;
  /** Whether the schedule invokes its target. */
  readonly state: Enablement;
  /** The expression in AWS's spelling. */
  readonly expression: string;
  /** The parsed form of `expression`. */
  readonly parsedExpression: ScheduleExpression;
  /** The IANA name of the time zone, such as `Europe/Amsterdam`. */
  readonly timezone: string;
  /** The time before which the schedule does not run, in UTC; `undefined` for no bound. */
  readonly startDate: ScheduleDate | undefined;
  /** The time after which the schedule does not run, in UTC; `undefined` for no bound. */
  readonly endDate: ScheduleDate | undefined;
  /** The maximum delay after each scheduled time, in minutes; `undefined` for no delay. */
  readonly flexibleTimeWindowMinutes: number | undefined;
  /** The role that invokes the target. */
  readonly roleArn: DeferredString;
  /** The target's input; `undefined` for the Scheduler's own event. */
  readonly input: ScheduleInput | undefined;
  /** The limits of the Scheduler's retries; `undefined` for AWS's defaults. */
  readonly delivery: Delivery | undefined;
}

/**
 * The fields of a target's input. The Scheduler replaces its context attributes in the values, such as
 * `<aws.scheduler.scheduled-time>`.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export type ScheduleInput = { readonly [name: string]: string };

/** Object events of a bucket: the rule's pattern is generated from the filter. */
export interface ObjectEventSource {
  readonly kind: 'objects';
  /** The type of event. */
  readonly event: ObjectEvent;
  /** The filter: the bucket, the keys and the sizes of the objects. */
  readonly filter: ObjectFilter;
}

/** Events that match a pattern of the configuration. */
export interface PatternEventSource {
  readonly kind: 'pattern';
  /** The event pattern as in the configuration. */
  readonly pattern: EventPattern;
}

/** The events that a rule matches. */
export type EventSource = ObjectEventSource | PatternEventSource;

/**
 * A rule of EventBridge.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 */
export interface EventRule<Source extends EventSource = EventSource> {
  /** The name, unique on the event bus. */
  readonly name: string;
  /** The description of the job. */
  readonly description: string | undefined;
  /** Whether the rule invokes its target. */
  readonly state: Enablement;
  /** The name of an event bus in the same account and region. */
  readonly eventBusName: string;
  /** The event pattern that EventBridge gets. It is generated from `source`. */
  readonly eventPattern: EventPattern;
  /** The source that the event pattern is generated from: the configured pattern, or the filter for objects. */
  readonly source: Source;
  /** The limits of EventBridge's retries; `undefined` for AWS's defaults. */
  readonly delivery: Delivery | undefined;
}

/** An EventBridge rule that matches the object events of a bucket. */
export type UploadRule = EventRule<ObjectEventSource>;

/**
 * The limits of the retries with which EventBridge or the Scheduler invokes the target.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
 */
export interface Delivery {
  /** The maximum age of an event, or the maximum delay of a scheduled run, in seconds. */
  readonly maximumEventAgeSeconds: number;
  /** The maximum number of retries. */
  readonly maximumRetryAttempts: number;
  /** The queue for deliveries whose retries are exhausted; `undefined` if they are lost. */
  readonly deadLetterQueue: DeadLetterQueue | undefined;
}

/** A queue for the failed deliveries of one job's rule or schedules. */
export interface DeadLetterQueue {
  /** The name, unique in the account and region. */
  readonly name: string;
  /** The ARN of the queue. */
  readonly arn: DeferredString;
  /** The resource policy of the queue. */
  readonly policy: PolicyDocument;
}
