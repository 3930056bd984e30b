import type { Location } from './arns';
import { deferredString, type DeferredString } from '../values/deferred-values';
import { dnsSuffixByPartition } from './regions';

/**
 * Limits and defaults of SQS.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */

/** The maximum time for which a queue keeps a message: 14 days. */
export const maximumRetentionSeconds = 1_209_600;

/** The time for which a queue keeps a message. */
export const retentionSeconds = {
  minimum: 60,
  maximum: maximumRetentionSeconds,
  default: 345_600,
} as const;

/** The maximum time for which a received message is invisible to other consumers. */
export const maximumVisibilityTimeoutSeconds = 43_200;

/** The maximum time before a new message becomes visible. */
export const maximumDelaySeconds = 900;

/** The number of receives after which a message moves to the dead-letter queue. */
export const maxReceiveCountRange = { minimum: 1, maximum: 1000, default: 5 } as const;

/**
 * The deduplication interval: for this time after a message, a FIFO queue with content-based deduplication drops
 * messages with the same body.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
export const deduplicationSeconds = 300;

/**
 * The suffix of the name of a FIFO queue. It counts towards the maximum length of the name.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 */
export const fifoSuffix = '.fifo';

/**
 * The maximum length of the message group in the target of a rule. SQS itself accepts 128 characters.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_SqsParameters.html
 */
export const maximumMessageGroupCharacters = 100;

/**
 * Matches the ID of a message group that SQS and EventBridge accept.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export const messageGroupIdPattern = /^[A-Za-z0-9!"#$%&'()*+,./:;<=>?@[\\\]^_`{|}~-]{1,100}$/;

/**
 * The maximum size of the policy of a queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
 */
export const maximumQueuePolicyBytes = 8192;

/**
 * The maximum number of principals in the policy of a queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
 */
export const maximumQueuePolicyPrincipals = 50;

/**
 * The maximum size of a message that AWS can accept: 1 MiB since August 4, 2025, and 256 KiB before.
 *
 * @see https://aws.amazon.com/about-aws/whats-new/2025/08/amazon-sqs-max-payload-size-1mib/
 */
export const maximumSupportedMessageBytes = 1_048_576;

/**
 * The maximum size of a message in a generated queue. Version 5.100 of the AWS provider rejects a higher number. If the
 * configuration of the resource has no number, the provider sends this maximum to AWS.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/43692
 */
export const maximumMessageBytes = 262_144;

/**
 * Returns the URL of a queue.
 *
 * @param location - The location of the queue.
 * @param name - The name of the queue.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/sqs-service.html
 */
export function queueUrl(location: Location, name: string): DeferredString {
  const { partition, region, accountId } = location;
  return deferredString`https://sqs.${region}.${dnsSuffixByPartition[partition]}/${accountId}/${name}`;
}

/**
 * The longest time that ReceiveMessage can wait for a message. This wait needs the fewest requests.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
 */
export const maximumReceiveWaitSeconds = 20;
