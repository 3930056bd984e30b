/** Describes how events and scheduled runs are delivered, in words for a text report, and as values for JSON. */
import { deliveryLimits } from '../../../aws/events/limits';
import type { Delivery } from '../../../jobs/triggers/triggers';
import { describeDuration } from '../../../text/durations';

/** Describes the configured delivery of a rule or a schedule. Returns no line for AWS's defaults. */
export function describeDelivery(delivery: Delivery | undefined): readonly string[] {
  if (delivery === undefined) return [];
  const { maximumEventAgeSeconds: age, maximumRetryAttempts: retries, deadLetterQueue: queue } = delivery;
  const attempts =
    retries === 0
      ? 'delivered without retries'
      : `delivered with up to ${retries} ${retries === 1 ? 'retry' : 'retries'} in ${describeDuration(age)}`;
  return [`${attempts}, then ${queue === undefined ? 'lost' : `kept in ${queue.name}`}`];
}

/** Returns the fields for JSON, with AWS's defaults. */
export function deliveryToJson(delivery: Delivery | undefined): object {
  const { maximumEventAgeSeconds: age, maximumRetryAttempts: retries } = deliveryLimits;
  return {
    maximum_event_age_seconds: delivery?.maximumEventAgeSeconds ?? age.default,
    maximum_retry_attempts: delivery?.maximumRetryAttempts ?? retries.default,
    dead_letter_queue: delivery?.deadLetterQueue?.name ?? null,
  };
}
