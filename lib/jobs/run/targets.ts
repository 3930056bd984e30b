/** What a rule or a schedule starts. */
import type { InputTransformer } from '../../aws/events/input-transformer';
import type { DeferredString } from '../../values/deferred-values';
import type { StateMachineDefinition } from '../../aws/state-machines/definition';
import type { Task } from './task';

/** EventBridge starts the task and takes no more notice of it. */
export interface EcsClusterTarget {
  readonly kind: 'ecs_cluster';
  /** The target's id, which stays: another id is another target. */
  readonly id: string;
  readonly clusterArn: DeferredString;
  /** Without a revision. */
  readonly taskDefinitionArn: DeferredString;
  readonly roleArn: DeferredString;
  /** The only one of the run. */
  readonly task: Task;
  readonly inputTransformer: InputTransformer;
}

/** A state machine of the job's own. */
export interface StateMachineTarget {
  readonly kind: 'state_machine';
  readonly stateMachine: StateMachine;
  readonly arn: DeferredString;
  /** The role with which a rule starts it; a schedule has its own. */
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
  /** What is logged: all that happens, or failures alone. */
  readonly logLevel: 'ALL' | 'ERROR';
}
