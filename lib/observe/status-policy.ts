/** The permissions that `status` needs. A test compares them with the calls of the reader. */
import { arn } from '../aws/arns';
import {
  literalInPolicy,
  policyDocument,
  viaService,
  type PolicyDocument,
  type Statement,
} from '../aws/iam/policies';
import { StringWithLookups, type DeferredString } from '../values/deferred-values';
import type { EnvironmentJobs } from '../jobs/environment';
import { isRunJob, queueNamesOf, schedulesOf, stateMachineOf, workersOf, type Job } from '../jobs/job';
import { alarmNamesOf } from './collect-alarm-names';
import { jobResourcePattern } from '../jobs/resource-names';
import { clusterArn } from '../jobs/run/ecs-task/task';

/**
 * Returns the policy for reading the status of an environment. It allows no changes. `sts:GetCallerIdentity` needs no
 * permission.
 *
 * @returns `undefined` if the environment has no jobs.
 */
export function statusPolicy(environment: EnvironmentJobs): PolicyDocument | undefined {
  const statements = statementsOf(environment);
  if (statements.length === 0) return undefined;
  return policyDocument(statements);
}

function statementsOf(environment: EnvironmentJobs): readonly Statement[] {
  const { config, location, jobs } = environment;
  const pattern = jobResourcePattern(config.service.name);
  const has = (test: (job: Job) => boolean): boolean => jobs.some(test);
  const hasMachines = has((job) => stateMachineOf(job) !== undefined);
  const hasSchedules = has((job) => schedulesOf(job).length > 0);
  const hasWorkers = workersOf(jobs).length > 0;
  const listsTasks = hasWorkers || has((job) => isRunJob(job) && job.target.kind === 'ecs_cluster');
  const cluster = plain(clusterArn(location, config.service.clusterName));
  const clusterName = plain(config.service.clusterName);
  const when = (condition: boolean, ...statements: readonly Statement[]): readonly Statement[] =>
    condition ? statements : [];
  const on = (service: string, resource: string): readonly string[] => [
    plain(arn(location, service, resource)),
  ];
  return [
    ...when(
      hasMachines,
      {
        sid: 'ListRuns',
        actions: ['states:ListExecutions'],
        resources: on('states', `stateMachine:${pattern}`),
      },
      {
        sid: 'DescribeRuns',
        actions: ['states:DescribeExecution', 'states:GetExecutionHistory'],
        resources: on('states', `execution:${pattern}:*`),
      },
    ),
    ...when(hasSchedules, {
      sid: 'Schedules',
      actions: ['scheduler:GetSchedule'],
      resources: on('scheduler', `schedule/${environment.scheduleGroupName ?? ''}/${pattern}`),
    }),
    ...keyStatements(environment, hasMachines, hasSchedules),
    ...when(
      has((job) => queueNamesOf(job).length > 0),
      {
        sid: 'Queues',
        actions: ['sqs:GetQueueAttributes'],
        resources: on('sqs', pattern),
      },
    ),
    ...when(alarmNamesOf(environment).length > 0, {
      // CloudWatch checks the pattern of all alarms, even if a request has names.
      sid: 'Alarms',
      actions: ['cloudwatch:DescribeAlarms'],
      resources: on('cloudwatch', 'alarm:*'),
    }),
    ...when(hasWorkers, {
      sid: 'Services',
      actions: ['ecs:DescribeServices'],
      resources: on('ecs', `service/${clusterName}/${pattern}`),
    }),
    ...when(
      listsTasks,
      {
        // ECS checks `*`, because the request names no container instance.
        sid: 'ListTasks',
        actions: ['ecs:ListTasks'],
        resources: ['*'],
        conditions: { ArnEquals: { 'ecs:cluster': cluster } },
      },
      { sid: 'DescribeTasks', actions: ['ecs:DescribeTasks'], resources: on('ecs', `task/${clusterName}/*`) },
    ),
    ...when(
      jobs.length > 0,
      // This action has no resources.
      { sid: 'FindLogs', actions: ['ecs:DescribeTaskDefinition'], resources: ['*'] },
      {
        // The task definition names the log group, and env-config does not.
        sid: 'ReadLogs',
        actions: ['logs:GetLogEvents'],
        resources: on('logs', `log-group:*:log-stream:*/${literalInPolicy(config.service.containerName)}/*`),
      },
    ),
  ];
}

/** Step Functions and the Scheduler decrypt what they return with the permissions of the caller. */
function keyStatements(
  { config: { kmsKeyArn, region } }: EnvironmentJobs,
  hasMachines: boolean,
  hasSchedules: boolean,
): readonly Statement[] {
  if (kmsKeyArn === undefined) return [];
  const decrypt = (sid: string, service: string): Statement => ({
    sid,
    actions: ['kms:Decrypt'],
    resources: [plain(kmsKeyArn)],
    conditions: viaService(service, region),
  });
  return [
    ...(hasMachines ? [decrypt('DecryptRuns', 'states')] : []),
    ...(hasSchedules ? [decrypt('DecryptSchedules', 'scheduler')] : []),
  ];
}

/** Returns a text with `*` for each value that is looked up. */
function plain(text: DeferredString): string {
  if (!(text instanceof StringWithLookups)) return text;
  return text.parts.map((part) => (typeof part === 'string' ? part : '*')).join('');
}
