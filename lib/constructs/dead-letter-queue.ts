import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { longestRetentionSeconds } from '../aws/queues';
import type { DeadLetterQueue, FileUploadJob } from '../jobs/job';
import { address, type JobContext } from './job-context';
import { literalMap } from './terraform-text';

export interface JobDeadLetterQueueProps {
  readonly context: JobContext;
  readonly job: FileUploadJob;
  readonly queue: DeadLetterQueue;
}

/** The queue of the events that a job's rule could not hand over, and who may put them there. */
export class JobDeadLetterQueue extends Construct {
  /** Before its policy is there, EventBridge would lose what it sends. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { context, job, queue }: JobDeadLetterQueueProps) {
    super(scope, id);
    const { config, terraform } = context;
    const tags = literalMap(config.tags);
    // Addressed before its URL is asked for: a reference keeps the address that it saw.
    const sqsQueue = address(
      new SqsQueue(this, 'queue', {
        name: queue.name,
        messageRetentionSeconds: longestRetentionSeconds,
        ...(config.kmsKeyArn === undefined
          ? { sqsManagedSseEnabled: true }
          : { kmsMasterKeyId: config.kmsKeyArn, kmsDataKeyReusePeriodSeconds: 300 }),
        ...(tags === undefined ? {} : { tags }),
      }),
      job,
    );
    const policy = address(
      new SqsQueuePolicy(this, 'policy', {
        queueUrl: sqsQueue.url,
        policy: terraform.json(queue.policy),
      }),
      job,
    );
    this.ready = [policy];
  }
}
