/** The types of a worker's values: its queues, its service, its triggers and its scaling. */
import type { EventTemplate } from '../../values/event-templates';
import type { EventPattern } from '../../aws/events/event-patterns';
import type { InputTransformer } from '../../aws/events/input-transformer';
import type { DeferredString } from '../../values/deferred-values';
import type { PolicyDocument } from '../../aws/iam/policies';
import type { ServiceScaling } from '../../aws/scaling/scaling';
import type { FilterPolicyScope } from '../../aws/sns/filter-policies';
import type { JobAlarm } from '../alarms/job-alarm';
import type { StateMachineTarget } from '../run/targets';
import type { Launch, TaskNetwork } from '../run/ecs-task/task';
import type { UploadRule, Schedule, Enablement } from '../triggers/triggers';

/** A service whose tasks receive messages from a queue, with its triggers, its scaling and its alarms. */
export interface QueueWorkerJob {
  readonly type: 'queue_worker_job';
  /** The key in the configuration, unique in an environment. */
  readonly name: string;
  /** The description of the job, which its rule and its schedule have too. */
  readonly description: string | undefined;
  /** Whether tasks run. While the job is disabled, messages wait in the queue. */
  readonly state: Enablement;
  /** The queue that the tasks receive messages from. */
  readonly queue: WorkerQueue;
  /** The maximum time in which a task processes a message, in seconds. */
  readonly maximumProcessingSeconds: number;
  /** The identities that the configuration lets send messages. */
  readonly senders: Senders;
  /** The subscriptions of the queue to SNS topics, in the order of the topics. */
  readonly subscriptions: readonly TopicSubscription[];
  /** The queue for messages that failed too often. */
  readonly deadLetterQueue: WorkerDeadLetterQueue;
  /** The task definition of the service. */
  readonly taskDefinition: WorkerTaskDefinition;
  /** The ECS service that runs the tasks. */
  readonly service: WorkerService;
  /** The bounds of the desired count, and its scaling by backlog and by time. */
  readonly scaling: ServiceScaling;
  /** Whether the configuration has scheduled actions that change the bounds. A disabled job may have them too. */
  readonly hasScheduledScaling: boolean;
  /** The rule that sends a message for each upload; `undefined` if the job has none. */
  readonly upload: UploadToQueue | undefined;
  /** The schedule that sends messages; `undefined` if the job has none. */
  readonly schedule: Schedule | undefined;
  /** The policy for programs that send messages. */
  readonly sendPolicy: NamedPolicy;
  /** The task role that may use scale-in protection; `undefined` if the job does not use it. */
  readonly protection: ProtectedRole | undefined;
  /** Alarms that notify an SNS topic. `scaling` has the other alarms, which apply scaling policies. */
  readonly alarms: readonly JobAlarm[];
}

/** The identities that the configuration lets send messages to a queue. */
export interface Senders {
  /** The ARNs of roles, of this or other accounts. */
  readonly roleArns: readonly string[];
  /** The IDs of other accounts. */
  readonly accountIds: readonly string[];
}

/** A subscription of a worker's queue to an SNS topic. */
export interface TopicSubscription {
  /** The key of the subscription in addresses: a hash of the topic's ARN. */
  readonly key: string;
  /** The ARN of the topic. */
  readonly topicArn: string;
  /** The filter of the messages; `undefined` if the queue receives every message of the topic. */
  readonly filter: TopicFilter | undefined;
  /** Whether a message in the queue is only the published text, without SNS's JSON object around it. */
  readonly isRaw: boolean;
}

/** The messages of a topic that a queue receives. */
export interface TopicFilter {
  /** The filter policy, which has the form of an event pattern. */
  readonly policy: EventPattern;
  /** Whether the policy is compared with the attributes of a message or with its body. */
  readonly scope: FilterPolicyScope;
}

/**
 * The queue of a worker.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
export interface WorkerQueue {
  /** The name, which ends with `.fifo` for a FIFO queue. */
  readonly name: string;
  /** The ARN of the queue. */
  readonly arn: DeferredString;
  /** The URL of the queue. */
  readonly url: DeferredString;
  /** Whether the queue delivers the messages of a group in order, one at a time. */
  readonly isFifo: boolean;
  /** Whether a FIFO queue limits throughput and detects duplicates in each message group, not in the whole queue. */
  readonly hasHighThroughput: boolean;
  /** The message group of messages that are not grouped by object key; `undefined` if they have no group. */
  readonly messageGroupId: string | undefined;
  /** The visibility timeout: the seconds for which no other task receives a message that one task has received. */
  readonly visibilityTimeoutSeconds: number;
  /** Seconds after which SQS deletes a message. */
  readonly retentionSeconds: number;
  /** Seconds for which a new message is hidden from receivers. */
  readonly delaySeconds: number;
  /** Seconds that ReceiveMessage waits for a message (long polling). */
  readonly receiveWaitSeconds: number;
  /** The number of receives after which SQS moves a message to the dead-letter queue. */
  readonly maxReceiveCount: number;
  /** The ARN of the KMS key; `undefined` for SQS's own keys. */
  readonly kmsKeyArn: DeferredString | undefined;
  /** The resource policy of the queue. */
  readonly policy: PolicyDocument;
}

