import type { QueueWorkerJob, WorkerTaskDefinition } from '../../jobs/queue-worker/queue-worker';
import { taskDefinitionAddress } from '../lookups';
import { describeJobResource, type JobContext } from '../job-resource';
import type { Condition, DynamicBlock, PlainResource } from '../resource';
import { tagsOf } from '../tags';
import {
  Attribute,
  attribute,
  expression,
  Expression,
  listExpression,
  Quoted,
  template,
} from '../terraform-values';

/**
 * Describes the task definition of a worker. Each plan derives it from the latest revision of another task definition.
 */
export function taskDefinitionResource({
  config,
  job,
}: JobContext<QueueWorkerJob>): PlainResource<'aws_ecs_task_definition'> {
  const { taskDefinition: definition } = job;
  const source = taskDefinitionAddress(definition.usesOwnSource ? job.name : undefined);
  const { cpu, memory, ephemeralStorageGib } = definition;
  return describeJobResource(
    job,
    { part: 'task_definition', path: ['service', 'task_definition'] },
    {
      family: definition.family,
      containerDefinitions: containerDefinitions(definition, source),
      cpu: cpu === undefined ? attribute(source, 'cpu') : String(cpu),
      memory: memory === undefined ? attribute(source, 'memory') : String(memory),
      ephemeralStorage: ephemeralStorageGib === undefined ? undefined : { sizeInGib: ephemeralStorageGib },
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      taskRoleArn: definition.taskRoleArn,
      executionRoleArn: definition.executionRoleArn,
      // If a deployment fails, ECS rolls back to the previous revision, which must be active to start tasks.
      skipDestroy: true,
      tags: tagsOf(config),
    },
    {
      dynamicBlocks: copiedBlocks(definition, source),
      lifecycle:
        definition.sidecarCapacity === undefined
          ? undefined
          : { precondition: [sidecarsFit(definition, definition.sidecarCapacity, source)] },
    },
  );
}

/**
 * Copies the blocks of the source task definition. The copy has as many blocks of each kind as the source. The block of
 * a bind mount is a volume that has only a name.
 */
function copiedBlocks(
  { ephemeralStorageGib }: WorkerTaskDefinition,
  source: string,
): Readonly<Record<string, DynamicBlock>> {
  const copied = (block: string, fields: readonly string[]): DynamicBlock => ({
    forEach: attribute(source, block),
    content: copiedFields(block, fields),
  });
  return {
    runtime_platform: copied('runtime_platform', ['cpu_architecture', 'operating_system_family']),
    ...(ephemeralStorageGib === undefined
      ? { ephemeral_storage: copied('ephemeral_storage', ['size_in_gib']) }
      : {}),
    volume: {
      ...copied('volume', ['name']),
      dynamicBlocks: {
        efs_volume_configuration: {
          forEach: valueOf('volume', 'efs_volume_configuration'),
          content: copiedFields('efs_volume_configuration', [
            'file_system_id',
            'root_directory',
            'transit_encryption',
            'transit_encryption_port',
          ]),
          dynamicBlocks: {
            authorization_config: {
              forEach: valueOf('efs_volume_configuration', 'authorization_config'),
              content: copiedFields('authorization_config', ['access_point_id', 'iam']),
            },
          },
        },
      },
    },
  };
}

function copiedFields(block: string, fields: readonly string[]) {
  return Object.fromEntries(fields.map((field) => [field, valueOf(block, field)]));
}

/** Returns the expression for a field of the current item, in a dynamic block. */
function valueOf(block: string, field: string): Expression {
  return new Expression([`${block}.value.${field}`]);
}

/**
 * Copies the source's containers, and changes the job's own: its command, its variables, and its stop timeout. The job's
 * variables replace variables and secrets of the same name. Fields in `droppedContainerFields` are not copied.
 */
function containerDefinitions(definition: WorkerTaskDefinition, source: string): Expression {
  const { containerName, command, environment, stopTimeoutSeconds } = definition;
  const names = listExpression(environment.map(({ name }) => new Quoted(name)));
  const pairs = listExpression(
    environment.map(
      ({ name, value }) => expression`{ name = ${new Quoted(name)}, value = ${new Quoted(value)} }`,
    ),
  );
  const commandList = listExpression(command.map((argument) => new Quoted(argument)));
  const otherVariables = expression`[for each in try([for each in c.environment : each], []) : each if !contains(${names}, each.name)]`;
  const otherSecrets = expression`[for each in try([for each in c.secrets : each], []) : each if !contains(${names}, each.name)]`;
  const changes = expression`command = ${commandList}, environment = concat(${otherVariables}, ${pairs}), secrets = ${otherSecrets}, stopTimeout = ${stopTimeoutSeconds}`;
  const isOwn = expression`c.name == ${new Quoted(containerName)}`;
  const changed = expression`merge(c, { for key, value in { ${changes} } : key => value if ${isOwn} })`;
  const dropped = listExpression(definition.droppedContainerFields.map((field) => new Quoted(field)));
  // ECS returns no list of secrets instead of an empty one. If this field were an empty list, every plan would change it.
  const isDropped = expression`contains(${dropped}, key) || key == "secrets" && length(flatten([value])) == 0`;
  const kept = expression`{ for key, value in ${changed} : key => value if !(${isOwn} && (${isDropped})) }`;
  return expression`jsonencode([for c in jsondecode(${containersOf(source)}) : ${kept}])`;
}

function containersOf(source: string): Attribute {
  return new Attribute(source, 'container_definitions');
}

/**
 * Returns the condition that the other containers fit into the task's size, and leave memory for the job's container.
 */
function sidecarsFit(
  { containerName, sourceFamily }: WorkerTaskDefinition,
  { cpu, memory }: NonNullable<WorkerTaskDefinition['sidecarCapacity']>,
  source: string,
): Condition {
  const sum = (reserved: Expression): Expression =>
    expression`sum(concat([0], [for c in jsondecode(${containersOf(source)}) : ${reserved} if c.name != ${new Quoted(containerName)}]))`;
  const units = sum(expression`try(coalesce(c.cpu), 0)`);
  const mebibytes = sum(
    expression`try(coalesce(c.memory, c.memoryReservation), coalesce(c.memory), coalesce(c.memoryReservation), 0)`,
  );
  return {
    condition: expression`${units} <= ${cpu} && ${mebibytes} < ${memory}`,
    errorMessage: template`The other containers of ${sourceFamily} reserve ${units} of the ${cpu} CPU units and ${mebibytes} of the ${memory} MiB that the job sets; raise cpu or memory of the job.`,
  };
}
