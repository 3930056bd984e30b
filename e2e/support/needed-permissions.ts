/**
 * The permissions that AWS asks for when something is called, as its Service Authorization Reference has them. This
 * knows the calls and nothing of what `background-jobs permissions` prints: the two are held against each other.
 */
import { asList, asRecord } from '../../__tests__/support/stack-json';
import { partitionOf } from '../../lib/aws/regions';
import type { Context } from '../../__tests__/support/simulate-iam';
import type { Aws } from './aws';
import type { ApiCall } from './emulator';

/** Something that has to be allowed. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** Calls by AWS account and region, with the path of roles that the calls themselves don't say. */
export interface Place {
  readonly aws: Pick<Aws, 'accountId' | 'region'>;
  readonly iamPath: string;
}

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
  ecs: ({ operation }) => [allow(`ecs:${operation}`, '*')],
  dynamodb: dynamodbPermissions,
  events: eventsPermissions,
  states: statesPermissions,
  logs: logsPermissions,
  sqs: sqsPermissions,
  scheduler: schedulerPermissions,
  iam: iamPermissions,
  s3: s3Permissions,
};

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

function passRole(role: unknown, service: string): readonly Permission[] {
  return role === undefined ? [] : [allow('iam:PassRole', text(role), { 'iam:PassedToService': service })];
}

function allow(action: string, resource: string, context: Context = {}): Permission {
  return { action, resource, context };
}

function arn({ aws }: Place, service: string, resource: string): string {
  return `arn:${partitionOf(aws.region)}:${service}:${aws.region}:${aws.accountId}:${resource}`;
}

function hasTags(tags: unknown): boolean {
  return typeof tags === 'object' && tags !== null && Object.keys(tags).length > 0;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`no text: ${JSON.stringify(value)}`);
  return value;
}
