/**
 * What Terraform's AWS provider calls for the resources that we make, of provider 5.100 and 6. The e2e suite in e2e/ records
 * every call and holds these lists against it: none is missing, and none is there for nothing.
 */
import { arn } from '../../aws/arns';
import { vendedLogsPrefix } from '../../aws/logs';
import { viaService } from '../../aws/iam/policies';
import type { EnvironmentJobs } from '../environment';
import { queueNamesOf, rulesOf, stateMachineOf, workersOf } from '../job';
import { deadLetterQueueName, jobResourcePattern, scheduleGroupName } from '../resource-names';
import { ruleArnPatterns } from '../roles/rule-arns';
import type { PermissionRequirement } from './need';
import { roleNeeds } from './role-needs';
import { workerNeeds } from './worker-needs';

/** The needs of all resources of an environment, and of none that it doesn't make. */
export function resourceNeeds(environment: EnvironmentJobs): readonly PermissionRequirement[] {
  const { jobs, roles } = environment;
  if (jobs.length === 0) return [];
  return [
    ...(rulesOf(jobs).length > 0 ? ruleNeeds(environment) : []),
    ...(jobs.some((job) => queueNamesOf(job).length > 0) ? queueNeeds(environment) : []),
    ...(environment.managedBucket === undefined ? [] : bucketNeeds(environment, environment.managedBucket)),
    ...(environment.scheduleGroupName !== undefined ? scheduleNeeds(environment) : []),
    ...(jobs.some((job) => stateMachineOf(job) !== undefined) ? stateMachineNeeds(environment) : []),
    ...(environment.lockTableName === undefined ? [] : tableNeeds(environment, environment.lockTableName)),
    ...workerNeeds(environment),
    ...(roles.length > 0 ? roleNeeds(environment) : []),
  ];
}

/** Rules and their targets: IAM knows a target by its rule. */
function ruleNeeds({ config, location, jobs }: EnvironmentJobs): readonly PermissionRequirement[] {
  return [
    {
      sid: 'Rules',
      read: ['events:DescribeRule', 'events:ListTagsForResource', 'events:ListTargetsByRule'],
      write: [
        'events:DeleteRule',
        'events:PutRule',
        'events:PutTargets',
        'events:RemoveTargets',
        'events:TagResource',
        'events:UntagResource',
      ],
      resources: ruleArnPatterns(config, location, jobs),
      why: jobs.some(({ type }) => type === 'event_job')
        ? 'create, change and delete the rules of the jobs and their targets'
        : 'keep the rules of the file upload jobs and their targets',
    },
  ];
}

/** The queues of workers, and of events that could not be handed over. */
function queueNeeds({ config, location, jobs }: EnvironmentJobs): readonly PermissionRequirement[] {
  const hasWorkers = workersOf(jobs).length > 0;
  const queues = hasWorkers
    ? jobResourcePattern(config.service.name)
    : deadLetterQueueName(config.service.name, '*');
  return [
    {
      sid: hasWorkers ? 'Queues' : 'DeadLetterQueues',
      read: ['sqs:GetQueueAttributes', 'sqs:ListQueueTags'],
      write: [
        'sqs:CreateQueue',
        'sqs:DeleteQueue',
        'sqs:SetQueueAttributes',
        'sqs:TagQueue',
        'sqs:UntagQueue',
      ],
      resources: [arn(location, 'sqs', queues)],
      why: hasWorkers ? 'keep the queues' : 'keep the dead-letter queues of the rules',
    },
  ];
}

/** The switch of a bucket, which is a part of its notifications. */
function bucketNeeds({ location }: EnvironmentJobs, bucketName: string): readonly PermissionRequirement[] {
  return [
    {
      sid: 'BucketNotification',
      read: ['s3:GetBucketNotification'],
      write: ['s3:PutBucketNotification'],
      resources: [`arn:${location.partition}:s3:::${bucketName}`],
      why: 'have the bucket send its events to EventBridge',
    },
  ];
}

