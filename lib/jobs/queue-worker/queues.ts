/** The queues of a worker, and who may do what with them. */
import { arn, iamArn } from '../../aws/arns';
import type { DeferredString } from '../../values/deferred-values';
import { denyWithoutTls, policyDocument, type Statement } from '../../aws/iam/policies';
import { maximumReceiveWaitSeconds, queueUrl } from '../../aws/queues';
import type { EnvConfig } from '../../config/env-config';
import type { QueueWorkerJobConfig } from '../../config/schema/queue-worker-job';
import type { BuildContext } from '../build-context';
import type { NamedPolicy, WorkerDeadLetterQueue, WorkerQueue } from './queue-worker';
import { queueName, sendPolicyName, workerDeadLetterQueueName } from '../resource-names';

/** A worker's configuration, and its environment. */
export interface WorkerContext extends BuildContext {
  readonly name: string;
  readonly job: QueueWorkerJobConfig;
}

/** The message group that is one for each object’s key. */
export const groupByObjectKey = '<object_key>';

/** What a program needs to take messages from a queue, and to give them back. */
const receive = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
  'sqs:ReceiveMessage',
];
const send = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'];

/** Where a worker's queues are. */
export function queuesOf({ config: { service }, location, name, job }: WorkerContext) {
  const place = (queue: string) => ({
    name: queue,
    arn: arn(location, 'sqs', queue),
    url: queueUrl(location, queue),
  });
  return {
    queue: place(queueName(service.name, name, job.queue.fifo)),
    deadLetterQueue: place(workerDeadLetterQueueName(service.name, name, job.queue.fifo)),
  };
}

/**
 * The queue, from which the worker's role takes messages and into which those roles put them that the configuration
 * names, and EventBridge for the job's own rule. The Scheduler has a role, which the queue need not name.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-using-identity-based-policies.html
 */
export function buildQueue(
  of: WorkerContext,
  taskRoleArn: DeferredString,
  ruleArn: DeferredString | undefined,
): WorkerQueue {
  const { config, location, name, job } = of;
  const { queue: place } = queuesOf(of);
  const { queue } = job;
  const senders = job.send_from_role_arns ?? [];
  const statements: readonly Statement[] = [
    { sid: 'ReceiveMessages', principalRoles: [taskRoleArn], actions: receive, resources: [place.arn] },
    ...(senders.length === 0
      ? []
      : [{ sid: 'SendMessages', principalRoles: senders.toSorted(), actions: send, resources: [place.arn] }]),
    ...(ruleArn === undefined
      ? []
      : [
          {
            sid: 'SendUploads',
            principalService: 'events.amazonaws.com',
            actions: ['sqs:SendMessage'],
            resources: [place.arn],
            conditions: {
              ArnEquals: { 'aws:SourceArn': ruleArn },
              StringEquals: { 'aws:SourceAccount': location.accountId },
            },
          },
        ]),
    denyWithoutTls('sqs', place.arn),
  ];
  return {
    ...place,
    messageGroupId: queue.fifo ? fixedGroup(queue.message_group_id, name) : undefined,
    visibilityTimeoutSeconds:
      queue.visibility_timeout_seconds ?? job.max_processing_seconds + job.stop_timeout_seconds,
    retentionSeconds: queue.message_retention_seconds,
    delaySeconds: queue.delay_seconds,
    receiveWaitSeconds: maximumReceiveWaitSeconds,
    maxReceiveCount: queue.max_receive_count,
    kmsKeyArn: keyOf(config, job),
    policy: policyDocument(statements),
  };
}

/** What has no key to be grouped by, as a schedule's message, is a group by itself. */
function fixedGroup(configured: string | undefined, jobName: string): string {
  return configured === undefined || configured === groupByObjectKey ? jobName : configured;
}

/** The queue of dead letters: the worker may put there what it knows to be in vain, and look at what is there. */
export function buildDeadLetterQueue(of: WorkerContext, taskRoleArn: DeferredString): WorkerDeadLetterQueue {
  const { deadLetterQueue: place } = queuesOf(of);
  return {
    ...place,
    policy: policyDocument([
      { sid: 'SendToDeadLetterQueue', principalRoles: [taskRoleArn], actions: send, resources: [place.arn] },
      denyWithoutTls('sqs', place.arn),
    ]),
  };
}

/** What lets whoever has it send messages, the key's use included. */
export function buildSendPolicy(of: WorkerContext): NamedPolicy {
  const { config, location, name, job } = of;
  const { queue } = queuesOf(of);
  const policyName = sendPolicyName(config, name);
  const key = keyOf(config, job);
  return {
    name: policyName,
    arn: iamArn(location, 'policy', config.iamPath, policyName),
    description: `Sends messages to the queue ${queue.name}`,
    policy: policyDocument([
      { sid: 'SendMessages', actions: send, resources: [queue.arn] },
      ...(key === undefined
        ? []
        : [{ sid: 'UseKmsKey', actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [key] }]),
    ]),
  };
}

/** The key of a worker's queues. */
export function keyOf({ kmsKeyArn }: EnvConfig, { queue }: QueueWorkerJobConfig): string | undefined {
  return queue.kms_key_arn ?? kmsKeyArn;
}
