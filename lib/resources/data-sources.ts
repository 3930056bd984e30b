/** The data sources for values that the configuration does not set, and for the task definitions of workers. */
import type { EnvConfig, ServiceConfig } from '../config/env-config';
import { jobAddress, sharedAddress } from '../jobs/addresses';
import type { EnvironmentJobs } from '../jobs/environment';
import { isRunJob, workersOf, type Job } from '../jobs/job';
import type { QueueWorkerJob } from '../jobs/queue-worker/queue-worker';
import type { DeferredString } from '../values/deferred-values';
import type { KnownValues } from './lookups';
import { networkSources } from './network-sources';
import { describeResource, type Condition, type TerraformResource } from './resource';
import { expression, Quoted, template, type Expression } from './terraform-values';

/**
 * Describes the data sources of an environment. Values in `known` need no data source.
 *
 * @param areRolesPassed - An expression that is true if the task definition needs no roles; `undefined` if it always
 *   needs them.
 */
export function dataSources(
  { config, jobs }: Pick<EnvironmentJobs, 'config' | 'jobs'>,
  known: KnownValues,
  areRolesPassed?: Expression,
): readonly TerraformResource[] {
  return [
    ...(config.accountId === undefined && known.account_id === undefined ? [accountSource()] : []),
    ...networkSources(config.service, known),
    ...serviceTaskDefinitionSources(config, jobs, known, areRolesPassed),
    ...workersOf(jobs)
      .filter(({ taskDefinition }) => taskDefinition.usesOwnSource)
      .map(ownTaskDefinitionSource),
  ];
}

function accountSource(): TerraformResource {
  return describeResource(sharedAddress('account'), ['lookups', 'account'], {});
}

function serviceTaskDefinitionSources(
  { service }: EnvConfig,
  jobs: readonly Job[],
  known: KnownValues,
  areRolesPassed: Expression | undefined,
): readonly TerraformResource[] {
  const workers = workersOf(jobs);
  const isTaskRoleUnknown = service.taskRoleArn === undefined && known.task_role_arn === undefined;
  const isExecutionRoleUnknown =
    service.executionRoleArn === undefined && known.execution_role_arn === undefined;
  const needsRoles =
    (isTaskRoleUnknown && jobs.some(usesServiceTaskRole)) ||
    (isExecutionRoleUnknown && jobs.some(usesServiceExecutionRole));
  const isSource = workers.some(({ taskDefinition }) => !taskDefinition.usesOwnSource);
  if (!needsRoles && !isSource) return [];
  const { taskDefinitionFamily, containerName } = service;
  return [
    describeResource(
      sharedAddress('service_task_definition'),
      ['lookups', 'task_definition'],
      { taskDefinition: taskDefinitionFamily },
      {
        lifecycle: {
          postcondition: [
            ...(needsRoles
              ? [unless(areRolesPassed, rolesExist(service, workers.length > 0 && isTaskRoleUnknown))]
              : []),
            ...(isSource ? [containerExists(taskDefinitionFamily, containerName)] : []),
          ],
        },
      },
    ),
  ];
}

function ownTaskDefinitionSource(job: QueueWorkerJob): TerraformResource {
  const { sourceFamily, containerName } = job.taskDefinition;
  return describeResource(
    jobAddress(job, 'source_task_definition'),
    ['lookups', `task_definition of ${job.name}`],
    { taskDefinition: sourceFamily },
    { lifecycle: { postcondition: [containerExists(sourceFamily, containerName)] } },
  );
}

/** Returns whether a job's tasks can use the task role of the service. A worker's own `task_role_arn` replaces that role. */
function usesServiceTaskRole(job: Job): boolean {
  return isRunJob(job) || typeof job.taskDefinition.taskRoleArn !== 'string';
}

/**
 * Returns whether ECS starts a job's tasks with the execution role of the service. A worker that has a different task
 * definition as its source uses the execution role of that task definition.
 */
function usesServiceExecutionRole(job: Job): boolean {
  return isRunJob(job) || !job.taskDefinition.usesOwnSource;
}

/**
 * Returns the condition that the task definition has roles. A worker needs the task role, because the policy of its
 * queue refers to that role.
 */
function rolesExist({ taskDefinitionFamily: family }: ServiceConfig, isTaskRoleNeeded: boolean): Condition {
  if (isTaskRoleNeeded)
    return {
      condition: expression`length(compact([self.task_role_arn])) > 0`,
      errorMessage: template`The task definition ${family} has no task role, which a worker needs to receive messages; add a task role to it, or set service.task_role_arn.`,
    };
  return {
    condition: expression`length(compact([self.task_role_arn, self.execution_role_arn])) > 0`,
    errorMessage: template`The task definition ${family} has neither a task role nor an execution role; set service.task_role_arn and service.execution_role_arn.`,
  };
}

/** Returns a condition that is also true if the exception is true. */
function unless(exception: Expression | undefined, { condition, errorMessage }: Condition): Condition {
  if (exception === undefined) return { condition, errorMessage };
  return { condition: expression`${exception} || ${condition}`, errorMessage };
}

function containerExists(family: DeferredString, containerName: string): Condition {
  return {
    condition: expression`contains(jsondecode(self.container_definitions)[*].name, ${new Quoted(containerName)})`,
    errorMessage: template`The task definition ${family} has no container ${containerName}; set service.container_name.`,
  };
}
