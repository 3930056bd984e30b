import { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { ITerraformDependable, TerraformResourceLifecycle } from 'cdktf';
import { Construct } from 'constructs';
import type { QueueWorkerJob, WorkerTaskDefinition } from '../../jobs/queue-worker/queue-worker';
import { setAddress, type JobContext } from '../job-context';
import { taskDefinitionOf } from '../data-sources';
import { literal, literalMap, type TerraformText } from '../terraform-text';

export interface WorkerServiceProps {
  readonly context: JobContext;
  readonly job: QueueWorkerJob;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** The task definition of a worker, made from another one, and the service that runs it. */
export class WorkerServiceResources extends Construct {
  readonly dependables: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { context, job, dependsOn }: WorkerServiceProps) {
    super(scope, id);
    const { config, terraform } = context;
    const { service } = job;
    const tags = literalMap(config.tags);
    const taskDefinition = this.placeTaskDefinition(context, job);
    // What is not to change by itself during a deployment of one task can't be moved to another zone either.
    const canRebalance = service.maximumPercent > 100;
    const ecsService = new EcsService(this, 'service', {
      name: service.name,
      cluster: terraform.text(service.clusterArn),
      // The revision: AWS names none of its own accord, and a service without one would not follow.
      taskDefinition: taskDefinition.arn,
      desiredCount: service.desiredCount,
      ...('launchType' in service.launch
        ? { launchType: service.launch.launchType }
        : {
            capacityProviderStrategy: [{ capacityProvider: service.launch.capacityProvider, weight: 1 }],
          }),
      networkConfiguration: {
        subnets: terraform.list(service.subnets),
        securityGroups: terraform.list(service.securityGroups),
        assignPublicIp: false,
      },
      deploymentCircuitBreaker: { enable: true, rollback: true },
      deploymentMinimumHealthyPercent: service.minimumHealthyPercent,
      deploymentMaximumPercent: service.maximumPercent,
      availabilityZoneRebalancing: canRebalance ? 'ENABLED' : 'DISABLED',
      enableExecuteCommand: service.enableExecuteCommand,
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      ...(tags === undefined ? {} : { tags }),
      // How many there are is what scaling says.
      lifecycle: { ignoreChanges: ['desired_count'] },
      dependsOn: [...dependsOn],
    });
    this.dependables = [setAddress(ecsService, job)];
  }

  private placeTaskDefinition({ config, terraform }: JobContext, job: QueueWorkerJob): EcsTaskDefinition {
    const { taskDefinition: definition } = job;
    const tags = literalMap(config.tags);
    const base = taskDefinitionOf(definition.usesOwnSource ? job.name : undefined);
    const { cpu, memory, ephemeralStorageGib } = definition;
    const resource = new EcsTaskDefinition(this, 'task_definition', {
      family: literal(definition.family),
      containerDefinitions: containerDefinitions(definition, base, terraform),
      cpu: cpu === undefined ? `\${${base}.cpu}` : String(cpu),
      memory: memory === undefined ? `\${${base}.memory}` : String(memory),
      ...(ephemeralStorageGib === undefined ? {} : { ephemeralStorage: { sizeInGib: ephemeralStorageGib } }),
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      taskRoleArn: terraform.text(definition.taskRoleArn),
      executionRoleArn: terraform.text(definition.executionRoleArn),
      ...sidecarCapacityCondition(definition, base, terraform),
      ...(tags === undefined ? {} : { tags }),
    });
    for (const [block, content] of Object.entries(copiedBlocks(definition)))
      resource.addOverride(`dynamic.${block}`, { for_each: `\${${base}.${block}}`, content });
    setAddress(resource, job);
    return resource;
  }
}

/**
 * The blocks of the base that the worker's definition has as well: each as often as there. A bind mount is a volume of
 * nothing but a name.
 */
function copiedBlocks({ ephemeralStorageGib }: WorkerTaskDefinition): Readonly<Record<string, object>> {
  return {
    runtime_platform: {
      cpu_architecture: '${runtime_platform.value.cpu_architecture}',
      operating_system_family: '${runtime_platform.value.operating_system_family}',
    },
    ...(ephemeralStorageGib === undefined
      ? { ephemeral_storage: { size_in_gib: '${ephemeral_storage.value.size_in_gib}' } }
      : {}),
    volume: {
      name: '${volume.value.name}',
      dynamic: {
        efs_volume_configuration: {
          for_each: '${volume.value.efs_volume_configuration}',
          content: {
            file_system_id: '${efs_volume_configuration.value.file_system_id}',
            root_directory: '${efs_volume_configuration.value.root_directory}',
            transit_encryption: '${efs_volume_configuration.value.transit_encryption}',
            transit_encryption_port: '${efs_volume_configuration.value.transit_encryption_port}',
            dynamic: {
              authorization_config: {
                for_each: '${efs_volume_configuration.value.authorization_config}',
                content: {
                  access_point_id: '${authorization_config.value.access_point_id}',
                  iam: '${authorization_config.value.iam}',
                },
              },
            },
          },
        },
      },
    },
  };
}

/** What is left out of the job's container: what was measured for another size, and what asks for a port. */
function droppedFields({ cpu, memory }: WorkerTaskDefinition): readonly string[] {
  return [
    ...(cpu === undefined ? [] : ['cpu']),
    'healthCheck',
    ...(memory === undefined ? [] : ['memory', 'memoryReservation']),
  ];
}

/**
 * The containers of the base as they are, but for the job's own: another command, variables beside and over its own, also
 * over its secrets, a time to stop, and not what {@link droppedFields} says.
 */
function containerDefinitions(
  definition: WorkerTaskDefinition,
  base: string,
  terraform: TerraformText,
): string {
  const { containerName, command, environment, stopTimeoutSeconds } = definition;
  const list = (items: readonly string[]): string => `[${items.join(', ')}]`;
  const names = list(environment.map(({ name }) => terraform.quoted(name)));
  const pairs = list(
    environment.map(
      ({ name, value }) => `{ name = ${terraform.quoted(name)}, value = ${terraform.quoted(value)} }`,
    ),
  );
  const without = (field: string): string =>
    `[for each in try([for each in c.${field} : each], []) : each if !contains(${names}, each.name)]`;
  const changes = [
    `command = ${list(command.map((argument) => terraform.quoted(argument)))}`,
    `environment = concat(${without('environment')}, ${pairs})`,
    `secrets = ${without('secrets')}`,
    `stopTimeout = ${stopTimeoutSeconds}`,
  ].join(', ');
  const isOurs = `c.name == ${terraform.quoted(containerName)}`;
  const changed = `merge(c, { for key, value in { ${changes} } : key => value if ${isOurs} })`;
  const dropped = list(droppedFields(definition).map((field) => terraform.quoted(field)));
  // ECS tells nothing of an empty list, which would be a change in the next plan.
  const isDropped = `contains(${dropped}, key) || key == "secrets" && length(flatten([value])) == 0`;
  const kept = `{ for key, value in ${changed} : key => value if !(${isOurs} && (${isDropped})) }`;
  return `\${jsonencode([for c in jsondecode(${base}.container_definitions) : ${kept}])}`;
}

/** What the base's other containers reserve has to fit into the size that the job names, and leave something. */
function sidecarCapacityCondition(
  { containerName, sourceFamily: baseFamily, cpu, memory }: WorkerTaskDefinition,
  base: string,
  terraform: TerraformText,
): { readonly lifecycle?: TerraformResourceLifecycle } {
  if (cpu === undefined || memory === undefined) return {};
  const sum = (reserved: string): string =>
    `sum(concat([0], [for c in jsondecode(${base}.container_definitions) : ${reserved} if c.name != ${terraform.quoted(containerName)}]))`;
  const [units, mebibytes] = [
    sum('try(coalesce(c.cpu), 0)'),
    sum('try(coalesce(c.memory, c.memoryReservation), coalesce(c.memory), coalesce(c.memoryReservation), 0)'),
  ];
  return {
    lifecycle: {
      precondition: [
        {
          condition: `\${${units} <= ${cpu} && ${mebibytes} < ${memory}}`,
          errorMessage: `The other containers of ${baseFamily} reserve \${${units}} of the ${cpu} CPU units and \${${mebibytes}} of the ${memory} MiB that the job has; give it a larger size.`,
        },
      ],
    },
  };
}
