import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsEcsTaskDefinition } from '@cdktf/provider-aws/lib/data-aws-ecs-task-definition';
import { DataAwsSecurityGroups } from '@cdktf/provider-aws/lib/data-aws-security-groups';
import { DataAwsSubnets } from '@cdktf/provider-aws/lib/data-aws-subnets';
import { Construct } from 'constructs';
import type { Lookup, LookupName } from '../values/deferred-values';
import type { EnvConfig, Network, ServiceConfig } from '../config/env-config';
import { isRunJob, sectionOfType, workersOf, type Job } from '../jobs/job';
import type { QueueWorkerJob } from '../jobs/queue-worker/queue-worker';
import { literal, literalMap } from './terraform-text';
import { compare } from '../text/compare';

export interface LookupsProps {
  readonly config: EnvConfig;
  readonly jobs: readonly Job[];
}

/** The data sources for what the configuration leaves out, and for nothing else. */
export class Lookups extends Construct {
  /** Where a fact is found, whether or not this environment looks it up. */
  static expressionOf({ name, ofJob }: Lookup): string {
    const definition = taskDefinitionOf(ofJob);
    const expressions: Readonly<Record<LookupName, string>> = {
      account_id: 'data.aws_caller_identity.current.account_id',
      subnet_ids: 'data.aws_subnets.tasks.ids',
      security_group_ids: 'data.aws_security_groups.tasks.ids',
      task_role_arn: `${definition}.task_role_arn`,
      task_role_name: `reverse(split("/", ${definition}.task_role_arn))[0]`,
      execution_role_arn: `${definition}.execution_role_arn`,
    };
    return expressions[name];
  }

  constructor(scope: Construct, id: string, { config, jobs }: LookupsProps) {
    super(scope, id);
    const { accountId, service } = config;
    if (accountId === undefined) new DataAwsCallerIdentity(this, 'account').overrideLogicalId('current');
    if (service.subnets.by !== 'ids') {
      new DataAwsSubnets(this, 'subnets', {
        ...filters(service.subnets),
        // Subnets that nothing matches are no error to AWS: every job would fail to start.
        lifecycle: { postcondition: [countBetween(1, 16, 'subnets', describe(service.subnets))] },
      }).overrideLogicalId('tasks');
    }
    if (service.securityGroups.by !== 'ids') {
      new DataAwsSecurityGroups(this, 'security_groups', {
        ...filters(service.securityGroups),
        lifecycle: {
          postcondition: [countBetween(1, 5, 'security groups', describe(service.securityGroups))],
        },
      }).overrideLogicalId('tasks');
    }
    const workers = workersOf(jobs);
    const areRolesMissing =
      (service.taskRoleArn === undefined && jobs.some(takesTaskRole)) ||
      (service.executionRoleArn === undefined && jobs.some(takesExecutionRole));
    const onService = workers.filter(({ taskDefinition }) => !taskDefinition.usesOwnSource);
    if (areRolesMissing || onService.length > 0) {
      new DataAwsEcsTaskDefinition(this, 'task_definition', {
        taskDefinition: service.taskDefinitionFamily,
        lifecycle: {
          postcondition: [
            ...(areRolesMissing ? [rolesExist(service, workers)] : []),
            ...(onService.length > 0
              ? [containerExists(service.taskDefinitionFamily, service.containerName)]
              : []),
          ],
        },
      }).overrideLogicalId('service');
    }
    for (const job of workers) {
      const { sourceFamily: baseFamily, containerName, usesOwnSource: hasOwnBase } = job.taskDefinition;
      if (!hasOwnBase) continue;
      new DataAwsEcsTaskDefinition(this, `task_definition of ${job.name}`, {
        taskDefinition: baseFamily,
        lifecycle: { postcondition: [containerExists(baseFamily, containerName)] },
      }).overrideLogicalId(logicalIdOf(job.name));
    }
  }
}

/** The data source of the application's task definition, or of the one that a worker is made from instead. */
export function taskDefinitionOf(jobName: string | undefined): string {
  return `data.aws_ecs_task_definition.${jobName === undefined ? 'service' : logicalIdOf(jobName)}`;
}

function logicalIdOf(jobName: string): string {
  return `${sectionOfType.queue_worker_job}_${jobName}`;
}

/** Whether a job's tasks run with the service's role, unless that is given. */
function takesTaskRole(job: Job): boolean {
  return isRunJob(job) || typeof job.taskDefinition.taskRoleArn !== 'string';
}

/** Whether a job's tasks are started with the service's: a worker's own task definition has one, too. */
function takesExecutionRole(job: Job): boolean {
  return isRunJob(job) || !job.taskDefinition.usesOwnSource;
}

/** A worker's queue names its role, without which it could not receive a message. */
function rolesExist(
  { taskDefinitionFamily: family, taskRoleArn }: ServiceConfig,
  workers: readonly QueueWorkerJob[],
) {
  if (workers.length > 0 && taskRoleArn === undefined)
    return {
      condition: '${length(compact([self.task_role_arn])) > 0}',
      errorMessage: `The task definition ${family} has no task role, with which a worker would receive its messages; give it one, or give service.task_role_arn.`,
    };
  return {
    condition: '${length(compact([self.task_role_arn, self.execution_role_arn])) > 0}',
    errorMessage: `The task definition ${family} has neither a task role nor an execution role; give service.task_role_arn and service.execution_role_arn.`,
  };
}

function containerExists(family: string, containerName: string) {
  return {
    condition: `\${contains(jsondecode(self.container_definitions)[*].name, ${JSON.stringify(containerName)})}`,
    errorMessage: `The task definition ${family} has no container ${containerName}; give service.container_name.`,
  };
}

function filters(network: Network) {
  if (network.by === 'tags') return { tags: literalMap(network.tags) ?? {} };
  return {
    filter: network.by === 'names' ? [{ name: 'group-name', values: network.names.map(literal) }] : [],
  };
}

function describe(network: Network): string {
  if (network.by === 'tags') {
    const byKey = Object.entries(network.tags).sort(([a], [b]) => compare(a, b));
    return literal(`the tags ${JSON.stringify(Object.fromEntries(byKey))}`);
  }
  return literal(network.by === 'names' ? `the names ${network.names.join(', ')}` : 'the ids');
}

function countBetween(minimum: number, maximum: number, what: string, by: string) {
  return {
    condition: `\${length(self.ids) >= ${minimum} && length(self.ids) <= ${maximum}}`,
    errorMessage: `A task takes ${minimum} to ${maximum} ${what}, and \${length(self.ids)} were found by ${by}.`,
  };
}
