import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import { taskTags } from '../../jobs/run/ecs-task/task-tags';
import { describeJobResource, type JobContext } from '../job-resource';
import { launchArguments, networkConfiguration } from '../launch';
import type { PlainResource } from '../resource';
import { tagArgument } from '../tags';
import { attribute } from '../terraform-values';

/** Describes the service that runs a worker's tasks. */
export function serviceResource(
  { config, job }: JobContext<QueueWorkerJob>,
  taskDefinitionAddress: string,
  dependsOn: readonly string[],
): PlainResource<'aws_ecs_service'> {
  const { service } = job;
  return describeJobResource(
    job,
    { part: 'service', path: ['service', 'service'] },
    {
      name: service.name,
      cluster: service.clusterArn,
      // The ARN contains the revision, because ECS does not deploy a new revision by itself.
      taskDefinition: attribute(taskDefinitionAddress, 'arn'),
      desiredCount: service.desiredCount,
      ...launchArguments(service.launch),
      networkConfiguration: networkConfiguration(service),
      deploymentCircuitBreaker: service.circuitBreaker,
      deploymentMinimumHealthyPercent: service.minimumHealthyPercent,
      deploymentMaximumPercent: service.maximumPercent,
      availabilityZoneRebalancing: service.canRebalance ? 'ENABLED' : 'DISABLED',
      enableExecuteCommand: service.enableExecuteCommand,
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      // ECS copies the tags to the tasks.
      tags: tagArgument(taskTags(config, job.name)),
    },
    // Scaling changes the desired count.
    { dependsOn, lifecycle: { ignoreChanges: ['desired_count'] } },
  );
}
