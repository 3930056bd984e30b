/**
 * The API calls of Terraform's AWS provider, versions 5.100 and 6, for the generated resources. The e2e suite records
 * every call, and checks that these lists contain each recorded action and no others.
 */
import { deferredString, type DeferredString } from '../../values/deferred-values';
import { arn } from '../../aws/arns';
import { defaultEventBus } from '../../aws/events/event-buses';
import { vendedLogsPrefix } from '../../aws/logs';
import { viaService } from '../../aws/iam/policies';
import type { EnvironmentJobs } from '../environment';
import { alarmsOf, queueNamesOf, rulesOf, stateMachineOf, workersOf } from '../job';
import { notOfAnotherService } from '../own-resources';
import {
  deadLetterQueueName,
  failureRulePattern,
  jobResourcePattern,
  ruleArn,
  runningRuleName,
} from '../resource-names';
import { ruleArnPatterns } from '../roles/rule-arns';
import type { PermissionRequirement, PolicyDocumentName } from './need';
import { roleNeeds } from './role-needs';
import { scheduleNeeds } from './schedule-needs';
import { workerNeeds } from './worker-needs';

/** Returns the permissions for the resources of an environment, and no others, by document. */
export function resourceNeeds(
  environment: EnvironmentJobs,
): Readonly<Record<PolicyDocumentName, readonly PermissionRequirement[]>> {
  const { roles } = environment;
  return {
    jobs: jobNeeds(environment),
    workers: workerNeeds(environment),
    roles: roles.length > 0 ? roleNeeds(environment) : [],
  };
}

function jobNeeds(environment: EnvironmentJobs): readonly PermissionRequirement[] {
  const { jobs } = environment;
  return [
    ...(rulesOf(jobs).length > 0 || environment.failureRules.length > 0 || hasRunningRules(environment)
      ? ruleNeeds(environment)
      : []),
    ...(jobs.some((job) => queueNamesOf(job).length > 0) ? queueNeeds(environment) : []),
    ...subscriptionNeeds(environment),
    ...(environment.managedBucket === undefined ? [] : bucketNeeds(environment, environment.managedBucket)),
    ...(environment.scheduleGroupName !== undefined ? scheduleNeeds(environment) : []),
    ...(jobs.some((job) => stateMachineOf(job) !== undefined) ? stateMachineNeeds(environment) : []),
    ...(environment.lockTableName === undefined ? [] : tableNeeds(environment, environment.lockTableName)),
    ...(environment.alarms.length > 0 || jobs.some((job) => alarmsOf(job).length > 0)
      ? alarmNeeds(environment)
      : []),
    ...(environment.dashboard === undefined ? [] : dashboardNeeds(environment, environment.dashboard.name)),
  ];
}

/**
 * Returns the permissions for rules and their targets. A target has no ARN of its own, so its actions apply to the
 * rule.
 */
function ruleNeeds(environment: EnvironmentJobs): readonly PermissionRequirement[] {
  const { config, location, jobs, failureRules } = environment;
  const isOnDefaultBus = rulesOf(jobs).some(({ eventBusName }) => eventBusName === defaultEventBus);
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
      resources: [
        ...ruleArnPatterns(config, location, jobs),
        ...(failureRules.length === 0
          ? []
          : [ruleArn(location, defaultEventBus, failureRulePattern(config.service.name))]),
        // The pattern for the rules of the jobs on the default bus matches these rules too.
        ...(hasRunningRules(environment) && !isOnDefaultBus
          ? [ruleArn(location, defaultEventBus, runningRuleName(config.service.name, '*'))]
          : []),
      ],
      conditions: notOfAnotherService(config),
      why: 'manage the EventBridge rules of the jobs, and the targets of these rules',
    },
  ];
}

function hasRunningRules({ watch }: EnvironmentJobs): boolean {
  return watch !== undefined && watch.rules.length > 0;
}

