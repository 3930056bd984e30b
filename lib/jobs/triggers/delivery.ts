import { arn, type Location } from '../../aws/arns';
import type { DeferredString } from '../../values/deferred-values';
import { denyWithoutTls, policyDocument } from '../../aws/iam/policies';
import type { FileUploadJobConfig } from '../../config/schema/file-upload-job';
import type { DeadLetterQueue, Delivery } from './triggers';
import { deliveryLimits } from '../../aws/events/limits';

/** The configuration of the delivery of events from a rule to its target. */
export type DeliveryConfig = NonNullable<FileUploadJobConfig['delivery']>;

interface RuleOfJob {
  readonly location: Location;
  /** The name of the dead-letter queue, if the configuration has one. */
  readonly queueName: string;
  readonly ruleArn: DeferredString;
}

/**
 * Builds the delivery settings of a rule. Sets both limits even if the configuration has only one, because
 * Terraform's AWS provider sends 0 for a limit that is missing.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/38265
 */
export function buildDelivery(delivery: DeliveryConfig | undefined, rule: RuleOfJob): Delivery | undefined {
  if (delivery === undefined) return undefined;
  const { maximumEventAgeSeconds, maximumRetryAttempts } = deliveryLimits;
  return {
    maximumEventAgeSeconds: delivery.maximum_event_age_seconds ?? maximumEventAgeSeconds.default,
    maximumRetryAttempts: delivery.maximum_retry_attempts ?? maximumRetryAttempts.default,
    deadLetterQueue: delivery.dead_letter_queue ? deadLetterQueue(rule) : undefined,
  };
}

/**
 * Builds the dead-letter queue. Its policy lets EventBridge send for this rule and account only, and rejects
 * connections without TLS.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
function deadLetterQueue({ location, queueName: name, ruleArn }: RuleOfJob): DeadLetterQueue {
  const queueArn = arn(location, 'sqs', name);
  return {
    name,
    arn: queueArn,
    policy: policyDocument([
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
      denyWithoutTls('sqs', queueArn),
    ]),
  };
}
