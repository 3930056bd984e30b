import { z } from 'zod';
import { deliveryLimits } from '../../aws/events/limits';
import { field, integer } from './values';

const { maximumEventAgeSeconds, maximumRetryAttempts } = deliveryLimits;

/**
 * Limits on how long and how often EventBridge tries to deliver an event, or the Scheduler tries to start a run.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-event-delivery.html
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
 */
const limits = z.strictObject({
  maximum_event_age_seconds: field(
    integer({ ...maximumEventAgeSeconds, unit: 'seconds', maximumNote: 'one day' }).optional(),
    'Maximum age of an event, or maximum delay of a scheduled run, in seconds, 60 to 86400. After this time, AWS stops the delivery. Default: 86400 (one day).',
    3600,
  ),
  maximum_retry_attempts: field(
    integer(maximumRetryAttempts).optional(),
    'Maximum number of retries of a delivery, 0 to 185. Default: 185.',
    20,
  ),
  dead_letter_queue: field(
    z.boolean().default(false),
    'Whether to keep failed deliveries (events, or starts of scheduled runs) in a queue for 14 days. The queue is <service>-<job>-dead-letters, or <service>-<job>-undelivered for a queue worker. Default: false, so failed deliveries are lost.',
    true,
  ),
});

/** The delivery of an event or of a scheduled run. Every kind of trigger has the same field. */
export const delivery = field(
  limits.optional(),
  'Delivery of an event or of a scheduled run to its target: retries, and the queue for deliveries that failed. For a task that fails, use retry.',
  { maximum_event_age_seconds: 3600, dead_letter_queue: true },
);
export type DeliveryConfig = NonNullable<z.output<typeof delivery>>;
