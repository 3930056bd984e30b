/** The arguments for retries and failed deliveries, which the targets of rules and of schedules share. */
import type { EventRule, Schedule } from '../../jobs/triggers/triggers';

type Trigger = Pick<EventRule | Schedule, 'delivery'>;

/** Returns the limits of the retries; `undefined` for AWS's defaults. */
export function retryPolicyOf({ delivery }: Trigger) {
  if (delivery === undefined) return undefined;
  return {
    maximumEventAgeInSeconds: delivery.maximumEventAgeSeconds,
    maximumRetryAttempts: delivery.maximumRetryAttempts,
  };
}

/** Returns the queue of the deliveries that failed; `undefined` if they are lost. */
export function deadLetterConfigOf({ delivery }: Trigger) {
  const queue = delivery?.deadLetterQueue;
  return queue === undefined ? undefined : { arn: queue.arn };
}
