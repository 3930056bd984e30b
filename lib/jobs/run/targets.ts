/** What a rule or a schedule starts. */
import type { InputTransformer } from '../../aws/events/input-transformer';
import type { Text } from '../../values/deferred-values';
import type { StateMachineDefinition } from '../../aws/state-machines/definition';
import type { Task } from './task';

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
