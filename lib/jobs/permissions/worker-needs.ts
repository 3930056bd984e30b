import { arn, iamArn } from '../../aws/arns';
import type { Text } from '../../aws/lookups';
import type { EnvironmentJobs } from '../environment';
import { workersOf } from '../job';
import { jobResourcePattern } from '../names';
import type { Need } from './need';

/** What Terraform calls for queues, services and their scaling. */
export function workerNeeds(environment: EnvironmentJobs): readonly Need[] {
  const workers = workersOf(environment.jobs);
  if (workers.length === 0) return [];
  const { config, location } = environment;
  const pattern = jobResourcePattern(config.service.name);
  const services = arn(location, 'ecs', `service/${config.service.clusterName}/${pattern}`);
  const definitions = arn(location, 'ecs', `task-definition/${pattern}`);
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
      resources: [definitions],
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
      sid: 'Scaling',
      read: [
        'application-autoscaling:DescribeScalableTargets',
        'application-autoscaling:DescribeScalingPolicies',
        ...(workers.some(({ scaling }) => scaling.scheduledActions.length > 0)
          ? ['application-autoscaling:DescribeScheduledActions']
          : []),
        'application-autoscaling:ListTagsForResource',
      ],
      write: [
        'application-autoscaling:DeleteScalingPolicy',
        ...(workers.some(({ scaling }) => scaling.scheduledActions.length > 0)
          ? ['application-autoscaling:DeleteScheduledAction', 'application-autoscaling:PutScheduledAction']
          : []),
        'application-autoscaling:DeregisterScalableTarget',
        'application-autoscaling:PutScalingPolicy',
        'application-autoscaling:RegisterScalableTarget',
        'application-autoscaling:TagResource',
        'application-autoscaling:UntagResource',
      ],
      resources: ['*'],
      why: 'keep how the services are scaled',
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

/** The roles of the workers' tasks, and the one that starts them. */
function passedRoles({ config, location, jobs }: EnvironmentJobs): readonly Text[] {
  const { executionRoleArn } = config.service;
  // What the task definition says at plan may be any role of the account.
  const unknown = iamArn(location, 'role', '/', '*');
  const taskRoles = workersOf(jobs).map(({ taskDefinition: { taskRoleArn } }) =>
    typeof taskRoleArn === 'string' ? taskRoleArn : unknown,
  );
  return [...new Set([...taskRoles, executionRoleArn ?? unknown])];
}

/** The policies that senders and tasks get, and the roles that ours are attached to. */
function policyNeeds({ jobs }: EnvironmentJobs): readonly Need[] {
  const workers = workersOf(jobs);
  const protections = workers.flatMap(({ protection }) => protection ?? []);
  const policies = [...workers.map(({ sendPolicy }) => sendPolicy), ...protections].map(
    (policy) => policy.arn,
  );
  const roles = workers.flatMap(({ protection, taskDefinition }) =>
    protection === undefined ? [] : [taskDefinition.taskRoleArn],
  );
  return [
    {
      sid: 'WorkerPolicies',
      read: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
      write: [
        'iam:CreatePolicy',
        'iam:CreatePolicyVersion',
        'iam:DeletePolicy',
        'iam:DeletePolicyVersion',
        'iam:ListPolicyVersions',
        'iam:TagPolicy',
        'iam:UntagPolicy',
      ],
      resources: policies,
      why: 'keep the policies of who sends messages, and of tasks that protect themselves',
    },
    ...(protections.length === 0
      ? []
      : [
          {
            sid: 'AttachToTaskRoles',
            read: ['iam:ListAttachedRolePolicies'],
            write: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
            resources: [...new Set(roles)],
            conditions: { ArnEquals: { 'iam:PolicyARN': protections.map((policy) => policy.arn) } },
            why: 'let the workers’ tasks protect themselves',
          },
        ]),
  ];
}