/** The table of locks. */
function tableNeeds({ location }: EnvironmentJobs, tableName: string): readonly PermissionRequirement[] {
  return [
    {
      sid: 'JobLocks',
      read: [
        'dynamodb:DescribeContinuousBackups',
        'dynamodb:DescribeTable',
        'dynamodb:DescribeTimeToLive',
        'dynamodb:ListTagsOfResource',
      ],
      write: [
        'dynamodb:CreateTable',
        'dynamodb:DeleteTable',
        'dynamodb:TagResource',
        'dynamodb:UntagResource',
      ],
      resources: [arn(location, 'dynamodb', `table/${tableName}`)],
      why: 'keep the table that says which run of a job goes on',
    },
  ];
}

function scheduleNeeds({ config, location }: EnvironmentJobs): readonly PermissionRequirement[] {
  const group = scheduleGroupName(config.service.name);
  return [
    {
      // Whoever deletes a group deletes its schedules, and needs to be allowed to, whatever they are called.
      // https://docs.aws.amazon.com/scheduler/latest/UserGuide/security_iam_id-based-policy-examples.html
      sid: 'Schedules',
      read: ['scheduler:GetSchedule'],
      write: ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule', 'scheduler:UpdateSchedule'],
      resources: [arn(location, 'scheduler', `schedule/${group}/*`)],
      why: 'keep the schedules',
    },
    {
      sid: 'ScheduleGroup',
      read: ['scheduler:GetScheduleGroup', 'scheduler:ListTagsForResource'],
      write: [
        'scheduler:CreateScheduleGroup',
        'scheduler:DeleteScheduleGroup',
        'scheduler:TagResource',
        'scheduler:UntagResource',
      ],
      resources: [arn(location, 'scheduler', `schedule-group/${group}`)],
      why: 'keep their group',
    },
    ...(config.kmsKeyArn === undefined
      ? []
      : [
          {
            // https://docs.aws.amazon.com/scheduler/latest/UserGuide/security_iam_id-based-policy-examples.html
            sid: 'UseScheduleKey',
            read: [],
            write: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
            resources: [config.kmsKeyArn],
            conditions: viaService('scheduler', config.region),
            why: 'have the Scheduler encrypt what a schedule hands on',
          },
        ]),
  ];
}

function stateMachineNeeds({ config, location }: EnvironmentJobs): readonly PermissionRequirement[] {
  const pattern = jobResourcePattern(config.service.name);
  return [
    {
      sid: 'StateMachines',
      read: ['states:DescribeStateMachine', 'states:ListStateMachineVersions', 'states:ListTagsForResource'],
      write: [
        'states:CreateStateMachine',
        'states:DeleteStateMachine',
        'states:TagResource',
        'states:UntagResource',
        'states:UpdateStateMachine',
      ],
      resources: [arn(location, 'states', `stateMachine:${pattern}`)],
      why: 'keep the state machines',
    },
    {
      sid: 'Definitions',
      read: ['states:ValidateStateMachineDefinition'],
      write: [],
      resources: ['*'],
      why: 'have AWS check a changed definition before it is applied',
    },
    {
      // With what may follow the name: some actions are checked on the group's streams.
      sid: 'LogGroups',
      read: ['logs:ListTagsForResource'],
      write: [
        ...(config.kmsKeyArn === undefined ? [] : ['logs:AssociateKmsKey']),
        'logs:CreateLogGroup',
        'logs:DeleteLogGroup',
        ...(config.kmsKeyArn === undefined ? [] : ['logs:DisassociateKmsKey']),
        'logs:PutRetentionPolicy',
        'logs:TagResource',
        'logs:UntagResource',
      ],
      resources: [arn(location, 'logs', `log-group:${vendedLogsPrefix}${pattern}`)],
      why: 'keep the log groups of the runs',
    },
    {
      sid: 'FindLogGroups',
      read: ['logs:DescribeLogGroups'],
      write: [],
      resources: ['*'],
      why: 'find the log groups',
    },
    ...(config.kmsKeyArn === undefined
      ? []
      : [
          {
            // https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
            sid: 'UseStateMachineKey',
            read: ['kms:Decrypt'],
            write: ['kms:DescribeKey', 'kms:GenerateDataKey'],
            resources: [config.kmsKeyArn],
            conditions: viaService('states', config.region),
            why: 'have Step Functions encrypt definitions, and read them',
          },
        ]),
  ];
}
