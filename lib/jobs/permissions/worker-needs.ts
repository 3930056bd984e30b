import { arn, iamArn, type Location } from '../../aws/arns';
import { deferredString, type DeferredString } from '../../values/deferred-values';
import type { EnvironmentJobs } from '../environment';
import { workersOf } from '../job';
import type { QueueWorkerJob } from '../queue-worker/queue-worker';
import { notOfAnotherService } from '../own-resources';
import { jobResourcePattern, sendPolicyPattern } from '../resource-names';
import { policyActions, type PermissionRequirement } from './need';

/** Returns the permissions for the services of workers, their task definitions, scaling, alarms and policies. */
export function workerNeeds(environment: EnvironmentJobs): readonly PermissionRequirement[] {
  const workers = workersOf(environment.jobs);
  if (workers.length === 0) return [];
  const { config, location } = environment;
  const pattern = jobResourcePattern(config.service.name);
  const services = arn(location, 'ecs', deferredString`service/${config.service.clusterName}/${pattern}`);
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
      conditions: notOfAnotherService(config),
      why: 'manage the services of the queue workers',
    },
    {
      sid: 'WorkerTaskDefinitions',
      read: [],
      write: ['ecs:RegisterTaskDefinition', 'ecs:TagResource', 'ecs:UntagResource'],
      resources: [arn(location, 'ecs', `task-definition/${pattern}:*`)],
      conditions: notOfAnotherService(config),
      why: 'register the task definitions of the queue workers',
    },
    {
      // These actions have no resource-level permissions.
      sid: 'FindTaskDefinitions',
      read: ['ecs:DescribeTaskDefinition'],
      write: [],
      resources: ['*'],
      why: 'read task definitions',
    },
    {
      sid: 'PassWorkerRoles',
      read: [],
      write: ['iam:PassRole'],
      resources: passedRoles(environment),
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      why: 'pass the task and execution roles to the workers’ tasks',
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
      why: 'read the scaling of the workers’ services',
    },
    {
      // The pattern matches every target, because Application Auto Scaling generates the IDs of targets.
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
      conditions: notOfAnotherService(config),
      why: 'manage the scaling of the workers’ services',
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
      why: 'create the service-linked role of Application Auto Scaling, if the account does not have it',
    },
    ...policyNeeds(environment),
  ];
}

/** Returns the task roles and the execution roles of the workers. */
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

/**
 * Returns each role once, in the order of names, so that another worker with the same role changes no policy. The
 * pattern for looked-up roles is last.
 */
function rolesOf(roleArns: readonly DeferredString[], location: Location): readonly DeferredString[] {
  const known = roleArns.filter((roleArn) => typeof roleArn === 'string');
  return [...[...new Set(known)].sort(), ...(known.length < roleArns.length ? [anyRole(location)] : [])];
}

/** Returns a pattern that matches every role of the account, because a looked-up role is known only during a plan. */
function anyRole(location: Location): DeferredString {
  return iamArn(location, 'role', '/', '*');
}

/**
 * Returns the permissions for the policies of senders and of scale-in protection, and for attaching the policy for
 * scale-in protection to task roles.
 */
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
      conditions: notOfAnotherService(config),
      why: 'manage the policies for senders of messages, and for tasks with scale-in protection',
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
            why: 'attach the policy for scale-in protection to the workers’ task roles',
          },
          {
            sid: 'GetTaskRoles',
            read: ['iam:ListAttachedRolePolicies'],
            write: [],
            resources: attachedTo,
            why: 'read the policies that are attached to the task roles',
          },
        ]),
  ];
}
