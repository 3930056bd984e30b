import { maximumMessageBytes, maximumRetentionSeconds } from '../../aws/queues';
import { deadLetterQueueOf, isRunJob } from '../../jobs/job';
import { queueEncryption } from '../encryption';
import { describeJobResource, type JobContext, type PartOfJob } from '../job-resource';
import type { PlainResource } from '../resource';
import { tagsOf } from '../tags';
import { JsonText } from '../terraform-values';

/**
 * Describes the queue for failed deliveries of a job's rule and schedules. Returns no resource if the job has no such
 * queue. The queue policy is an argument of the queue. A separate policy resource would need the queue's URL, which is
 * unknown in the first plan.
 */
export function deadLetterQueueResources({
  config,
  job,
}: JobContext): readonly PlainResource<'aws_sqs_queue'>[] {
  const queue = deadLetterQueueOf(job);
  if (queue === undefined) return [];
  const part: PartOfJob<'dead_letter_queue' | 'undelivered_queue'> = isRunJob(job)
    ? { part: 'dead_letter_queue', key: 'dead-letters', path: ['dead_letter_queue', 'queue'] }
    : { part: 'undelivered_queue', key: 'undelivered', path: ['undelivered', 'queue'] };
  return [
    describeJobResource(job, part, {
      name: queue.name,
      messageRetentionSeconds: maximumRetentionSeconds,
      maxMessageSize: maximumMessageBytes,
      policy: new JsonText(queue.policy),
      ...queueEncryption(config.kmsKeyArn),
      tags: tagsOf(config),
    }),
  ];
}
