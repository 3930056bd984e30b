/** The targets of rules and schedules. */
import type { InputTransformer } from '../../aws/events/input-transformer';
import type { DeferredString } from '../../values/deferred-values';
import type { StateMachineDefinition } from '../../aws/state-machines/definition';
import type { Task } from './task';

/** EventBridge launches the task and does not monitor it. */
export interface EcsClusterTarget {
  readonly kind: 'ecs_cluster';
  /** The target's ID. It must never change: Terraform replaces a target with another ID. */
  readonly id: string;
  readonly clusterArn: DeferredString;
  /** Without a revision. */
  readonly taskDefinitionArn: DeferredString;
  readonly roleArn: DeferredString;
  /** The only task of the run. */
  readonly task: Task;
  readonly inputTransformer: InputTransformer;
}

/** The job's own state machine. */
export interface StateMachineTarget {
  readonly kind: 'state_machine';
  readonly stateMachine: StateMachine;
  readonly arn: DeferredString;
  /** The role with which a rule starts it. A schedule has its own role. */
  readonly startRoleArn: DeferredString;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
export interface StateMachine {
  readonly name: string;
  readonly definition: StateMachineDefinition;
  readonly roleArn: DeferredString;
  readonly logGroupName: string;
  readonly logGroupArn: DeferredString;
  readonly logRetentionDays: number;
  /** Whether the log has all events, or failures only. */
  readonly logLevel: 'ALL' | 'ERROR';
}
