/**
 * The permissions that AWS requires for a call, according to its Service Authorization Reference. This file does not read
 * what `background-jobs permissions` prints, because tests compare the two.
 */
import { asList, asRecord } from '../../__tests__/support/stack-json';
import { partitionOf } from '../../lib/aws/regions';
import type { Context } from '../../__tests__/support/simulate-iam';
import type { ApiCall } from './emulator';
import { allow, arn, hasTags, passRole, requireString, type Permission, type CallScope } from './permission';

/** Returns the permissions that a call needs, with the dependent actions that AWS documents. */
export function requiredPermissions(call: ApiCall, scope: CallScope): readonly Permission[] {
  const definition = definitions[call.service];
  if (definition === undefined) throw new Error(`unexpected call: ${JSON.stringify(call)}`);
  try {
    return definition(call, scope);
  } catch (error) {
    throw new Error(`invalid call: ${JSON.stringify(call)}`, { cause: error });
  }
}

type Definition = (call: ApiCall, scope: CallScope) => readonly Permission[];

const definitions: Readonly<Record<string, Definition>> = {
  // GetCallerIdentity needs no permission. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  sts: () => [],
  ec2: ({ operation }) => [allow(`ec2:${operation}`, '*')],
  ecs: ecsPermissions,
  'application-autoscaling': scalingPermissions,
  monitoring: cloudwatchPermissions,
  dynamodb: dynamodbPermissions,
  events: eventsPermissions,
  states: statesPermissions,
  logs: logsPermissions,
  sns: snsPermissions,
  sqs: sqsPermissions,
  scheduler: schedulerPermissions,
  iam: iamPermissions,
  s3: s3Permissions,
};

/** SNS checks the permission for the topic, even if the call has only the ARN of a subscription: the topic's ARN, `:` and an ID. */
function snsPermissions({ operation, input }: ApiCall): readonly Permission[] {
  if (operation === 'CreateTopic') return [];
  const topic = input['TopicArn'] ?? requireString(input['SubscriptionArn']).replace(/:[^:]*$/, '');
  return [allow(`sns:${operation}`, requireString(topic))];
}

function ecsPermissions({ operation, input }: ApiCall, scope: CallScope): readonly Permission[] {
  switch (operation) {
    case 'DescribeTaskDefinition':
    case 'DeregisterTaskDefinition':
      return [allow(`ecs:${operation}`, '*')];
    case 'DescribeClusters':
      return asList(input['clusters']).map((cluster) => {
        const resource = arn(scope, 'ecs', `cluster/${lastPart(cluster)}`);
        return allow(`ecs:${operation}`, resource);
      });
    case 'RegisterTaskDefinition': {
      // The revision is known only after the call.
      const definition = arn(scope, 'ecs', `task-definition/${requireString(input['family'])}:1`);
      return [
        allow(`ecs:${operation}`, definition),
        ...(hasTags(input['tags']) ? [allow('ecs:TagResource', definition)] : []),
        ...['taskRoleArn', 'executionRoleArn'].flatMap((field) =>
          passRole(input[field], 'ecs-tasks.amazonaws.com'),
        ),
      ];
    }
    case 'TagResource':
    case 'UntagResource':
      return [allow(`ecs:${operation}`, requireString(input['resourceArn']))];
    default: {
      const cluster = lastPart(input['cluster']);
      const services = operation === 'DescribeServices' ? asList(input['services']) : [];
      return (services.length > 0 ? services : [input['serviceName'] ?? input['service']]).flatMap((name) => {
        const service = arn(scope, 'ecs', `service/${cluster}/${lastPart(name)}`);
        return [
          allow(`ecs:${operation}`, service, { 'ecs:cluster': arn(scope, 'ecs', `cluster/${cluster}`) }),
          ...(hasTags(input['tags']) ? [allow('ecs:TagResource', service)] : []),
        ];
      });
    }
  }
}

/** Returns the part of a name or ARN after the last slash. */
function lastPart(nameOrArn: unknown): string {
  return requireString(requireString(nameOrArn).split('/').at(-1));
}

function scalingPermissions({ operation, input }: ApiCall, scope: CallScope): readonly Permission[] {
  if (operation.startsWith('Describe')) return [allow(`application-autoscaling:${operation}`, '*')];
  if (input['ResourceARN'] !== undefined)
    return [allow(`application-autoscaling:${operation}`, requireString(input['ResourceARN']))];
  // The resource of scaling policies and scheduled actions is their scalable target, whose ID AWS generates.
  const target = arn(scope, 'application-autoscaling', 'scalable-target/any');
  const scaled = {
    'application-autoscaling:service-namespace': requireString(input['ServiceNamespace']),
    'application-autoscaling:scalable-dimension': requireString(input['ScalableDimension']),
  };
  const [, cluster = '', service = ''] = requireString(input['ResourceId']).split('/');
  return [
    allow(`application-autoscaling:${operation}`, target, scaled),
    ...(hasTags(input['Tags']) ? [allow('application-autoscaling:TagResource', target)] : []),
    // https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_permission_validation.html
    ...(operation === 'RegisterScalableTarget'
      ? [
          ...['ecs:DescribeServices', 'ecs:UpdateService'].map((action) =>
            allow(action, arn(scope, 'ecs', `service/${cluster}/${service}`), {
              'ecs:cluster': arn(scope, 'ecs', `cluster/${cluster}`),
            }),
          ),
          createServiceLinkedRole(scope, 'ecs.application-autoscaling', 'ApplicationAutoScaling_ECSService'),
        ]
      : []),
  ];
}

