/** The queues of a worker, and the policies that allow access to them. */
import { accountPrincipal, arn, iamArn, type Location } from '../../aws/arns';
import type { DeferredString } from '../../values/deferred-values';
import { denyWithoutTls, policyDocument, type Statement } from '../../aws/iam/policies';
import { maximumReceiveWaitSeconds, queueUrl } from '../../aws/queues';
import type { EnvConfig } from '../../config/env-config';
import type { QueueWorkerJobConfig } from '../../config/schema/queue-worker-job';
import type { BuildContext } from '../build-context';
import type { NamedPolicy, WorkerDeadLetterQueue, WorkerQueue } from './queue-worker';
import { stopTimeoutOf } from './stop-timeout';
import { buildSubscriptions } from './topics';
import { queueName, sendPolicyName, workerDeadLetterQueueName } from '../resource-names';

/** A worker's configuration, and the values of its environment. */
export interface WorkerContext extends BuildContext {
  /** The key in the configuration, unique in an environment. */
  readonly name: string;
  /** The checked configuration of the worker. */
  readonly job: QueueWorkerJobConfig;
}

/** The value of `message_group_id` that creates a message group for each object key. */
export const groupByObjectKey = '<object_key>';

/** The actions that a program needs to receive messages, and to return or delete them. */
const receive = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
  'sqs:ReceiveMessage',
];
const send = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'];

/** Returns the names, the ARNs and the URLs of a worker's two queues. */
export function queuesOf({ config: { service }, location, name, job }: WorkerContext) {
  const locate = (queue: string) => ({
    name: queue,
    arn: arn(location, 'sqs', queue),
    url: queueUrl(location, queue),
  });
  return {
    queue: locate(queueName(service.name, name, job.queue.fifo)),
    deadLetterQueue: locate(workerDeadLetterQueueName(service.name, name, job.queue.fifo)),
  };
}

/**
 * Builds the queue. Its policy lets the task role receive messages, and lets the senders of the configuration, the job's
 * own EventBridge rule and the topics of its subscriptions send them. A schedule sends messages with the role for
 * schedules, which needs no statement in this policy.
 *
 * @see
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-using-identity-based-policies.html
 */
export function buildQueue(
  context: WorkerContext,
  taskRoleArn: DeferredString,
  ruleArn: DeferredString | undefined,
): WorkerQueue {
  const { config, location, name, job } = context;
  const { queue: identity } = queuesOf(context);
  const { queue } = job;
  return {
    ...identity,
    isFifo: queue.fifo,
    hasHighThroughput: queue.high_throughput,
    messageGroupId: fixedGroup(queue, name),
    visibilityTimeoutSeconds: visibilityTimeoutOf(job),
    retentionSeconds: queue.message_retention_seconds,
    delaySeconds: queue.delay_seconds,
    receiveWaitSeconds: maximumReceiveWaitSeconds,
    maxReceiveCount: queue.max_receive_count,
    kmsKeyArn: keyOf(config, job),
    policy: policyDocument([
      { sid: 'ReceiveMessages', principalRoles: [taskRoleArn], actions: receive, resources: [identity.arn] },
      ...sendersOf(context, identity.arn),
      ...(ruleArn === undefined ? [] : [sendUploads(location, identity.arn, ruleArn)]),
      ...sendFromTopics(job, identity.arn),
      denyWithoutTls('sqs', identity.arn),
    ]),
  };
}

/** Allows the roles and the accounts of the configuration to send messages. */
function sendersOf({ job, location }: WorkerContext, queueArn: DeferredString): readonly Statement[] {
  const roles = (job.send_from_role_arns ?? []).toSorted();
  const accounts = (job.send_from_account_ids ?? []).toSorted();
  const statement = (sid: string, principalRoles: readonly DeferredString[]): readonly Statement[] =>
    principalRoles.length === 0 ? [] : [{ sid, principalRoles, actions: send, resources: [queueArn] }];
  return [
    ...statement('SendMessages', roles),
    ...statement(
      'SendFromAccounts',
      accounts.map((accountId) => accountPrincipal(location, accountId)),
    ),
  ];
}

/** Allows EventBridge to send a message for each upload. */
function sendUploads(location: Location, queueArn: DeferredString, ruleArn: DeferredString): Statement {
  return {
    sid: 'SendUploads',
    principalService: 'events.amazonaws.com',
    actions: ['sqs:SendMessage'],
    resources: [queueArn],
    conditions: {
      ArnEquals: { 'aws:SourceArn': ruleArn },
      StringEquals: { 'aws:SourceAccount': location.accountId },
    },
  };
}

/** Allows SNS to send the messages of the topics. The ARN of a topic has its account, which can be another one. */
function sendFromTopics(job: WorkerContext['job'], queueArn: DeferredString): readonly Statement[] {
  const topics = buildSubscriptions(job).map(({ topicArn }) => topicArn);
  if (topics.length === 0) return [];
  return [
    {
      sid: 'SendFromTopics',
      principalService: 'sns.amazonaws.com',
      actions: ['sqs:SendMessage'],
      resources: [queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': topics } },
    },
  ];
}

/** Returns the visibility timeout of a worker's queue: by default, the time in which a task processes a message and stops. */
export function visibilityTimeoutOf(job: QueueWorkerJobConfig): number {
  return job.queue.visibility_timeout_seconds ?? job.max_processing_seconds + stopTimeoutOf(job);
}

/**
 * Returns the message group of messages without an object key, such as those of a schedule. A fixed text in
 * `message_group_id` is the group. Otherwise the group is the job's name in a FIFO queue, because its messages need a
 * group, and `undefined` in a standard queue.
 */
function fixedGroup(
  { fifo, message_group_id: configured }: QueueWorkerJobConfig['queue'],
  jobName: string,
): string | undefined {
  if (configured !== undefined && configured !== groupByObjectKey) return configured;
  return fifo ? jobName : undefined;
}

/**
 * Builds the dead-letter queue. Its policy lets the task role send messages that must not be retried, and read the
 * queue's attributes.
 */
export function buildDeadLetterQueue(
  context: WorkerContext,
  taskRoleArn: DeferredString,
): WorkerDeadLetterQueue {
  const { deadLetterQueue: identity } = queuesOf(context);
  return {
    ...identity,
    policy: policyDocument([
      {
        sid: 'SendToDeadLetterQueue',
        principalRoles: [taskRoleArn],
        actions: send,
        resources: [identity.arn],
      },
      denyWithoutTls('sqs', identity.arn),
    ]),
  };
}

/** Builds the policy that allows programs to send messages and to use the queue's KMS key. */
export function buildSendPolicy(context: WorkerContext): NamedPolicy {
  const { config, location, name, job } = context;
  const { queue } = queuesOf(context);
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

/** Returns the ARN of the KMS key of a worker's queues; `undefined` for SQS's own keys. */
export function keyOf({ kmsKeyArn }: EnvConfig, { queue }: QueueWorkerJobConfig): DeferredString | undefined {
  return queue.kms_key_arn ?? kmsKeyArn;
}
