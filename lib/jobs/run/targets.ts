/** The targets of rules and schedules. */
import type { InputTransformer } from '../../aws/events/input-transformer';
import type { DeferredString } from '../../values/deferred-values';
import type { StateMachineDefinition } from '../../aws/state-machines/definition';
import type { Task } from './ecs-task/task';

/**
 * An ECS cluster as the target of a rule. EventBridge launches the task and does not monitor it.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EcsParameters.html
 */
export interface EcsClusterTarget {
  readonly kind: 'ecs_cluster';
  /** The target's ID. It must never change, because Terraform then replaces the target. */
  readonly id: string;
  /** The ARN of the cluster. */
  readonly clusterArn: DeferredString;
  /** The ARN of the task definition without a revision: ECS uses the latest active revision. */
  readonly taskDefinitionArn: DeferredString;
  /** The ARN of the role with which EventBridge launches the task. */
  readonly roleArn: DeferredString;
  /** The only task of the run. */
  readonly task: Task;
  /** The template of the task's overrides. */
  readonly inputTransformer: InputTransformer;
}

/** The job's own state machine as the target of a rule or a schedule. */
export interface StateMachineTarget {
  readonly kind: 'state_machine';
  /** The state machine that the stack creates. */
  readonly stateMachine: StateMachine;
  /** The ARN of the state machine. */
  readonly arn: DeferredString;
  /** The ARN of the role with which a rule starts the state machine. Schedules use another role. */
  readonly startRoleArn: DeferredString;
}

/**
 * A standard state machine.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
 */
export interface StateMachine {
  /** The name, unique in the account and region. */
  readonly name: string;
  /** The definition in the Amazon States Language. */
  readonly definition: StateMachineDefinition;
  /** The ARN of the role whose permissions the executions have. */
  readonly roleArn: DeferredString;
  /** The name of the log group of the executions. */
  readonly logGroupName: string;
  /** The ARN of the log group, without `:*`. */
  readonly logGroupArn: DeferredString;
  /** The configured settings of the log. */
  readonly log: ExecutionLog;
  /** Whether the log has all events, or failures only. */
  readonly logLevel: 'ALL' | 'ERROR';
}

/** The settings of the log of a state machine's executions. */
export interface ExecutionLog {
  /** The number of days for which CloudWatch Logs keeps the log. */
  readonly retentionDays: number;
  /** Whether the log contains the input, the output and the data between the states. */
  readonly hasExecutionData: boolean;
  /** Whether Terraform leaves the log group in the account when the job is deleted. */
  readonly isKeptAfterDeletion: boolean;
}