/** Returns the permissions for the queues of workers, and for the dead-letter queues of rules and schedules. */
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
      conditions: notOfAnotherService(config),
      why: hasWorkers
        ? 'manage the queues'
        : 'manage the dead-letter queues of EventBridge rules and schedules',
    },
  ];
}

/**
 * Returns the permissions for the subscriptions of queues to topics. For an action on a subscription, SNS checks the
 * permission for the topic: an error of SNS names the ARN of the topic, and not that of the subscription.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
function subscriptionNeeds({ jobs }: EnvironmentJobs): readonly PermissionRequirement[] {
  const subscriptions = workersOf(jobs).flatMap((job) => job.subscriptions);
  const topics = [...new Set(subscriptions.map(({ topicArn }) => topicArn))].sort();
  if (topics.length === 0) return [];
  return [
    {
      sid: 'SubscribeToTopics',
      read: ['sns:GetSubscriptionAttributes', 'sns:ListSubscriptionsByTopic'],
      write: ['sns:SetSubscriptionAttributes', 'sns:Subscribe', 'sns:Unsubscribe'],
      resources: topics,
      why: 'subscribe the queues of workers to SNS topics, and read, change and delete these subscriptions',
    },
  ];
}

/**
 * Returns the permissions for the EventBridge setting of a bucket. The setting is a part of the notifications of the
 * bucket.
 */
function bucketNeeds(
  { location }: EnvironmentJobs,
  bucketName: DeferredString,
): readonly PermissionRequirement[] {
  return [
    {
      sid: 'BucketNotification',
      read: ['s3:GetBucketNotification'],
      write: ['s3:PutBucketNotification'],
      resources: [deferredString`arn:${location.partition}:s3:::${bucketName}`],
      why: 'configure the bucket to send its events to EventBridge',
    },
  ];
}

/** Returns the permissions for the lock table. */
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
      why: 'manage the lock table, which has the active run of each job',
    },
  ];
}

/** Returns the permissions for the dashboard. The ARN of a dashboard has no region. */
function dashboardNeeds({ location }: EnvironmentJobs, name: string): readonly PermissionRequirement[] {
  return [
    {
      sid: 'Dashboard',
      read: ['cloudwatch:GetDashboard'],
      write: ['cloudwatch:DeleteDashboards', 'cloudwatch:PutDashboard'],
      resources: [
        deferredString`arn:${location.partition}:cloudwatch::${location.accountId}:dashboard/${name}`,
      ],
      why: 'manage the dashboard of the jobs',
    },
  ];
}

function alarmNeeds({ config, location }: EnvironmentJobs): readonly PermissionRequirement[] {
  return [
    {
      sid: 'Alarms',
      read: ['cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'],
      write: [
        'cloudwatch:DeleteAlarms',
        'cloudwatch:PutMetricAlarm',
        'cloudwatch:TagResource',
        'cloudwatch:UntagResource',
      ],
      resources: [arn(location, 'cloudwatch', `alarm:${jobResourcePattern(config.service.name)}`)],
      conditions: notOfAnotherService(config),
      why: 'manage the alarms that scale queue workers, and the alarms that notify the SNS topic',
    },
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
      conditions: notOfAnotherService(config),
      why: 'manage the state machines',
    },
    {
      sid: 'Definitions',
      read: ['states:ValidateStateMachineDefinition'],
      write: [],
      resources: ['*'],
      why: 'validate the changed definition of a state machine before the apply',
    },
    {
      // The pattern also matches the streams of a log group, because AWS checks some of the actions on streams.
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
      conditions: notOfAnotherService(config),
      why: 'manage the log groups of the state machines',
    },
    {
      sid: 'FindLogGroups',
      read: ['logs:DescribeLogGroups'],
      write: [],
      resources: ['*'],
      why: 'find the log groups of the state machines',
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
            why: 'let Step Functions encrypt and decrypt the definitions of state machines',
          },
        ]),
  ];
}
