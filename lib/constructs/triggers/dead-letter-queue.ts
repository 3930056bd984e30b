import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { maximumRetentionSeconds } from '../../aws/queues';
import type { DeadLetterQueue } from '../../jobs/triggers/triggers';
import type { Job } from '../../jobs/job';
import { setAddress, type JobContext } from '../job-context';
import { literalMap } from '../terraform-text';

export interface JobDeadLetterQueueProps {
  readonly context: JobContext;
  readonly job: Job;
  readonly queue: DeadLetterQueue;
  /** Tells it from the job's other queues. */
  readonly key?: string;
}

/**
 * The queue of the events that a job's rule could not hand over, with who may put them there: a policy in a resource of
 * its own would need the queue's URL, which no plan knows.
 */
export class JobDeadLetterQueue extends Construct {
  readonly dependables: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { context, job, queue, key }: JobDeadLetterQueueProps) {
    super(scope, id);
    const { config, terraform } = context;
    const tags = literalMap(config.tags);
    const sqsQueue = new SqsQueue(this, 'queue', {
      name: queue.name,
      messageRetentionSeconds: maximumRetentionSeconds,
      policy: terraform.json(queue.policy),
      ...encryptionOfQueue(config.kmsKeyArn),
      ...(tags === undefined ? {} : { tags }),
    });
    this.dependables = [setAddress(sqsQueue, job, key)];
  }
}

/** With a key, or with keys of SQS's own. */
export function encryptionOfQueue(kmsKeyArn: string | undefined) {
  return kmsKeyArn === undefined
    ? { sqsManagedSseEnabled: true }
    : { kmsMasterKeyId: kmsKeyArn, kmsDataKeyReusePeriodSeconds: 300 };
}
