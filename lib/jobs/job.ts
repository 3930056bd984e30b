import type { EventPattern } from '../aws/event-patterns';
import type { EventText } from '../aws/event-values';
import type { InputTransformer } from '../aws/input-transformer';
import type { Alarm } from '../aws/alarms';
import type { Text, TextList } from '../aws/lookups';
import type { ObjectEvent, ObjectFilter } from '../aws/object-events';
import type { PolicyDocument } from '../aws/policies';
import type { ScheduleDate } from '../aws/schedules';
import type { ServiceScaling } from '../aws/scaling';
import type { StateMachineDefinition } from '../aws/state-machines/definition';
import type { JobSection } from '../config/schema/environment';
import type { Run } from './run';
import type { Launch, Task } from './task';

/** A job as AWS sees it: what starts it, and what it runs. Everything that constructs place and reports show. */
export type Job = RunJob | QueueWorkerJob;
export type JobType = Job['type'];

/** A job whose runs begin and end. */
export type RunJob = ScheduledJob | FileUploadJob;

/** Whether the job's runs begin and end; a worker's task waits for work. */
export function isRunJob(job: Job): job is RunJob {
  return job.type !== 'queue_worker_job';
}

/** The jobs among these whose runs begin and end. */
export function runJobsOf(jobs: readonly Job[]): readonly RunJob[] {
  return jobs.filter(isRunJob);
}

/** Those that take their work from a queue. */
export function workersOf(jobs: readonly Job[]): readonly QueueWorkerJob[] {
  return jobs.filter((job) => job.type === 'queue_worker_job');
}

/** What runs a job's tasks. */
export function targetKindOf(job: Job): RunJob['target']['kind'] | 'ecs_service' {
  return isRunJob(job) ? job.target.kind : 'ecs_service';
}

/** The state machine that a job has, which runs its tasks or puts messages into its queue. */
export function stateMachineOf(job: Job): StateMachineTarget | undefined {
  const target = isRunJob(job) ? job.target : job.upload?.target;
  return target?.kind === 'state_machine' ? target : undefined;
}

/** The rules of all jobs that an upload starts, or fills the queue of. */
export function rulesOf(jobs: readonly Job[]): readonly Rule[] {
  return jobs.flatMap((job) => {
    const rule = job.type === 'queue_worker_job' ? job.upload?.rule : ruleOf(job);
    return rule === undefined ? [] : [rule];
  });
}

function ruleOf(job: RunJob): Rule | undefined {
  return job.type === 'file_upload_job' ? job.rule : undefined;
}

interface JobBase {
  /** The key in the configuration, unique in an environment. */
  readonly name: string;
  readonly run: Run;
}

/** Schedules start a state machine, which runs the task. */
export interface ScheduledJob extends JobBase {
  readonly type: 'scheduled_job';
  /** One for each expression, in the order of the configuration. They differ in name and expression alone. */
  readonly schedules: readonly [Schedule, ...Schedule[]];
  readonly target: StateMachineTarget;
}

/** A rule on a bucket's new objects starts the task, or a state machine that runs it. */
export interface FileUploadJob extends JobBase {
  readonly type: 'file_upload_job';
  readonly rule: Rule;
  readonly target: EcsClusterTarget | StateMachineTarget;
}

