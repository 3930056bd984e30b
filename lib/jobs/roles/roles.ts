/** The roles that an environment's jobs share: who assumes them, and the least that they need. */
import { arn, iamArn, type Location } from '../../aws/arns';
import { Lookup, deferredList, type DeferredString, type DeferredList } from '../../values/deferred-values';
import { policyDocument, trustPolicy, type PolicyDocument, type Statement } from '../../aws/iam/policies';
import type { EnvConfig } from '../../config/env-config';
import {
  isRunJob,
  ruleOf,
  rulesOf,
  runJobsOf,
  schedulesOf,
  stateMachineOf,
  targetKindOf,
  workersOf,
  type Job,
  type RunJob,
} from '../job';
import {
  jobResourcePattern,
  lockTableName,
  roleKinds,
  roleName,
  ruleArn,
  scheduleGroupName,
  type RoleKind,
} from '../resource-names';
import { stepsOf } from '../run/run-plan';
import { clusterArn } from '../run/task';

export interface Role {
  readonly kind: RoleKind;
  /** The name of the role and of its one policy. */
  readonly name: string;
  readonly description: string;
  /** The service of AWS that assumes it. */
  readonly principal: string;
  readonly policyArn: DeferredString;
  readonly trustPolicy: PolicyDocument;
  readonly policy: PolicyDocument;
}

/** The roles that these jobs need. Their policies name the service's jobs by prefix: a new job changes none of them. */
export function buildRoles(config: EnvConfig, location: Location, jobs: readonly Job[]): readonly Role[] {
  return roleKinds.flatMap((kind) => {
    const definition = roleDefinitions[kind];
    const used = jobs.filter(definition.isUsedBy);
    if (used.length === 0) return [];
    const name = roleName(config, kind);
    const role: Role = {
      kind,
      name,
      description: `${definition.purpose} of ${config.service.name}`,
      principal: definition.principal,
      policyArn: iamArn(location, 'policy', config.iamPath, name),
      trustPolicy: trustPolicy(
        definition.principal,
        location.accountId,
        definition.sources(config, location, used),
      ),
      policy: policyDocument(definition.statements(config, location, used)),
    };
    return [role];
  });
}

interface RoleDefinition {
  readonly purpose: string;
  readonly principal: string;
  readonly isUsedBy: (job: Job) => boolean;
  /** What the service assumes the role for: the `aws:SourceArn` of the trust policy. */
  readonly sources: (
    config: EnvConfig,
    location: Location,
    jobs: readonly Job[],
  ) => readonly DeferredString[];
  readonly statements: (config: EnvConfig, location: Location, jobs: readonly Job[]) => readonly Statement[];
}

const roleDefinitions: Readonly<Record<RoleKind, RoleDefinition>> = {
  scheduler: {
    purpose: 'Starts the state machines of the scheduled jobs',
    principal: 'scheduler.amazonaws.com',
    isUsedBy: (job) => schedulesOf(job).length > 0,
    // The Scheduler gives the group as source: a trust of the schedule itself fails.
    sources: ({ service }, location) => [
      arn(location, 'scheduler', `schedule-group/${scheduleGroupName(service.name)}`),
    ],
    statements: (config, location, jobs) => [
      ...(jobs.some(isRunJob) ? [startExecution(config, location)] : []),
      ...sendToQueues(config, location, jobs),
      // A schedule's input is encrypted with the key, and the Scheduler reads it as this role.
      ...(config.kmsKeyArn === undefined
        ? []
        : [{ sid: 'DecryptSchedules', actions: ['kms:Decrypt'], resources: [config.kmsKeyArn] }]),
    ],
  },
  'events-ecs': {
    purpose: 'Starts the tasks of the file upload jobs',
    principal: 'events.amazonaws.com',
    isUsedBy: (job) => targetKindOf(job) === 'ecs_cluster',
    sources: ruleArnPatterns,
    statements: (config, location, jobs) => [runTask(config, location), passRoles(config, runJobsOf(jobs))],
  },
  'events-states': {
    purpose: 'Starts the state machines of the file upload jobs',
    principal: 'events.amazonaws.com',
    isUsedBy: (job) => ruleOf(job) !== undefined && stateMachineOf(job) !== undefined,
    sources: ruleArnPatterns,
    statements: (config, location) => [startExecution(config, location)],
  },
  states: {
    purpose: 'Runs the tasks of the jobs',
    principal: 'states.amazonaws.com',
    isUsedBy: (job) => stateMachineOf(job) !== undefined,
    sources: ({ service }, location) => [
      arn(location, 'states', `stateMachine:${jobResourcePattern(service.name)}`),
    ],
    statements: (config, location, jobs) => [
      ...(jobs.some(isRunJob) ? runTasks(config, location, jobs) : []),
      ...sendToQueues(config, location, jobs),
      {
        // These actions know no resources. https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
        sid: 'DeliverLogs',
        actions: [
          'logs:CreateLogDelivery',
          'logs:DeleteLogDelivery',
          'logs:DescribeLogGroups',
          'logs:DescribeResourcePolicies',
          'logs:GetLogDelivery',
          'logs:ListLogDeliveries',
          'logs:PutResourcePolicy',
          'logs:UpdateLogDelivery',
        ],
        resources: ['*'],
      },
      ...(config.tracing
        ? [
            {
              // Nor do these. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html
              sid: 'WriteTraces',
              actions: [
                'xray:GetSamplingRules',
                'xray:GetSamplingTargets',
                'xray:PutTelemetryRecords',
                'xray:PutTraceSegments',
              ],
              resources: ['*'],
            },
          ]
        : []),
      ...(config.kmsKeyArn === undefined
        ? []
        : [
            {
              sid: 'EncryptExecutions',
              actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
              resources: [config.kmsKeyArn],
            },
          ]),
    ],
  },
};

