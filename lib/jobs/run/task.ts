/** The ECS task of a job: the service's own, with another command. */
import { arn, type Location } from '../../aws/arns';
import { eventReferences, type EventTemplate, type EventReference } from '../../values/event-templates';
import { Lookup, type DeferredString, type DeferredList, deferredList } from '../../values/deferred-values';
import type { Network, ServiceConfig } from '../../config/env-config';
import { buildOverrides, type TaskConfig, type TaskOverrides } from './task-fields';

/**
 * What a task is started with: the same for both runners, which write it down each in its own way.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export interface Task {
  readonly clusterName: string;
  /** A family without a revision: RunTask takes the latest active one, so that a job follows every deploy. */
  readonly taskDefinitionFamily: string;
  readonly launch: Launch;
  readonly subnets: DeferredList;
  readonly securityGroups: DeferredList;
  readonly overrides: TaskOverrides;
}

/**
 * `FARGATE` as a launch type works in every cluster; as a capacity provider only in those that it was added to. Spot
 * is a capacity provider and nothing else.
 */
export type Launch = { readonly launchType: 'FARGATE' } | { readonly capacityProvider: 'FARGATE_SPOT' };

/** The task of a job; `parse` finds the placeholders in its texts. */
export function buildTask(
  service: ServiceConfig,
  job: TaskConfig,
  parse: (text: string) => EventTemplate,
): Task {
  return {
    clusterName: service.clusterName,
    taskDefinitionFamily: service.taskDefinitionFamily,
    launch: launchTypeFor(job.capacity_provider),
    subnets: networkIds(service.subnets, 'subnet_ids'),
    securityGroups: networkIds(service.securityGroups, 'security_group_ids'),
    overrides: buildOverrides(service.containerName, job, parse),
  };
}

/** Where tasks are launched. */
export function launchTypeFor(provider: TaskConfig['capacity_provider']): Launch {
  return provider === 'FARGATE_SPOT' ? { capacityProvider: provider } : { launchType: 'FARGATE' };
}

/** The values of the event that the task is told. */
export function eventReferencesOf({ overrides }: Task): readonly EventReference[] {
  return [...overrides.task_command, ...overrides.environment_variables.map(({ value }) => value)].flatMap(
    eventReferences,
  );
}

/** The ids, or where they are looked up. */
export function networkIds(network: Network, lookup: 'subnet_ids' | 'security_group_ids'): DeferredList {
  return network.by === 'ids' ? network.ids : deferredList([new Lookup(lookup)]);
}

export function clusterArn(location: Location, clusterName: string): DeferredString {
  return arn(location, 'ecs', `cluster/${clusterName}`);
}

export function taskDefinitionArn(location: Location, family: string): DeferredString {
  return arn(location, 'ecs', `task-definition/${family}`);
}
