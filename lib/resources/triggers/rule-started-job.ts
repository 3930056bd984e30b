import type { EventJob } from '../../jobs/event/event-job';
import { alarmsOf, type FileUploadJob } from '../../jobs/job';
import type { EcsClusterTarget } from '../../jobs/run/targets';
import { metricAlarmResource } from '../alarms/metric-alarm';
import { networkConfiguration, launchArguments } from '../launch';
import type { JobContext } from '../job-resource';
import type { TerraformResource } from '../resource';
import { stateMachineResources } from '../run/state-machine';
import { bindStateMachine } from '../run/state-machine-target';
import { tagArgument } from '../tags';
import { deadLetterQueueResources } from './dead-letter-queue';
import { inputTransformerOf, ruleResource, targetResource, type TargetBinding } from './rule';

/** Describes the rule of a job, and the task or the state machine that it starts. */
export function ruleStartedJobResources(
  context: JobContext<FileUploadJob | EventJob>,
): readonly TerraformResource[] {
  const { rule, target } = context.job;
  const deadLetterQueues = deadLetterQueueResources(context);
  const ruleOfJob = ruleResource(context, rule);
  const binding =
    target.kind === 'ecs_cluster' ? bindEcsCluster(context, target) : bindStateMachine(context, rule, target);
  return [
    ...deadLetterQueues,
    ...alarmsOf(context.job).map((alarm) => metricAlarmResource(context, alarm)),
    ruleOfJob,
    ...(target.kind === 'ecs_cluster' ? [] : stateMachineResources(context, target)),
    targetResource(context, rule, {
      ...binding,
      dependsOn: [ruleOfJob.address, ...binding.dependsOn, ...deadLetterQueues.map(({ address }) => address)],
    }),
  ];
}

function bindEcsCluster({ shared }: JobContext, target: EcsClusterTarget): TargetBinding {
  const { task } = target;
  return {
    arguments: {
      targetId: target.id,
      arn: target.clusterArn,
      roleArn: target.roleArn,
      ecsTarget: {
        taskDefinitionArn: target.taskDefinitionArn,
        ...launchArguments(task.launch),
        enableEcsManagedTags: true,
        tags: tagArgument(task.tags),
        // AWS sets these defaults. Without them here, every plan would show a change.
        taskCount: 1,
        enableExecuteCommand: false,
        networkConfiguration: networkConfiguration(task),
      },
      inputTransformer: inputTransformerOf(target.inputTransformer),
    },
    dependsOn: shared.role('events-ecs'),
  };
}
