import type { EventPattern } from '../aws/event-patterns';
import type { InputTransformer } from '../aws/input-transformer';
import type { Text } from '../aws/lookups';
import type { ObjectEvent, ObjectFilter } from '../aws/object-events';
import type { PolicyDocument } from '../aws/policies';
import type { ScheduleDate } from '../aws/schedules';
import type { StateMachineDefinition } from '../aws/state-machines/definition';
import type { JobSection } from '../config/schema/environment';
import type { Run } from './run';
import type { Task } from './task';

/** A job as AWS sees it: what starts it, and what it runs. Everything that constructs place and reports show. */
export type Job = ScheduledJob | FileUploadJob;
export type JobType = Job['type'];

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

/** The section of the configuration that a type of job stands in. */
export const sectionOfType = {
  scheduled_job: 'scheduled_jobs',
  file_upload_job: 'file_upload_jobs',
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
}
