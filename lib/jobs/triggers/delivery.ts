import { arn, type Location } from '../../aws/arns';
import { deliveryLimits } from '../../aws/events/event-buses';
import type { DeferredString } from '../../values/deferred-values';
import { denyWithoutTls, policyDocument } from '../../aws/iam/policies';
import type { FileUploadJobConfig } from '../../config/schema/file-upload-job';
import type { DeadLetterQueue, Delivery } from './triggers';

interface RuleOfJob {
  readonly location: Location;
  /** What the queue of what could not be handed over is called. */
  readonly queueName: string;
  readonly ruleArn: DeferredString;
}

/**
 * How a rule hands its events over. Both limits are always there: where one is left out, Terraform's provider sends 0.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/38265
 */
export function buildDelivery(
  delivery: FileUploadJobConfig['delivery'],
  rule: RuleOfJob,
): Delivery | undefined {
  if (delivery === undefined) return undefined;
  const { maximumEventAgeSeconds, maximumRetryAttempts } = deliveryLimits;
  return {
    maximumEventAgeSeconds: delivery.maximum_event_age_seconds ?? maximumEventAgeSeconds.default,
    maximumRetryAttempts: delivery.maximum_retry_attempts ?? maximumRetryAttempts.default,
    deadLetterQueue: delivery.dead_letter_queue ? deadLetterQueue(rule) : undefined,
  };
}

/**
 * The queue lets EventBridge send for this rule of this account alone, and nobody over a connection without TLS.
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
