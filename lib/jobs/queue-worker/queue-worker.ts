/** A worker as AWS sees it: its queues, its service, and what fills and scales it. */
import type { EventTemplate } from '../../values/event-templates';
import type { InputTransformer } from '../../aws/events/input-transformer';
import type { DeferredString, DeferredList } from '../../values/deferred-values';
import type { PolicyDocument } from '../../aws/iam/policies';
import type { ServiceScaling } from '../../aws/scaling/scaling';
import type { JobAlarm } from '../alarms/alarms';
import type { StateMachineTarget } from '../run/targets';
import type { Launch } from '../run/task';
import type { UploadRule, Schedule, Enablement } from '../triggers/triggers';

/** A service whose tasks take their work from a queue, and what fills and scales it. */
export interface QueueWorkerJob {
  readonly type: 'queue_worker_job';
  readonly name: string;
  readonly description: string | undefined;
  /** Disabled, no task runs; messages wait in the queue. */
  readonly state: Enablement;
  readonly queue: WorkerQueue;
  readonly deadLetterQueue: WorkerDeadLetterQueue;
  readonly taskDefinition: WorkerTaskDefinition;
  readonly service: WorkerService;
  readonly scaling: ServiceScaling;
  /** Whether the clock changes the fewest and the most tasks, or would if the job were not disabled. */
  readonly hasScheduledScaling: boolean;
  /** What puts messages into the queue, besides those who send them by themselves. */
  readonly upload: UploadToQueue | undefined;
  readonly schedule: Schedule | undefined;
  readonly sendPolicy: NamedPolicy;
  /** The role through which its tasks may protect themselves; where they do. */
  readonly protection: ProtectedRole | undefined;
  /** Alarms that notify someone; those of `scaling` apply its policies. */
  readonly alarms: readonly JobAlarm[];
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export interface WorkerQueue {
  /** With `.fifo` behind it, if it is one. */
  readonly name: string;
  readonly arn: DeferredString;
  readonly url: DeferredString;
  /** The message group of what is sent that names none of its own; `undefined` for a standard queue. */
  readonly messageGroupId: string | undefined;
  readonly visibilityTimeoutSeconds: number;
  readonly retentionSeconds: number;
  readonly delaySeconds: number;
  /** Seconds that ReceiveMessage waits for a message (long polling). */
  readonly receiveWaitSeconds: number;
  readonly maxReceiveCount: number;
  /** Absent, SQS encrypts with keys of its own. */
  readonly kmsKeyArn: string | undefined;
  readonly policy: PolicyDocument;
}

/** Of the same kind, and encrypted alike; kept for 14 days. */
export type WorkerDeadLetterQueue = Pick<WorkerQueue, 'name' | 'arn' | 'url' | 'policy'>;

/** What is changed of the container of another task definition, which stays as it is for the rest. */
export interface WorkerTaskDefinition {
  readonly family: string;
  /** The family that it is made from: the latest revision, when a plan is made. */
  readonly sourceFamily: string;
  /** Whether that is not the service's own. */
  readonly usesOwnSource: boolean;
  readonly containerName: string;
  readonly command: readonly string[];
  /** Beside those of the base and over them, by name. */
  readonly environment: readonly { readonly name: string; readonly value: DeferredString }[];
  readonly stopTimeoutSeconds: number;
  /** CPU units, MiB and GiB; absent, those of the base. */
  readonly cpu: number | undefined;
  readonly memory: number | undefined;
  readonly ephemeralStorageGib: number | undefined;
  readonly taskRoleArn: DeferredString;
  readonly executionRoleArn: DeferredString;
  /** Fields of the source's container that the job's container does not have. */
  readonly droppedContainerFields: readonly string[];
  /** The size that the source's other containers must fit into; `undefined` if the size is the source's own. */
  readonly sidecarCapacity: SidecarCapacity | undefined;
}

/** What the other containers may reserve: at most all CPU units, and less than all memory. */
export interface SidecarCapacity {
  /** CPU units. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
export interface WorkerService {
  readonly name: string;
  readonly clusterArn: DeferredString;
  readonly launch: Launch;
  readonly subnets: DeferredList;
  readonly securityGroups: DeferredList;
  /** The tasks that it starts with; then scaling says how many there are. */
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly enableExecuteCommand: boolean;
  /** Whether a deployment stops after repeated failures to start a task, and whether ECS then rolls it back. */
  readonly circuitBreaker: { readonly enable: boolean; readonly rollback: boolean };
  /** Whether ECS moves tasks to balance them over availability zones. */
  readonly canRebalance: boolean;
}

/** A rule on a bucket's new objects, which puts a message into the queue or has a state machine do it. */
export interface UploadToQueue {
  readonly rule: UploadRule;
  /** The fields of the message, in order of their names. Absent, the message is the event. */
  readonly message: readonly MessageField[] | undefined;
  /** The queue of the events of which no message could be sent, where one is kept. */
  readonly undeliveredUrl: DeferredString | undefined;
  /** Whether the messages of one key are a group of a FIFO queue; otherwise they all are. */
  readonly isGroupedByKey: boolean;
  readonly target: QueueTarget | StateMachineTarget;
}

export type MessageField = readonly [name: string, value: EventTemplate];

/** EventBridge puts the message into the queue. */
export interface QueueTarget {
  readonly kind: 'queue';
  /** There for a FIFO queue. */
  readonly messageGroupId: string | undefined;
  /** Absent, the message is the event. */
  readonly inputTransformer: InputTransformer | undefined;
}

export interface NamedPolicy {
  readonly name: string;
  readonly arn: DeferredString;
  readonly description: string;
  readonly policy: PolicyDocument;
}

/** A role of tasks that protect themselves while they work. */
export interface ProtectedRole {
  /** Tells it from the others; `undefined` for the service's own. */
  readonly key: string | undefined;
  readonly roleName: DeferredString;
}
