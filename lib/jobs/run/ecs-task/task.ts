/** The ECS task of a job: the service's task definition with overrides. */
import { arn, type Location } from '../../../aws/arns';
import { eventReferences, type EventTemplate, type EventReference } from '../../../values/event-templates';
import {
  Lookup,
  type DeferredString,
  type DeferredList,
  deferredList,
  deferredString,
} from '../../../values/deferred-values';
import type { Network, ServiceConfig } from '../../../config/env-config';
import type { TaskTags } from './task-tags';
import { buildOverrides, type TaskConfig, type TaskOverrides } from './task-fields';

/**
 * The parameters of RunTask. EventBridge and Step Functions each have their own spelling of them.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export interface Task extends TaskNetwork {
  /** The name of the cluster. */
  readonly clusterName: DeferredString;
  /** A family without a revision. RunTask uses the latest active revision, so a job follows each deployment. */
  readonly taskDefinitionFamily: DeferredString;
  /** The launch type or the capacity provider. */
  readonly launch: Launch;
  /** The changes to the task definition. */
  readonly overrides: TaskOverrides;
  /** The tags of the task: the tags of the environment, and a tag with the name of the job. */
  readonly tags: TaskTags;
}

/**
 * The network of a task.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
 */
export interface TaskNetwork {
  /** The IDs of the subnets. */
  readonly subnets: DeferredList;
  /** The IDs of the security groups. */
  readonly securityGroups: DeferredList;
  /** Whether the task gets a public IP address. In a public subnet, it has no other way to the internet. */
  readonly assignPublicIp: boolean;
}

/**
 * The launch of a task. `FARGATE` is set as a launch type, because a capacity provider works only in clusters that it
 * was added to. Spot is available only as a capacity provider.
 */
export type Launch = { readonly launchType: 'FARGATE' } | { readonly capacityProvider: 'FARGATE_SPOT' };

/** The values that all tasks of a job share. */
export interface TaskContext {
  /** The service whose task definition the tasks use. */
  readonly service: ServiceConfig;
  /** The tags of each task. */
  readonly tags: TaskTags;
}

/** Builds the task of a job. The function `parse` finds the placeholders in the job's texts. */
export function buildTask(
  { service, tags }: TaskContext,
  job: TaskConfig,
  parse: (text: string) => EventTemplate,
): Task {
  return {
    clusterName: service.clusterName,
    taskDefinitionFamily: service.taskDefinitionFamily,
    launch: launchTypeFor(job.capacity_provider),
    ...taskNetwork(service),
    overrides: buildOverrides(service.containerName, job, parse),
    tags,
  };
}

/** Returns the launch type or the capacity provider. */
export function launchTypeFor(provider: TaskConfig['capacity_provider']): Launch {
  return provider === 'FARGATE_SPOT' ? { capacityProvider: provider } : { launchType: 'FARGATE' };
}

/** Returns the values of the event or execution that the task gets. */
export function eventReferencesOf({ overrides }: Task): readonly EventReference[] {
  return [...overrides.task_command, ...overrides.environment_variables.map(({ value }) => value)].flatMap(
    eventReferences,
  );
}

/** Returns the network of the service. All tasks of the jobs have this network. */
export function taskNetwork({ subnets, securityGroups, assignPublicIp }: ServiceConfig): TaskNetwork {
  return {
    subnets: networkIds(subnets, 'subnet_ids'),
    securityGroups: networkIds(securityGroups, 'security_group_ids'),
    assignPublicIp,
  };
}

/** Returns the configured IDs of the subnets or security groups, or a lookup of these IDs. */
function networkIds(network: Network, lookup: 'subnet_ids' | 'security_group_ids'): DeferredList {
  return network.by === 'ids' ? network.ids : deferredList([new Lookup(lookup)]);
}

/** Returns the ARN of a cluster. */
export function clusterArn(location: Location, clusterName: DeferredString): DeferredString {
  return arn(location, 'ecs', deferredString`cluster/${clusterName}`);
}

/** Returns the ARN of an ECS service. */
export function serviceArn(
  location: Location,
  clusterName: DeferredString,
  serviceName: string,
): DeferredString {
  return arn(location, 'ecs', deferredString`service/${clusterName}/${serviceName}`);
}

/** Returns the ARN of a task definition, without a revision. */
export function taskDefinitionArn(location: Location, family: DeferredString): DeferredString {
  return arn(location, 'ecs', deferredString`task-definition/${family}`);
}
