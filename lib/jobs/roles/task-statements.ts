/** The permissions of rules and state machines to launch tasks and to wait for them. */
import { arn, type Location } from '../../aws/arns';
import type { Statement } from '../../aws/iam/policies';
import type { EnvConfig } from '../../config/env-config';
import { Lookup, deferredList, type DeferredList } from '../../values/deferred-values';
import { runJobsOf, type Job, type RunJob } from '../job';
import { jobResourcePattern, lockTableName } from '../resource-names';
import { stepsOf } from '../run/run-plan';
import { clusterArn } from '../run/task';

/** Returns the statement that allows the launch of the jobs' tasks. */
export function runTask({ service }: EnvConfig, location: Location): Statement {
  return {
    sid: 'RunTasks',
    actions: ['ecs:RunTask'],
    resources: [arn(location, 'ecs', `task-definition/${service.taskDefinitionFamily}:*`)],
    conditions: { ArnEquals: { 'ecs:cluster': clusterArn(location, service.clusterName) } },
  };
}

/**
 * Returns the statement that allows tags for a task that is being launched, and for no other task.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
 */
export function tagTasks({ service }: EnvConfig, location: Location): Statement {
  return {
    sid: 'TagTasks',
    actions: ['ecs:TagResource'],
    resources: [arn(location, 'ecs', `task/${service.clusterName}/*`)],
    conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
  };
}

/** Returns the statements of a state machine that launches tasks and waits for them. */
export function runTasks(config: EnvConfig, location: Location, jobs: readonly Job[]): readonly Statement[] {
  return [
    runTask(config, location),
    tagTasks(config, location),
    {
      sid: 'DescribeAndStopTasks',
      actions: ['ecs:DescribeTasks', 'ecs:StopTask'],
      resources: [arn(location, 'ecs', `task/${config.service.clusterName}/*`)],
    },
    passRoles(config, runJobsOf(jobs)),
    ...useLockTable(config, location, jobs),
    {
      // Step Functions creates this rule itself, to receive the events of tasks that stop.
      sid: 'SubscribeToTaskEvents',
      actions: ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
      resources: [arn(location, 'events', 'rule/StepFunctionsGetEventsForECSTaskRule')],
    },
  ];
}

/**
 * Returns the statements for the lock table; an empty list if all runs may overlap. A run reads the status of the run
 * that holds the lock, and may stop that run.
 */
function useLockTable(
  { service }: EnvConfig,
  location: Location,
  jobs: readonly Job[],
): readonly Statement[] {
  const overlaps = new Set(runJobsOf(jobs).map(({ run }) => run.overlap));
  if (!overlaps.has('skip') && !overlaps.has('replace')) return [];
  return [
    {
      sid: 'UseLockTable',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      resources: [arn(location, 'dynamodb', `table/${lockTableName(service.name)}`)],
    },
    {
      // The resources of these actions are executions, not state machines.
      sid: 'DescribeExecutions',
      actions: ['states:DescribeExecution', ...(overlaps.has('replace') ? ['states:StopExecution'] : [])],
      resources: [arn(location, 'states', `execution:${jobResourcePattern(service.name)}`)],
    },
  ];
}

/** Returns the statement that lets a role pass the execution role, and each job's task role, to ECS. */
export function passRoles({ service }: EnvConfig, jobs: readonly Pick<RunJob, 'run'>[]): Statement {
  const serviceRole = service.taskRoleArn ?? new Lookup('task_role_arn');
  const taskRoles = jobs.flatMap(({ run }) =>
    stepsOf(run).map(({ task }) => task.overrides.task_role_arn ?? serviceRole),
  );
  const roles: DeferredList = deferredList([
    ...new Set([...taskRoles, service.executionRoleArn ?? new Lookup('execution_role_arn')]),
  ]);
  return {
    sid: 'PassRolesToTasks',
    actions: ['iam:PassRole'],
    resources: roles,
    conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  };
}
