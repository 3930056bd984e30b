/**
 * The permissions that AWS asks for when something is called, as its Service Authorization Reference has them. This
 * knows the calls and nothing of what `background-jobs permissions` prints: the two are held against each other.
 */
import { asList, asRecord } from '../../__tests__/support/stack-json';
import { partitionOf } from '../../lib/aws/regions';
import type { Context } from '../../__tests__/support/simulate-iam';
import type { ApiCall } from './emulator';
import { allow, arn, hasTags, passRole, text, type Permission, type Place } from './permission';

/** What a call needs, with what AWS's pages say it needs besides. */
export function permissionsOf(call: ApiCall, place: Place): readonly Permission[] {
  const definition = definitions[call.service];
  if (definition === undefined) throw new Error(`a call that nobody expected: ${JSON.stringify(call)}`);
  try {
    return definition(call, place);
  } catch (error) {
    throw new Error(`a call that can’t be understood: ${JSON.stringify(call)}`, { cause: error });
  }
}

type Definition = (call: ApiCall, place: Place) => readonly Permission[];

const definitions: Readonly<Record<string, Definition>> = {
  // Everybody may ask who they are. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
  sts: () => [],
  ec2: ({ operation }) => [allow(`ec2:${operation}`, '*')],
  ecs: ecsPermissions,
  'application-autoscaling': scalingPermissions,
  monitoring: alarmPermissions,
  dynamodb: dynamodbPermissions,
  events: eventsPermissions,
  states: statesPermissions,
  logs: logsPermissions,
  sqs: sqsPermissions,
  scheduler: schedulerPermissions,
  iam: iamPermissions,
  s3: s3Permissions,
};

