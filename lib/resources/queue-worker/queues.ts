import { maximumMessageBytes, maximumRetentionSeconds } from '../../aws/queues';
import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import { queueEncryption } from '../encryption';
import { describeJobResource, type JobContext } from '../job-resource';
import type { PlainResource } from '../resource';
import { tagsOf } from '../tags';
import { JsonText } from '../terraform-values';

/** Describes a worker's queue, and its dead-letter queue, which accepts the dead letters of no other queue. */
export function workerQueueResources({
  config,
  job,
}: JobContext<QueueWorkerJob>): readonly [
  queue: PlainResource<'aws_sqs_queue'>,
  deadLetterQueue: PlainResource<'aws_sqs_queue'>,
] {
  const { queue, deadLetterQueue } = job;
  const common = {
    ...(queue.isFifo ? { fifoQueue: true, contentBasedDeduplication: true } : {}),
    // These arguments apply to the dead-letter queue too. Without them, it would drop a dead letter if a message of
    // another group has the same body.
    ...(queue.hasHighThroughput
      ? { deduplicationScope: 'messageGroup', fifoThroughputLimit: 'perMessageGroupId' }
      : {}),
    maxMessageSize: maximumMessageBytes,
    ...queueEncryption(queue.kmsKeyArn),
    tags: tagsOf(config),
  };
  const deadLetters = describeJobResource(
    job,
    { part: 'dead_letter_queue', key: 'dead-letters', path: ['queues', 'dead_letters'] },
    {
      name: deadLetterQueue.name,
      ...common,
      messageRetentionSeconds: maximumRetentionSeconds,
      policy: new JsonText(deadLetterQueue.policy),
      redriveAllowPolicy: new JsonText({ redrivePermission: 'byQueue', sourceQueueArns: [queue.arn] }),
    },
  );
  const messages = describeJobResource(
    job,
    { part: 'queue', path: ['queues', 'messages'] },
    {
      name: queue.name,
      ...common,
      visibilityTimeoutSeconds: queue.visibilityTimeoutSeconds,
      messageRetentionSeconds: queue.retentionSeconds,
      delaySeconds: queue.delaySeconds,
      receiveWaitTimeSeconds: queue.receiveWaitSeconds,
      policy: new JsonText(queue.policy),
      redrivePolicy: new JsonText({
        deadLetterTargetArn: deadLetterQueue.arn,
        maxReceiveCount: queue.maxReceiveCount,
      }),
    },
    { dependsOn: [deadLetters.address] },
  );
  return [messages, deadLetters];
}
