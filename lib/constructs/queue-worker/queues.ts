import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { maximumRetentionSeconds } from '../../aws/queues';
import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import { encryptionOfQueue } from '../triggers/dead-letter-queue';
import { setAddress, type JobContext } from '../job-context';
import { literalMap } from '../terraform-text';

export interface WorkerQueuesProps {
  readonly context: JobContext;
  readonly job: QueueWorkerJob;
}

/** Seconds that a task's question for messages waits for one: the most, which costs the least. */
const longPollSeconds = 20;

/** A worker's queue, and the one of its dead letters, which takes those of no other queue. */
export class WorkerQueues extends Construct {
  readonly dependables: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { context: { config, terraform }, job }: WorkerQueuesProps) {
    super(scope, id);
    const { queue, deadLetterQueue } = job;
    const tags = literalMap(config.tags);
    const both = {
      ...(queue.messageGroupId === undefined ? {} : { fifoQueue: true, contentBasedDeduplication: true }),
      ...encryptionOfQueue(queue.kmsKeyArn),
      ...(tags === undefined ? {} : { tags }),
    };
    const deadLetters = new SqsQueue(this, 'dead_letters', {
      name: deadLetterQueue.name,
      ...both,
      messageRetentionSeconds: maximumRetentionSeconds,
      policy: terraform.json(deadLetterQueue.policy),
      redriveAllowPolicy: terraform.json({ redrivePermission: 'byQueue', sourceQueueArns: [queue.arn] }),
    });
    const messages = new SqsQueue(this, 'messages', {
      name: queue.name,
      ...both,
      visibilityTimeoutSeconds: queue.visibilityTimeoutSeconds,
      messageRetentionSeconds: queue.retentionSeconds,
      delaySeconds: queue.delaySeconds,
      receiveWaitTimeSeconds: longPollSeconds,
      policy: terraform.json(queue.policy),
      redrivePolicy: terraform.json({
        deadLetterTargetArn: deadLetterQueue.arn,
        maxReceiveCount: queue.maxReceiveCount,
      }),
      dependsOn: [deadLetters],
    });
    this.dependables = [setAddress(messages, job), setAddress(deadLetters, job, 'dead-letters')];
  }
}