function ecsPermissions({ operation, input }: ApiCall, place: Place): readonly Permission[] {
  switch (operation) {
    case 'DescribeTaskDefinition':
    case 'DeregisterTaskDefinition':
      return [allow(`ecs:${operation}`, '*')];
    case 'DescribeClusters':
      return asList(input['clusters']).map((cluster) => {
        const resource = arn(place, 'ecs', `cluster/${lastName(cluster)}`);
        return allow(`ecs:${operation}`, resource);
      });
    case 'RegisterTaskDefinition': {
      // The revision is not known before.
      const definition = arn(place, 'ecs', `task-definition/${text(input['family'])}:1`);
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
      return [allow(`ecs:${operation}`, text(input['resourceArn']))];
    default: {
      const cluster = lastName(input['cluster']);
      const services = operation === 'DescribeServices' ? asList(input['services']) : [];
      return (services.length > 0 ? services : [input['serviceName'] ?? input['service']]).flatMap((name) => {
        const service = arn(place, 'ecs', `service/${cluster}/${lastName(name)}`);
        return [
          allow(`ecs:${operation}`, service, { 'ecs:cluster': arn(place, 'ecs', `cluster/${cluster}`) }),
          ...(hasTags(input['tags']) ? [allow('ecs:TagResource', service)] : []),
        ];
      });
    }
  }
}

/** The last part of a name or an ARN. */
function lastName(nameOrArn: unknown): string {
  return text(text(nameOrArn).split('/').at(-1));
}

function scalingPermissions({ operation, input }: ApiCall, place: Place): readonly Permission[] {
  if (operation.startsWith('Describe')) return [allow(`application-autoscaling:${operation}`, '*')];
  if (input['ResourceARN'] !== undefined)
    return [allow(`application-autoscaling:${operation}`, text(input['ResourceARN']))];
  // IAM knows policies and scheduled actions by what they scale, which has an id that AWS makes up.
  const target = arn(place, 'application-autoscaling', 'scalable-target/whatever');
  const scaled = {
    'application-autoscaling:service-namespace': text(input['ServiceNamespace']),
    'application-autoscaling:scalable-dimension': text(input['ScalableDimension']),
  };
  const [, cluster = '', service = ''] = text(input['ResourceId']).split('/');
  return [
    allow(`application-autoscaling:${operation}`, target, scaled),
    ...(hasTags(input['Tags']) ? [allow('application-autoscaling:TagResource', target)] : []),
    // https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_permission_validation.html
    ...(operation === 'RegisterScalableTarget'
      ? [
          ...['ecs:DescribeServices', 'ecs:UpdateService'].map((action) =>
            allow(action, arn(place, 'ecs', `service/${cluster}/${service}`), {
              'ecs:cluster': arn(place, 'ecs', `cluster/${cluster}`),
            }),
          ),
          createServiceLinkedRole(place, 'ecs.application-autoscaling', 'ApplicationAutoScaling_ECSService'),
        ]
      : []),
  ];
}

/** What the first one in an account needs. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html */
function createServiceLinkedRole({ aws }: Place, service: string, name: string): Permission {
  const principal = `${service}.amazonaws.com`;
  const role = `role/aws-service-role/${principal}/AWSServiceRoleFor${name}`;
  return allow(
    'iam:CreateServiceLinkedRole',
    `arn:${partitionOf(aws.region)}:iam::${aws.accountId}:${role}`,
    { 'iam:AWSServiceName': principal },
  );
}

function alarmPermissions({ operation, input }: ApiCall, place: Place): readonly Permission[] {
  const alarm = (name: unknown): string => arn(place, 'cloudwatch', `alarm:${text(name)}`);
  const named = Object.entries(input).flatMap(([path, value]) =>
    path === 'AlarmName' || path.startsWith('AlarmNames.member.') ? [alarm(value)] : [],
  );
  const alarms = named.length > 0 ? named : [text(input['ResourceARN'])];
  return alarms.flatMap((resource) => [
    allow(`cloudwatch:${operation}`, resource),
    ...(operation === 'PutMetricAlarm' && input['Tags.member.1.Key'] !== undefined
      ? [allow('cloudwatch:TagResource', resource)]
      : []),
  ]);
}

function eventsPermissions({ operation, input }: ApiCall, place: Place): readonly Permission[] {
  const name = input['Rule'] ?? input['Name'];
  const bus = input['EventBusName'] ?? 'default';
  const onBus = bus === 'default' ? '' : `${text(bus)}/`;
  const rule =
    name === undefined ? text(input['ResourceARN']) : arn(place, 'events', `rule/${onBus}${text(name)}`);
  const roles = asList(input['Targets'] ?? []).map((target) => asRecord(target)['RoleArn']);
  return [
    allow(`events:${operation}`, rule),
    ...(hasTags(input['Tags']) ? [allow('events:TagResource', rule)] : []),
    ...roles.flatMap((role) => passRole(role, 'events.amazonaws.com')),
  ];
}

function statesPermissions({ operation, input }: ApiCall, place: Place): readonly Permission[] {
  if (operation === 'ValidateStateMachineDefinition') return [allow(`states:${operation}`, '*')];
  const machine = input['stateMachineArn'] ?? input['resourceArn'];
  const resource =
    machine === undefined ? arn(place, 'states', `stateMachine:${text(input['name'])}`) : text(machine);
  return [
    allow(`states:${operation}`, resource),
    ...(operation === 'CreateStateMachine' && hasTags(input['tags'])
      ? [allow('states:TagResource', resource)]
      : []),
    ...passRole(input['roleArn'], 'states.amazonaws.com'),
  ];
}

function logsPermissions({ operation, input }: ApiCall, place: Place): readonly Permission[] {
  if (operation === 'DescribeLogGroups') return [allow(`logs:${operation}`, '*')];
  const name = input['logGroupName'];
  const group =
    name === undefined ? text(input['resourceArn']) : arn(place, 'logs', `log-group:${text(name)}`);
  return [
    allow(`logs:${operation}`, group),
    ...(operation === 'CreateLogGroup' && hasTags(input['tags']) ? [allow('logs:TagResource', group)] : []),
  ];
}

function dynamodbPermissions({ operation, input }: ApiCall, place: Place): readonly Permission[] {
  const name = input['TableName'];
  const table =
    name === undefined ? text(input['ResourceArn']) : arn(place, 'dynamodb', `table/${text(name)}`);
  return [
    allow(`dynamodb:${operation}`, table),
    ...(operation === 'CreateTable' && hasTags(input['Tags']) ? [allow('dynamodb:TagResource', table)] : []),
  ];
}

function sqsPermissions({ operation, input }: ApiCall, place: Place): readonly Permission[] {
  const name = text(input['QueueName'] ?? text(input['QueueUrl']).split('/').at(-1));
  const queue = arn(place, 'sqs', name);
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

function schedulerPermissions({ operation, input }: ApiCall, place: Place): readonly Permission[] {
  const [, method = '', collection = '', name = ''] = /^(\S+) \/([^/]+)\/(.+)$/.exec(operation) ?? [];
  const action = schedulerOperations[`${method} ${collection}`];
  if (action === undefined) throw new Error(`a call that nobody expected: scheduler ${operation}`);
  const group = text(input['GroupName'] ?? input['groupName'] ?? '');
  const resource = {
    tags: decodeURIComponent(name),
    schedules: arn(place, 'scheduler', `schedule/${group}/${name}`),
    'schedule-groups': arn(place, 'scheduler', `schedule-group/${name}`),
  }[collection];
  return [
    allow(`scheduler:${action}`, resource ?? ''),
    ...(action === 'CreateScheduleGroup' && hasTags(input['Tags'])
      ? [allow('scheduler:TagResource', resource ?? '')]
      : []),
    // A group goes with whatever schedules are in it.
    ...(action === 'DeleteScheduleGroup'
      ? [allow('scheduler:DeleteSchedule', arn(place, 'scheduler', `schedule/${name}/whatever`))]
      : []),
    ...passRole(
      input['Target'] === undefined ? undefined : asRecord(input['Target'])['RoleArn'],
      'scheduler.amazonaws.com',
    ),
  ];
}

function iamPermissions({ operation, input }: ApiCall, { aws, iamPath }: Place): readonly Permission[] {
  const partition = partitionOf(aws.region);
  const named = (kind: string, name: unknown) =>
    `arn:${partition}:iam::${aws.accountId}:${kind}${iamPath}${text(name)}`;
  const role = input['RoleName'];
  const resource =
    role !== undefined
      ? named('role', role)
      : input['PolicyArn'] === undefined
        ? named('policy', input['PolicyName'])
        : text(input['PolicyArn']);
  const boundary = input['PermissionsBoundary'];
  const context: Context = {
    ...(boundary === undefined ? {} : { 'iam:PermissionsBoundary': text(boundary) }),
    ...(role !== undefined && input['PolicyArn'] !== undefined
      ? { 'iam:PolicyARN': text(input['PolicyArn']) }
      : {}),
  };
  const tag = { CreateRole: 'iam:TagRole', CreatePolicy: 'iam:TagPolicy' }[operation];
  return [
    allow(`iam:${operation}`, resource, context),
    ...(tag !== undefined && input['Tags.member.1.Key'] !== undefined ? [allow(tag, resource)] : []),
  ];
}

/** Requests in path style: `GET /bucket/key`. */
function s3Permissions({ operation, input }: ApiCall, { aws }: Place): readonly Permission[] {
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
    throw new Error(`a call that nobody expected: s3 ${operation} ${JSON.stringify(input)}`);
  }
  const action = { GET: 'GetObject', HEAD: 'GetObject', PUT: 'PutObject', DELETE: 'DeleteObject' }[method];
  if (action === undefined) throw new Error(`a call that nobody expected: s3 ${operation}`);
  return [allow(`s3:${action}`, `${resource}/${decodeURIComponent(key)}`)];
}