/**
 * The dead-letter queue of a worker. It has the type and the encryption of the queue, and keeps messages for 14 days.
 */
export type WorkerDeadLetterQueue = Pick<WorkerQueue, 'name' | 'arn' | 'url' | 'policy'>;

/** A task definition that is copied from another one, with changes to the job's container. */
export interface WorkerTaskDefinition {
  /** The family of the worker's own task definition. */
  readonly family: string;
  /** The family of the source task definition. Each plan copies the latest revision of the family. */
  readonly sourceFamily: DeferredString;
  /** Whether the job has its own source task definition instead of the service's. */
  readonly usesOwnSource: boolean;
  /** The name of the job's container in the source task definition. */
  readonly containerName: string;
  /** The command of the job's container. */
  readonly command: readonly string[];
  /** Environment variables, sorted by name. They override the variables and secrets of the source task definition. */
  readonly environment: readonly { readonly name: string; readonly value: DeferredString }[];
  /** Seconds between the stop signal and the kill signal to the container. */
  readonly stopTimeoutSeconds: number;
  /** The task size in CPU units; `undefined` for the size of the source task definition. */
  readonly cpu: number | undefined;
  /** The task's memory in MiB; `undefined` for the memory of the source task definition. */
  readonly memory: number | undefined;
  /** The ephemeral storage in GiB; `undefined` for the storage of the source task definition. */
  readonly ephemeralStorageGib: number | undefined;
  /** The ARN of the role whose permissions the job's command has. */
  readonly taskRoleArn: DeferredString;
  /** The ARN of the role with which ECS starts the task. */
  readonly executionRoleArn: DeferredString;
  /** Fields of the container in the source task definition that are not copied to the job's container. */
  readonly droppedContainerFields: readonly string[];
  /**
   * The task size, which limits the other containers of the source task definition; `undefined` if the job does not set
   * both CPU and memory.
   */
  readonly sidecarCapacity: SidecarCapacity | undefined;
}

/**
 * The size of a worker's task. It limits the task's other containers. Together, these containers may reserve all CPU
 * units of the task, but they must leave memory for the job's container.
 */
export interface SidecarCapacity {
  /** The size in CPU units. */
  readonly cpu: number;
  /** The size in MiB. */
  readonly memory: number;
}

/**
 * The ECS service of a worker.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
 */
export interface WorkerService extends TaskNetwork {
  /** The name, unique in the cluster. */
  readonly name: string;
  /** The ARN of the cluster. */
  readonly clusterArn: DeferredString;
  /** The launch type or the capacity provider of the tasks. */
  readonly launch: Launch;
  /** The desired count when the service is created. Scaling changes it afterwards. */
  readonly desiredCount: number;
  /** The minimum of running tasks during a deployment, in percent of the desired count. */
  readonly minimumHealthyPercent: number;
  /** The maximum of running tasks during a deployment, in percent of the desired count. */
  readonly maximumPercent: number;
  /** Whether ECS Exec can open a shell in the tasks. */
  readonly enableExecuteCommand: boolean;
  /** Whether a deployment stops after repeated failures to start a task, and whether ECS then rolls it back. */
  readonly circuitBreaker: { readonly enable: boolean; readonly rollback: boolean };
  /** Whether ECS moves tasks to balance them over availability zones. */
  readonly canRebalance: boolean;
}

/**
 * An EventBridge rule that matches a bucket's new objects, and sends messages to the queue, directly or through a state
 * machine.
 */
export interface UploadToQueue {
  /** The rule that matches the object events. */
  readonly rule: UploadRule;
  /** The fields of the message, in the order of their names; `undefined` if the message is the unchanged event. */
  readonly message: readonly MessageField[] | undefined;
  /** The URL of the queue for events that could not be sent; `undefined` if such events are lost. */
  readonly undeliveredUrl: DeferredString | undefined;
  /** Whether each object key is a message group of a FIFO queue. Otherwise all messages are one group. */
  readonly isGroupedByKey: boolean;
  /** The target that the rule invokes. */
  readonly target: QueueTarget | StateMachineTarget;
}

/** A field of a message. */
export type MessageField = readonly [name: string, value: EventTemplate];

/** The worker's queue as the target of its rule. EventBridge sends the message. */
export interface QueueTarget {
  readonly kind: 'queue';
  /** The message group; `undefined` for a standard queue. */
  readonly messageGroupId: string | undefined;
  /** The template of the message; `undefined` if the message is the unchanged event. */
  readonly inputTransformer: InputTransformer | undefined;
}

/** A managed policy that the stack creates. */
export interface NamedPolicy {
  /** The name, unique in the account. */
  readonly name: string;
  /** The ARN of the policy. */
  readonly arn: DeferredString;
  /** The description of the policy. */
  readonly description: string;
  /** The permissions. */
  readonly policy: PolicyDocument;
}

/** A task role whose tasks may use scale-in protection. */
export interface ProtectedRole {
  /** The key of the role in addresses; `undefined` for the service's own task role. */
  readonly key: string | undefined;
  /** The name of the role, without its path. */
  readonly roleName: DeferredString;
}
