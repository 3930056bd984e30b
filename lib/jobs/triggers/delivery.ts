import { arn, type Location } from '../../aws/arns';
import type { DeferredString } from '../../values/deferred-values';
import { denyWithoutTls, policyDocument } from '../../aws/iam/policies';
import type { DeliveryConfig } from '../../config/schema/delivery';
import type { DeadLetterQueue, Delivery } from './triggers';
import { deliveryLimits } from '../../aws/events/limits';

interface Trigger {
  readonly location: Location;
  /** The name of the dead-letter queue, if the configuration has one. */
  readonly queueName: string;
  /** The rule that sends to the queue; `undefined` for a schedule, which sends with the permissions of its role. */
  readonly ruleArn: DeferredString | undefined;
}

/**
 * Builds the delivery settings of a rule or a schedule. Sets both limits even if the configuration has only one, because
 * Terraform's AWS provider sends 0 for a limit that is missing.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/38265
 */
export function buildDelivery(delivery: DeliveryConfig | undefined, trigger: Trigger): Delivery | undefined {
  if (delivery === undefined) return undefined;
  const { maximumEventAgeSeconds, maximumRetryAttempts } = deliveryLimits;
  return {
    maximumEventAgeSeconds: delivery.maximum_event_age_seconds ?? maximumEventAgeSeconds.default,
    maximumRetryAttempts: delivery.maximum_retry_attempts ?? maximumRetryAttempts.default,
    deadLetterQueue: delivery.dead_letter_queue ? deadLetterQueue(trigger) : undefined,
  };
}

/**
 * Builds the dead-letter queue. Its policy lets EventBridge send for this rule and account only, and rejects
 * connections without TLS. A schedule needs no statement.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
function deadLetterQueue({ location, queueName: name, ruleArn }: Trigger): DeadLetterQueue {
  const queueArn = arn(location, 'sqs', name);
  return {
    name,
    arn: queueArn,
    policy: policyDocument([
      ...(ruleArn === undefined
        ? []
        : [
            {
              sid: 'SendUndeliveredEvents',
              principalService: 'events.amazonaws.com',
              actions: ['sqs:SendMessage'],
              resources: [queueArn],
              conditions: {
                ArnEquals: { 'aws:SourceArn': ruleArn },
                StringEquals: { 'aws:SourceAccount': location.accountId },
              },
            },
          ]),
      denyWithoutTls('sqs', queueArn),
    ]),
  };
}
