/** The target of a rule that starts a job: the task itself, or a state machine that runs it. */
import { inputTransformer } from '../../aws/events/input-transformer';
import type { BuildContext } from '../build-context';
import type { Placeholders } from '../placeholders';
import { jobResourceName } from '../resource-names';
import type { RunPlan } from './run-plan';
import { buildStateMachineTarget, type MachineConfig } from './state-machine';
import { reasonsForStateMachine, type StateMachineOptions } from './state-machine-choice';
import type { EcsClusterTarget, StateMachineTarget } from './targets';
import { clusterArn, taskDefinitionArn, type Task } from './ecs-task/task';
import { overridesTemplate } from './ecs-task/render-overrides';

/** The fields of a job that decide what its rule invokes. */
export interface RuleTargetConfig extends MachineConfig, StateMachineOptions {
  /**
   * The kind of the target.
   *
   * @default `state_machine` if only a state machine supports the job's fields, otherwise `ecs_cluster`
   */
  readonly target?: 'ecs_cluster' | 'state_machine' | undefined;
}

/**
 * Builds the target of a job's rule.
 *
 * @param context - The values of the environment.
 * @param jobName - The job's name in the configuration.
 * @param job - The fields that decide between the two targets.
 * @param run - The steps of the job.
 * @param placeholders - The placeholders of the job's texts.
 */
export function buildRuleTarget(
  context: BuildContext,
  jobName: string,
  job: RuleTargetConfig,
  run: RunPlan,
  placeholders: Placeholders,
): EcsClusterTarget | StateMachineTarget {
  return job.target === 'state_machine' || reasonsForStateMachine(job, placeholders).length > 0
    ? buildStateMachineTarget(context, jobName, job, run)
    : ecsClusterTarget(context, jobResourceName(context.config.service.name, jobName), singleTask(run));
}

function singleTask({ stages: [stage] }: RunPlan): Task {
  if (stage?.kind !== 'step') throw new TypeError('several steps need a state machine');
  return stage.step.task;
}

function ecsClusterTarget({ location, roles }: BuildContext, id: string, task: Task): EcsClusterTarget {
  return {
    kind: 'ecs_cluster',
    id,
    clusterArn: clusterArn(location, task.clusterName),
    taskDefinitionArn: taskDefinitionArn(location, task.taskDefinitionFamily),
    roleArn: roles['events-ecs'],
    task,
    inputTransformer: inputTransformer(overridesTemplate(task.overrides)),
  };
}