/**
 * Returns the permission to create a service-linked role, which only the first resource in an account needs.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
 */
function createServiceLinkedRole({ aws }: CallScope, service: string, name: string): Permission {
  const principal = `${service}.amazonaws.com`;
  const role = `role/aws-service-role/${principal}/AWSServiceRoleFor${name}`;
  return allow(
    'iam:CreateServiceLinkedRole',
    `arn:${partitionOf(aws.region)}:iam::${aws.accountId}:${role}`,
    { 'iam:AWSServiceName': principal },
  );
}

function cloudwatchPermissions(call: ApiCall, scope: CallScope): readonly Permission[] {
  const { operation, input } = call;
  const { accountId, region } = scope.aws;
  // The ARN of a dashboard has no region.
  const dashboards = Object.entries(input).flatMap(([path, value]) =>
    path === 'DashboardName' || path.startsWith('DashboardNames.member.')
      ? [`arn:${partitionOf(region)}:cloudwatch::${accountId}:dashboard/${requireString(value)}`]
      : [],
  );
  if (dashboards.length === 0) return alarmPermissions(call, scope);
  return dashboards.map((resource) => allow(`cloudwatch:${operation}`, resource));
}

function alarmPermissions({ operation, input }: ApiCall, scope: CallScope): readonly Permission[] {
  const alarm = (name: unknown): string => arn(scope, 'cloudwatch', `alarm:${requireString(name)}`);
  const named = Object.entries(input).flatMap(([path, value]) =>
    path === 'AlarmName' || path.startsWith('AlarmNames.member.') ? [alarm(value)] : [],
  );
  const alarms = named.length > 0 ? named : [requireString(input['ResourceARN'])];
  return alarms.flatMap((resource) => [
    allow(`cloudwatch:${operation}`, resource),
    ...(operation === 'PutMetricAlarm' && input['Tags.member.1.Key'] !== undefined
      ? [allow('cloudwatch:TagResource', resource)]
      : []),
  ]);
}

function eventsPermissions({ operation, input }: ApiCall, scope: CallScope): readonly Permission[] {
  const name = input['Rule'] ?? input['Name'];
  const bus = input['EventBusName'] ?? 'default';
  const onBus = bus === 'default' ? '' : `${requireString(bus)}/`;
  const rule =
    name === undefined
      ? requireString(input['ResourceARN'])
      : arn(scope, 'events', `rule/${onBus}${requireString(name)}`);
  const roles = asList(input['Targets'] ?? []).map((target) => asRecord(target)['RoleArn']);
  return [
    allow(`events:${operation}`, rule),
    ...(hasTags(input['Tags']) ? [allow('events:TagResource', rule)] : []),
    ...roles.flatMap((role) => passRole(role, 'events.amazonaws.com')),
  ];
}

function statesPermissions({ operation, input }: ApiCall, scope: CallScope): readonly Permission[] {
  if (operation === 'ValidateStateMachineDefinition') return [allow(`states:${operation}`, '*')];
  const machine = input['stateMachineArn'] ?? input['resourceArn'];
  const resource =
    machine === undefined
      ? arn(scope, 'states', `stateMachine:${requireString(input['name'])}`)
      : requireString(machine);
  return [
    allow(`states:${operation}`, resource),
    ...(operation === 'CreateStateMachine' && hasTags(input['tags'])
      ? [allow('states:TagResource', resource)]
      : []),
    ...passRole(input['roleArn'], 'states.amazonaws.com'),
  ];
}

function logsPermissions({ operation, input }: ApiCall, scope: CallScope): readonly Permission[] {
  if (operation === 'DescribeLogGroups') return [allow(`logs:${operation}`, '*')];
  const name = input['logGroupName'];
  const group =
    name === undefined
      ? requireString(input['resourceArn'])
      : arn(scope, 'logs', `log-group:${requireString(name)}`);
  return [
    allow(`logs:${operation}`, group),
    ...(operation === 'CreateLogGroup' && hasTags(input['tags']) ? [allow('logs:TagResource', group)] : []),
  ];
}

function dynamodbPermissions({ operation, input }: ApiCall, scope: CallScope): readonly Permission[] {
  const name = input['TableName'];
  const table =
    name === undefined
      ? requireString(input['ResourceArn'])
      : arn(scope, 'dynamodb', `table/${requireString(name)}`);
  return [
    allow(`dynamodb:${operation}`, table),
    ...(operation === 'CreateTable' && hasTags(input['Tags']) ? [allow('dynamodb:TagResource', table)] : []),
  ];
}