/** The rules of a service's jobs, on each of the buses that they are on. */
export function ruleArnPatterns(
  { service }: EnvConfig,
  location: Location,
  jobs: readonly Job[],
): readonly DeferredString[] {
  const buses = new Set(rulesOf(jobs).map(({ eventBusName }) => eventBusName));
  return [...buses].sort().map((bus) => ruleArn(location, bus, jobResourcePattern(service.name)));
}

function startExecution({ service }: EnvConfig, location: Location): Statement {
  return {
    sid: 'StartExecutions',
    actions: ['states:StartExecution'],
    resources: [arn(location, 'states', `stateMachine:${jobResourcePattern(service.name)}`)],
  };
}

/** What a schedule or a state machine puts into a worker's queue; SQS encrypts it as the role that sends it. */
function sendToQueues(
  { service }: EnvConfig,
  location: Location,
  jobs: readonly Job[],
): readonly Statement[] {
  const workers = workersOf(jobs);
  if (workers.length === 0) return [];
  const keys = new Set(
    workers.flatMap(({ queue }) => (queue.kmsKeyArn === undefined ? [] : [queue.kmsKeyArn])),
  );
  return [
    {
      sid: 'SendMessages',
      actions: ['sqs:SendMessage'],
      resources: [arn(location, 'sqs', jobResourcePattern(service.name))],
    },
    ...(keys.size === 0
      ? []
      : [
          {
            sid: 'EncryptMessages',
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [...keys].sort(),
          },
        ]),
  ];
}

function runTask({ service }: EnvConfig, location: Location): Statement {
  return {
    sid: 'RunTasks',
    actions: ['ecs:RunTask'],
    resources: [arn(location, 'ecs', `task-definition/${service.taskDefinitionFamily}:*`)],
    conditions: { ArnEquals: { 'ecs:cluster': clusterArn(location, service.clusterName) } },
  };
}

/** What a state machine needs that starts tasks and waits for them. */
function runTasks(config: EnvConfig, location: Location, jobs: readonly Job[]): readonly Statement[] {
  return [
    runTask(config, location),
    {
      sid: 'DescribeAndStopTasks',
      actions: ['ecs:DescribeTasks', 'ecs:StopTask'],
      resources: [arn(location, 'ecs', `task/${config.service.clusterName}/*`)],
    },
    passRoles(config, runJobsOf(jobs)),
    ...keepLocks(config, location, jobs),
    {
      // The rule through which Step Functions learns how a task ended; it makes and keeps it by itself.
      sid: 'SubscribeToTaskEvents',
      actions: ['events:DescribeRule', 'events:PutRule', 'events:PutTargets'],
      resources: [arn(location, 'events', 'rule/StepFunctionsGetEventsForECSTaskRule')],
    },
  ];
}

/** Only where a job must not run twice at once: its run asks who else does, and may stop it. */
function keepLocks({ service }: EnvConfig, location: Location, jobs: readonly Job[]): readonly Statement[] {
  const overlaps = new Set(runJobsOf(jobs).map(({ run }) => run.overlap));
  if (!overlaps.has('skip') && !overlaps.has('replace')) return [];
  return [
    {
      sid: 'UseLockTable',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      resources: [arn(location, 'dynamodb', `table/${lockTableName(service.name)}`)],
    },
    {
      // Of runs, not of machines.
      sid: 'DescribeExecutions',
      actions: ['states:DescribeExecution', ...(overlaps.has('replace') ? ['states:StopExecution'] : [])],
      resources: [arn(location, 'states', `execution:${jobResourcePattern(service.name)}`)],
    },
  ];
}

/** ECS gets the execution role, and of the task roles those that a job's task runs with. */
function passRoles({ service }: EnvConfig, jobs: readonly Pick<RunJob, 'run'>[]): Statement {
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
