/** The ECS task of a job: the service's own, with another command. */
import { arn, type Location } from '../../aws/arns';
import {
  isLiteral,
  eventReferences,
  type EventTemplate,
  type EventReference,
} from '../../values/event-templates';
import type { TemplateJson } from '../../aws/events/input-transformer';
import { arrayExpression, eventTextExpression } from '../../aws/state-machines/intrinsic-functions';
import {
  Lookup,
  type Json,
  type DeferredString,
  type DeferredList,
  deferredList,
} from '../../values/deferred-values';
import type { Network, ServiceConfig } from '../../config/env-config';
import { compare } from '../../text/compare';

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

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskOverride.html */
export interface TaskOverrides {
  readonly containerName: string;
  readonly command: readonly EventTemplate[];
  readonly environment: readonly { readonly name: string; readonly value: EventTemplate }[];
  /** CPU units. */
  readonly cpu: number | undefined;
  /** MiB. */
  readonly memory: number | undefined;
  readonly ephemeralStorageGib: number | undefined;
  readonly taskRoleArn: string | undefined;
}

/** What is said of a task. */
export interface TaskConfig {
  readonly task_command: readonly string[];
  readonly environment_variables?: Readonly<Record<string, string>> | undefined;
  readonly cpu?: number | undefined;
  readonly memory?: number | undefined;
  readonly ephemeral_storage_gib?: number | undefined;
  readonly task_role_arn?: string | undefined;
  readonly capacity_provider?: 'FARGATE' | 'FARGATE_SPOT' | undefined;
}

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
    overrides: {
      containerName: service.containerName,
      command: job.task_command.map(parse),
      // By name: the order in the file means nothing, and must not show in a plan.
      environment: Object.entries(job.environment_variables ?? {})
        .sort(([a], [b]) => compare(a, b))
        .map(([name, value]) => ({ name, value: parse(value) })),
      cpu: job.cpu,
      memory: job.memory,
      ephemeralStorageGib: job.ephemeral_storage_gib,
      taskRoleArn: job.task_role_arn,
    },
  };
}

/** Where tasks are launched. */
export function launchTypeFor(provider: TaskConfig['capacity_provider']): Launch {
  return provider === 'FARGATE_SPOT' ? { capacityProvider: provider } : { launchType: 'FARGATE' };
}

/** The values of the event that the task is told. */
export function eventReferencesOf({ overrides: { command, environment } }: Task): readonly EventReference[] {
  return [...command, ...environment.map(({ value }) => value)].flatMap(eventReferences);
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

/** The overrides as EventBridge hands them to ECS: ECS's own names, which begin with a small letter. */
export function overridesTemplate(overrides: TaskOverrides): TemplateJson {
  const { command, environment, cpu, memory, ephemeralStorageGib, taskRoleArn } = overrides;
  const container = fields([
    ['name', overrides.containerName],
    ['command', { list: command }],
    [
      'environment',
      environment.length === 0
        ? undefined
        : {
            list: environment.map(({ name, value }) =>
              fields([
                ['name', name],
                ['value', value],
              ]),
            ),
          },
    ],
    ['memory', memory],
  ]);
  return fields([
    ['containerOverrides', { list: [container] }],
    ['cpu', cpu?.toString()],
    ['memory', memory?.toString()],
    [
      'ephemeralStorage',
      ephemeralStorageGib === undefined ? undefined : fields([['sizeInGiB', ephemeralStorageGib]]),
    ],
    ['taskRoleArn', taskRoleArn],
  ]);
}

function fields(entries: readonly (readonly [string, TemplateJson | undefined])[]): TemplateJson {
  return {
    fields: entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  };
}

/**
 * The parameters of `ecs:runTask.sync`. The limit of the container is raised with the task's: one that the task
 * definition gives the container would hold otherwise.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export function runTaskParameters(task: Task): { readonly [key: string]: Json } {
  const { command, environment, cpu, memory, ephemeralStorageGib, taskRoleArn } = task.overrides;
  return {
    Cluster: task.clusterName,
    TaskDefinition: task.taskDefinitionFamily,
    ...('launchType' in task.launch
      ? { LaunchType: task.launch.launchType }
      : { CapacityProviderStrategy: [{ CapacityProvider: task.launch.capacityProvider, Weight: 1 }] }),
    NetworkConfiguration: {
      AwsvpcConfiguration: {
        Subnets: task.subnets,
        SecurityGroups: task.securityGroups,
        AssignPublicIp: 'DISABLED',
      },
    },
    Overrides: {
      ContainerOverrides: [
        {
          Name: task.overrides.containerName,
          ...(command.every(isLiteral) ? { Command: command } : { 'Command.$': arrayExpression(command) }),
          ...(environment.length === 0
            ? {}
            : {
                Environment: environment.map(({ name, value }) => ({
                  Name: name,
                  ...(isLiteral(value) ? { Value: value } : { 'Value.$': eventTextExpression(value) }),
                })),
              }),
          ...(memory === undefined ? {} : { Memory: memory }),
        },
      ],
      ...(cpu === undefined ? {} : { Cpu: cpu.toString() }),
      ...(memory === undefined ? {} : { Memory: memory.toString() }),
      ...(ephemeralStorageGib === undefined ? {} : { EphemeralStorage: { SizeInGiB: ephemeralStorageGib } }),
      ...(taskRoleArn === undefined ? {} : { TaskRoleArn: taskRoleArn }),
    },
  };
}