function sqsPermissions({ operation, input }: ApiCall, scope: CallScope): readonly Permission[] {
  const name = requireString(input['QueueName'] ?? requireString(input['QueueUrl']).split('/').at(-1));
  const queue = arn(scope, 'sqs', name);
  return [
    allow(`sqs:${operation}`, queue),
    ...(operation === 'CreateQueue' && hasTags(input['tags']) ? [allow('sqs:TagQueue', queue)] : []),
  ];
}

const schedulerOperations: Readonly<Record<string, string>> = {
  'POST schedules': 'CreateSchedule',
  'GET schedules': 'GetSchedule',
  'PUT schedules': 'UpdateSchedule',
  'DELETE schedules': 'DeleteSchedule',
  'POST schedule-groups': 'CreateScheduleGroup',
  'GET schedule-groups': 'GetScheduleGroup',
  'DELETE schedule-groups': 'DeleteScheduleGroup',
  'POST tags': 'TagResource',
  'GET tags': 'ListTagsForResource',
  'DELETE tags': 'UntagResource',
};

function schedulerPermissions({ operation, input }: ApiCall, scope: CallScope): readonly Permission[] {
  const [, method = '', collection = '', name = ''] = /^(\S+) \/([^/]+)\/(.+)$/.exec(operation) ?? [];
  const action = schedulerOperations[`${method} ${collection}`];
  if (action === undefined) throw new Error(`unexpected call: scheduler ${operation}`);
  const group = requireString(input['GroupName'] ?? input['groupName'] ?? '');
  const resource = {
    tags: decodeURIComponent(name),
    schedules: arn(scope, 'scheduler', `schedule/${group}/${name}`),
    'schedule-groups': arn(scope, 'scheduler', `schedule-group/${name}`),
  }[collection];
  return [
    allow(`scheduler:${action}`, resource ?? ''),
    ...(action === 'CreateScheduleGroup' && hasTags(input['Tags'])
      ? [allow('scheduler:TagResource', resource ?? '')]
      : []),
    // Deleting a group deletes its schedules.
    ...(action === 'DeleteScheduleGroup'
      ? [allow('scheduler:DeleteSchedule', arn(scope, 'scheduler', `schedule/${name}/any`))]
      : []),
    ...passRole(
      input['Target'] === undefined ? undefined : asRecord(input['Target'])['RoleArn'],
      'scheduler.amazonaws.com',
    ),
  ];
}

function iamPermissions({ operation, input }: ApiCall, { aws, iamPath }: CallScope): readonly Permission[] {
  const partition = partitionOf(aws.region);
  const named = (kind: string, name: unknown) =>
    `arn:${partition}:iam::${aws.accountId}:${kind}${iamPath}${requireString(name)}`;
  const role = input['RoleName'];
  const resource =
    role !== undefined
      ? named('role', role)
      : input['PolicyArn'] === undefined
        ? named('policy', input['PolicyName'])
        : requireString(input['PolicyArn']);
  const boundary = input['PermissionsBoundary'];
  const context: Context = {
    ...(boundary === undefined ? {} : { 'iam:PermissionsBoundary': requireString(boundary) }),
    ...(role !== undefined && input['PolicyArn'] !== undefined
      ? { 'iam:PolicyARN': requireString(input['PolicyArn']) }
      : {}),
  };
  const tag = { CreateRole: 'iam:TagRole', CreatePolicy: 'iam:TagPolicy' }[operation];
  return [
    allow(`iam:${operation}`, resource, context),
    ...(tag !== undefined && input['Tags.member.1.Key'] !== undefined ? [allow(tag, resource)] : []),
  ];
}

/** Reads requests in path style: `GET /bucket/key`. */
function s3Permissions({ operation, input }: ApiCall, { aws }: CallScope): readonly Permission[] {
  const [, method = '', bucket = '', key = ''] = /^(\S+) \/([^/]+)\/?(.*)$/.exec(operation) ?? [];
  const resource = `arn:${partitionOf(aws.region)}:s3:::${bucket}`;
  if (key === '') {
    if (method === 'GET' && 'list-type' in input) return [allow('s3:ListBucket', resource)];
    if (method === 'GET' && 'prefix' in input) return [allow('s3:ListBucket', resource)];
    if (method === 'HEAD') return [allow('s3:ListBucket', resource)];
    if ('notification' in input) {
      const action = { GET: 's3:GetBucketNotification', PUT: 's3:PutBucketNotification' }[method];
      if (action !== undefined) return [allow(action, resource)];
    }
    throw new Error(`unexpected call: s3 ${operation} ${JSON.stringify(input)}`);
  }
  const action = { GET: 'GetObject', HEAD: 'GetObject', PUT: 'PutObject', DELETE: 'DeleteObject' }[method];
  if (action === undefined) throw new Error(`unexpected call: s3 ${operation}`);
  return [allow(`s3:${action}`, `${resource}/${decodeURIComponent(key)}`)];
}
