/** The permissions of rules and state machines to launch tasks and to wait for them. */
import { countsSkippedRuns } from '../alarms/skipped-runs';
import { arn, type Location } from '../../aws/arns';
import type { Statement } from '../../aws/iam/policies';
import type { EnvConfig } from '../../config/env-config';
import { Lookup, deferredList, deferredString, type DeferredList } from '../../values/deferred-values';
import { compare } from '../../text/compare';
import { runJobsOf, stateMachineOf, type Job, type RunJob } from '../job';
import { notOfAnotherService, taggedByService } from '../own-resources';
import { jobResourcePattern, lockTableName } from '../resource-names';
import { stepsOf } from '../run/run-plan';
import { clusterArn } from '../run/ecs-task/task';
import type { RoleStatement } from './fit-statements';

/** Returns the statement that allows the launch of the jobs' tasks. */
export function runTask({ service }: EnvConfig, location: Location): Statement {
  return {
    sid: 'RunTasks',
    actions: ['ecs:RunTask'],
    resources: [arn(location, 'ecs', deferredString`task-definition/${service.taskDefinitionFamily}:*`)],
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
    resources: [arn(location, 'ecs', deferredString`task/${service.clusterName}/*`)],
    conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
  };
}

/** Returns the statements of a state machine that launches tasks and waits for them. */
export function runTasks(
  config: EnvConfig,
  location: Location,
  jobs: readonly Job[],
): readonly RoleStatement[] {
  const tasks = [arn(location, 'ecs', deferredString`task/${config.service.clusterName}/*`)];
  return [
    runTask(config, location),
    tagTasks(config, location),
    {
      // A run waits for its task with this action. The condition accepts tasks without the tag, because an earlier version
      // started tasks without it, and runs that wait for such tasks must not fail.
      sid: 'DescribeTasks',
      actions: ['ecs:DescribeTasks'],
      resources: tasks,
      conditions: notOfAnotherService(config),
    },
    { sid: 'StopTasks', actions: ['ecs:StopTask'], resources: tasks, conditions: taggedByService(config) },
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
function useLockTable(config: EnvConfig, location: Location, jobs: readonly Job[]): readonly RoleStatement[] {
  const { service } = config;
  const withOverlap = (overlap: RunJob['run']['overlap']) =>
    runJobsOf(jobs).filter(({ run }) => run.overlap === overlap);
  const skipping = withOverlap('skip');
  const replacing = withOverlap('replace');
  if (skipping.length + replacing.length === 0) return [];
  return [
    {
      sid: 'UseLockTable',
      actions: [
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        ...(skipping.some(countsSkippedRuns) ? ['dynamodb:UpdateItem'] : []),
      ],
      resources: [arn(location, 'dynamodb', `table/${lockTableName(service.name)}`)],
    },
    ...(skipping.length === 0
      ? []
      : [
          {
            sid: 'DescribeExecutions',
            actions: ['states:DescribeExecution'],
            ...executionsOf(config, location, skipping),
          },
        ]),
    ...(replacing.length === 0
      ? []
      : [
          {
            sid: 'DescribeAndStopExecutions',
            actions: ['states:DescribeExecution', 'states:StopExecution'],
            ...executionsOf(config, location, replacing),
          },
        ]),
  ];
}

/**
 * Returns the executions of the jobs. An execution has the tags of its state machine.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/tag-based-policies.html
 */
function executionsOf(
  config: EnvConfig,
  location: Location,
  jobs: readonly Job[],
): Pick<RoleStatement, 'resources' | 'byPattern'> {
  const names = jobs.flatMap((job) => stateMachineOf(job)?.stateMachine.name ?? []);
  return {
    resources: names.sort(compare).map((name) => arn(location, 'states', `execution:${name}:*`)),
    byPattern: {
      resources: [arn(location, 'states', `execution:${jobResourcePattern(config.service.name)}`)],
      conditions: notOfAnotherService(config),
    },
  };
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
