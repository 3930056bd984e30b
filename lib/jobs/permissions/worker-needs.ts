import { arn, iamArn, type Location } from '../../aws/arns';
import type { DeferredString } from '../../values/deferred-values';
import type { EnvironmentJobs } from '../environment';
import { workersOf } from '../job';
import type { QueueWorkerJob } from '../queue-worker/queue-worker';
import { jobResourcePattern, sendPolicyPattern } from '../resource-names';
import { policyActions, type PermissionRequirement } from './need';

/** What Terraform calls for queues, services and their scaling. */
export function workerNeeds(environment: EnvironmentJobs): readonly PermissionRequirement[] {
  const workers = workersOf(environment.jobs);
  if (workers.length === 0) return [];
  const { config, location } = environment;
  const pattern = jobResourcePattern(config.service.name);
  const services = arn(location, 'ecs', `service/${config.service.clusterName}/${pattern}`);
  const isScheduled = workers.some(({ scaling }) => scaling.scheduledActions.length > 0);
  return [
    {
      sid: 'WorkerServices',
      read: ['ecs:DescribeServices'],
      write: [
        'ecs:CreateService',
        'ecs:DeleteService',
        'ecs:TagResource',
        'ecs:UntagResource',
        'ecs:UpdateService',
      ],
      resources: [services],
      why: 'keep the services of the queue workers',
    },
    {
      sid: 'WorkerTaskDefinitions',
      read: [],
      write: ['ecs:RegisterTaskDefinition', 'ecs:TagResource', 'ecs:UntagResource'],
      resources: [arn(location, 'ecs', `task-definition/${pattern}:*`)],
      why: 'keep their task definitions',
    },
    {
      // These actions know no resources.
      sid: 'FindTaskDefinitions',
      read: ['ecs:DescribeTaskDefinition'],
      write: ['ecs:DeregisterTaskDefinition'],
      resources: ['*'],
      why: 'read task definitions, and take revisions back that nobody uses any more',
    },
    {
      sid: 'PassWorkerRoles',
      read: [],
      write: ['iam:PassRole'],
      resources: passedRoles(environment),
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      why: 'have the workers’ tasks run with their roles',
    },
    {
      sid: 'DescribeScaling',
      read: [
        'application-autoscaling:DescribeScalableTargets',
        'application-autoscaling:DescribeScalingPolicies',
        ...(isScheduled ? ['application-autoscaling:DescribeScheduledActions'] : []),
      ],
      write: [],
      resources: ['*'],
      why: 'find how the services are scaled',
    },
    {
      // Application Auto Scaling makes up the names of its targets.
      sid: 'Scaling',
      read: ['application-autoscaling:ListTagsForResource'],
      write: [
        'application-autoscaling:DeleteScalingPolicy',
        ...(isScheduled
          ? ['application-autoscaling:DeleteScheduledAction', 'application-autoscaling:PutScheduledAction']
          : []),
        'application-autoscaling:DeregisterScalableTarget',
        'application-autoscaling:PutScalingPolicy',
        'application-autoscaling:RegisterScalableTarget',
        'application-autoscaling:TagResource',
        'application-autoscaling:UntagResource',
      ],
      resources: [arn(location, 'application-autoscaling', 'scalable-target/*')],
      why: 'keep how they are scaled',
    },
    {
      // https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-service-linked-roles.html
      sid: 'CreateScalingServiceLinkedRole',
      read: [],
      write: ['iam:CreateServiceLinkedRole'],
      resources: [
        iamArn(
          location,
          'role',
          '/aws-service-role/ecs.application-autoscaling.amazonaws.com/',
          'AWSServiceRoleForApplicationAutoScaling_ECSService',
        ),
      ],
      conditions: { StringLike: { 'iam:AWSServiceName': 'ecs.application-autoscaling.amazonaws.com' } },
      why: 'have the account’s own role for scaling services made, should there be none yet',
    },
    {
      sid: 'Alarms',
      read: ['cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'],
      write: [
        'cloudwatch:DeleteAlarms',
        'cloudwatch:PutMetricAlarm',
        'cloudwatch:TagResource',
        'cloudwatch:UntagResource',
      ],
      resources: [arn(location, 'cloudwatch', `alarm:${pattern}`)],
      why: 'keep the alarms that scale the services, and those that tell somebody',
    },
    ...policyNeeds(environment),
  ];
}

/** The roles of the workers' tasks, and those that start them. */
function passedRoles({ location, jobs }: EnvironmentJobs): readonly DeferredString[] {
  const definitions = workersOf(jobs).map(({ taskDefinition }) => taskDefinition);
  return rolesOf(
    definitions.flatMap(({ taskRoleArn, executionRoleArn }) => [taskRoleArn, executionRoleArn]),
    location,
  );
}

function taskRoleOf({ taskDefinition: { taskRoleArn } }: QueueWorkerJob): DeferredString {
  return taskRoleArn;
}

/** Each role once and in the order of their names, so that a worker more changes nothing; a role that is looked up last. */
function rolesOf(roleArns: readonly DeferredString[], location: Location): readonly DeferredString[] {
  const known = roleArns.filter((roleArn) => typeof roleArn === 'string');
  return [...[...new Set(known)].sort(), ...(known.length < roleArns.length ? [anyRole(location)] : [])];
}

/** What the task definition says at plan may be any role of the account. */
function anyRole(location: Location): DeferredString {
  return iamArn(location, 'role', '/', '*');
}

/** The policies that senders and tasks get, and the roles that ours is attached to. */
function policyNeeds({
  config,
  jobs,
  location,
  taskProtection,
}: EnvironmentJobs): readonly PermissionRequirement[] {
  const sendPolicies = iamArn(location, 'policy', config.iamPath, sendPolicyPattern(config));
  const protection = taskProtection?.policy.arn;
  const attachedTo = rolesOf(
    workersOf(jobs)
      .filter(({ protection: role }) => role !== undefined)
      .map(taskRoleOf),
    location,
  );
  return [
    {
      sid: 'WorkerPolicies',
      ...policyActions,
      resources: [sendPolicies, ...(protection === undefined ? [] : [protection])],
      why: 'keep the policies of who sends messages, and of tasks that protect themselves',
    },
    ...(protection === undefined
      ? []
      : [
          {
            sid: 'AttachToTaskRoles',
            read: [],
            write: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
            resources: attachedTo,
            conditions: { ArnEquals: { 'iam:PolicyARN': protection } },
            why: 'let the workers’ tasks protect themselves',
          },
          {
            sid: 'GetTaskRoles',
            read: ['iam:ListAttachedRolePolicies'],
            write: [],
            resources: attachedTo,
            why: 'see whether they may',
          },
        ]),
  ];
}
