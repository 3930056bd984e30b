import { maximumMessageBytes, maximumRetentionSeconds } from '../../aws/queues';
import type { DeadLetterQueue } from '../../jobs/triggers/triggers';
import { queueEncryption } from '../encryption';
import { describeJobResource, type JobContext, type PartOfJob } from '../job-resource';
import type { PlainResource } from '../resource';
import { tagsOf } from '../tags';
import { JsonText } from '../terraform-values';

/**
 * Describes the queue of the events that a job's rule could not deliver. The queue policy is an argument of the queue: a
 * separate resource needs the queue's URL, which is unknown in the first plan.
 */
export function deadLetterQueueResource(
  { config, job }: JobContext,
  part: PartOfJob<'dead_letter_queue' | 'undelivered_queue'>,
  queue: DeadLetterQueue,
): PlainResource<'aws_sqs_queue'> {
  return describeJobResource(job, part, {
    name: queue.name,
    messageRetentionSeconds: maximumRetentionSeconds,
    maxMessageSize: maximumMessageBytes,
    policy: new JsonText(queue.policy),
    ...queueEncryption(config.kmsKeyArn),
    tags: tagsOf(config),
  });
}
