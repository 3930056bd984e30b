import type { Location } from './arns';
import { deferredString, type DeferredString } from '../values/deferred-values';
import { dnsSuffixes } from './regions';

/**
 * What SQS takes.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */

/** Seconds that a queue keeps a message: 14 days are the most. */
export const maximumRetentionSeconds = 1_209_600;

/** Seconds that a queue keeps a message, a minute to 14 days, and by default. */
export const retentionSeconds = {
  minimum: 60,
  maximum: maximumRetentionSeconds,
  default: 345_600,
} as const;

/** Seconds that a message which somebody received is hidden from others. */
export const maximumVisibilityTimeoutSeconds = 43_200;

/** Seconds that a new message is held back. */
export const maximumDelaySeconds = 900;

/** How often a message may be received before it is a dead letter. */
export const maxReceiveCountRange = { minimum: 1, maximum: 1000, default: 5 } as const;

/**
 * Seconds in which a FIFO queue takes a message of the same body for the same message.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
export const deduplicationSeconds = 300;

/** What the name of a FIFO queue ends with; part of its 80 characters. */
export const fifoSuffix = '.fifo';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const messageGroupIdPattern = /^[A-Za-z0-9!"#$%&'()*+,./:;<=>?@[\\\]^_`{|}~-]{1,128}$/;

/** Bytes of a message. */
export const maximumMessageBytes = 262_144;

/**
 * Where a queue is reached, as programs of its region have it.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/sqs-service.html
 */
export function queueUrl({ partition, region, accountId }: Location, name: string): DeferredString {
  return deferredString`https://sqs.${region}.${dnsSuffixes[partition]}/${accountId}/${name}`;
}

/**
 * Longest wait of ReceiveMessage for a message. It needs the fewest requests.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
 */
export const maximumReceiveWaitSeconds = 20;