/** A service whose tasks take their work from a queue, and what fills and scales it. */
export interface QueueWorkerJob {
  readonly type: 'queue_worker_job';
  readonly name: string;
  readonly description: string | undefined;
  /** Disabled, no task runs; messages wait in the queue. */
  readonly state: State;
  readonly queue: WorkerQueue;
  readonly deadLetterQueue: WorkerDeadLetterQueue;
  readonly taskDefinition: WorkerTaskDefinition;
  readonly service: WorkerService;
  readonly scaling: ServiceScaling;
  /** What puts messages into the queue, besides those who send them by themselves. */
  readonly upload: UploadToQueue | undefined;
  readonly schedule: Schedule | undefined;
  readonly sendPolicy: NamedPolicy;
  /** What lets tasks protect themselves, for the role that they run with; where they do. */
  readonly protection: (NamedPolicy & { readonly roleName: Text }) | undefined;
  /** There when there is someone to tell. */
  readonly alarms: readonly WorkerAlarm[];
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export interface WorkerQueue {
  /** With `.fifo` behind it, if it is one. */
  readonly name: string;
  readonly arn: Text;
  readonly url: Text;
  /** The message group of what is sent that names none of its own; `undefined` for a standard queue. */
  readonly messageGroupId: string | undefined;
  readonly visibilityTimeoutSeconds: number;
  readonly retentionSeconds: number;
  readonly delaySeconds: number;
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
  readonly baseFamily: string;
  /** Whether that is not the service's own. */
  readonly hasOwnBase: boolean;
  readonly containerName: string;
  readonly command: readonly string[];
  /** Beside those of the base and over them, by name. */
  readonly environment: readonly { readonly name: string; readonly value: Text }[];
  readonly stopTimeoutSeconds: number;
  /** CPU units, MiB and GiB; absent, those of the base. */
  readonly cpu: number | undefined;
  readonly memory: number | undefined;
  readonly ephemeralStorageGib: number | undefined;
  readonly taskRoleArn: Text;
  readonly executionRoleArn: Text;
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
export interface WorkerService {
  readonly name: string;
  readonly clusterArn: Text;
  readonly launch: Launch;
  readonly subnets: TextList;
  readonly securityGroups: TextList;
  /** The tasks that it starts with; then scaling says how many there are. */
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly enableExecuteCommand: boolean;
}

/** A rule on a bucket's new objects, which puts a message into the queue or has a state machine do it. */
export interface UploadToQueue {
  readonly rule: Rule;
  /** The fields of the message, in order of their names. Absent, the message is the event. */
  readonly message: readonly MessageField[] | undefined;
  /** Whether the messages of one key are a group of a FIFO queue; otherwise they all are. */
  readonly isGroupedByKey: boolean;
  readonly target: QueueTarget | StateMachineTarget;
}

export type MessageField = readonly [name: string, value: EventText];

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
  readonly arn: Text;
  readonly description: string;
  readonly policy: PolicyDocument;
}

export interface WorkerAlarm {
  /** Tells it from the job's others. */
  readonly key: 'dead-letters' | 'message-age';
  readonly alarm: Alarm;
  readonly topicArn: string;
}

/** The section of the configuration that a type of job stands in. */
export const sectionOfType = {
  scheduled_job: 'scheduled_jobs',
  file_upload_job: 'file_upload_jobs',
  queue_worker_job: 'queue_worker_jobs',
} as const satisfies Record<JobType, JobSection>;

/** Whether what starts the job does so. */
export type State = 'ENABLED' | 'DISABLED';

/** Whether a job starts by itself: its schedules are all on, or all off. */
export function stateOf(job: Job): State {
  switch (job.type) {
    case 'scheduled_job':
      return job.schedules[0].state;
    case 'file_upload_job':
      return job.rule.state;
    case 'queue_worker_job':
      return job.state;
  }
}

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
export interface Schedule {
  /** What tells it from the job's other schedules; `undefined` when there is no other. */
  readonly key: string | undefined;
  readonly name: string;
  readonly groupName: string;
  readonly description: string | undefined;
  readonly state: State;
  readonly expression: string;
  /** An IANA name. */
  readonly timezone: string;
  /** In UTC, whatever the time zone is. */
  readonly startDate: ScheduleDate | undefined;
  readonly endDate: ScheduleDate | undefined;
  readonly flexibleTimeWindowMinutes: number | undefined;
  /** The role that starts the state machine. */
  readonly roleArn: Text;
  /** What the machine is told, with what the Scheduler puts in. Absent, it is told the Scheduler's own event. */
  readonly input: ScheduleInput | undefined;
}

/**
 * Texts in which the Scheduler's own words in angle brackets are replaced.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export type ScheduleInput = { readonly [name: string]: string };

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export interface Rule {
  readonly name: string;
  readonly description: string | undefined;
  readonly state: State;
  /** A bus of the account and region. */
  readonly eventBusName: string;
  readonly eventPattern: EventPattern;
  /** What the pattern is made of. */
  readonly event: ObjectEvent;
  readonly filter: ObjectFilter;
  readonly delivery: Delivery | undefined;
}

/** How hard EventBridge tries to hand an event to the target; absent, as AWS does by itself. */
export interface Delivery {
  readonly maximumEventAgeSeconds: number;
  readonly maximumRetryAttempts: number;
  readonly deadLetterQueue: DeadLetterQueue | undefined;
}

/** A queue for the events of one rule that could not be handed over. */
export interface DeadLetterQueue {
  readonly name: string;
  readonly arn: Text;
  readonly policy: PolicyDocument;
}

/** EventBridge starts the task and takes no more notice of it. */
export interface EcsClusterTarget {
  readonly kind: 'ecs_cluster';
  /** The target's id, which stays: another id is another target. */
  readonly id: string;
  readonly clusterArn: Text;
  /** Without a revision. */
  readonly taskDefinitionArn: Text;
  readonly roleArn: Text;
  /** The only one of the run. */
  readonly task: Task;
  readonly inputTransformer: InputTransformer;
}

/** A state machine of the job's own. */
export interface StateMachineTarget {
  readonly kind: 'state_machine';
  readonly stateMachine: StateMachine;
  readonly arn: Text;
  /** The role with which a rule starts it; a schedule has its own. */
  readonly startRoleArn: Text;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
export interface StateMachine {
  readonly name: string;
  readonly definition: StateMachineDefinition;
  readonly roleArn: Text;
  readonly logGroupName: string;
  readonly logGroupArn: Text;
  readonly logRetentionDays: number;
  /** What is logged: all that happens, or failures alone. */
  readonly logLevel: 'ALL' | 'ERROR';
}
