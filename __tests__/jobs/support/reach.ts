/**
 * The permissions of each role of an environment on the resources of an environment, read from Terraform's JSON only.
 */
import { stackFile, synthesize } from '../../../lib/resources/stack/synthesize';
import type { EnvironmentJobs } from '../../../lib/jobs/environment';
import { literalText } from '../../../lib/values/deferred-values';
import { isAllowed, type Context } from '../../support/simulate-iam';
import { asList, asRecord, at, parsed, resourcesOf, type StackResource } from '../../support/stack-json';
import { baseConfig } from './environments';

const account = { id: baseConfig.account_id, partition: 'aws' };

/** Something in AWS that an action can apply to. */
export interface Target {
  /** The service and the type, such as `states execution`. */
  readonly type: string;
  /** The ARN. */
  readonly arn: string;
  /** The condition keys that AWS sets for each action on it. */
  readonly context: Context;
}

/** A policy that the stack creates. */
export interface Grant {
  /** The address of the policy in the stack. */
  readonly address: string;
  /** The statements of the policy. */
  readonly policy: unknown;
}

/** A use that a trigger, a run or a task of the environment makes of its own resources. */
export interface Use {
  /** The address of the policy that must allow the use. */
  readonly address: string;
  /** The action, such as `sqs:SendMessage`. */
  readonly action: string;
  /** The resource of the action. */
  readonly target: Target;
}

/** The targets, the policies and the uses of an environment. */
export interface Reach {
  readonly targets: readonly Target[];
  readonly grants: readonly Grant[];
  readonly uses: readonly Use[];
}

/** The types of targets of each action. An action without an entry makes the search fail. */
const targetTypes: Readonly<Record<string, string>> = {
  'states:StartExecution': 'machine',
  'states:DescribeExecution': 'execution',
  'states:StopExecution': 'execution',
  'sqs:SendMessage': 'queue',
  'sqs:GetQueueAttributes': 'queue',
  'sqs:GetQueueUrl': 'queue',
  'dynamodb:GetItem': 'table',
  'dynamodb:PutItem': 'table',
  'dynamodb:UpdateItem': 'table',
  'ecs:RunTask': 'definition',
  'ecs:DescribeTasks': 'task',
  'ecs:StopTask': 'task',
  'ecs:GetTaskProtection': 'task',
  'ecs:UpdateTaskProtection': 'task',
  'iam:PassRole': 'role',
};

/** Actions without targets of one service: AWS has no resources for them, or they apply to a shared resource. */
const withoutTargets = /^(logs|xray|kms):|^events:|^ecs:TagResource$/;

/** Reads the targets, the policies and the uses of an environment. */
export function reachOf(environment: EnvironmentJobs): Reach {
  const path = stackFile(environment.config.name);
  const content = synthesize([environment]).find((file) => file.path === path)?.content ?? '{}';
  const resources = resourcesOf(content);
  const targets = resources.flatMap((resource) => targetsOf(resource, environment));
  return {
    targets,
    grants: resources
      .filter(({ type }) => type === 'aws_iam_policy')
      .map(({ address, values }) => ({ address, policy: parsed(values['policy']) })),
    uses: resources.flatMap((resource) => usesOf(resource, resources, targets)),
  };
}

function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${baseConfig.region}:${account.id}:${resource}`;
}

/** Returns the resource, and what it creates in turn: the executions of a state machine, and the tasks. */
function targetsOf({ type, values }: StackResource, { config }: EnvironmentJobs): readonly Target[] {
  const name = String(values['name']);
  const tagged = (tags: unknown): Context =>
    Object.fromEntries(
      Object.entries(asRecord(tags ?? {})).map(([key, value]) => [`aws:ResourceTag/${key}`, String(value)]),
    );
  const context = tagged(values['tags']);
  const taskOf = (job: string, tags: unknown): readonly Target[] => [
    {
      type: 'task',
      arn: arn('ecs', `task/${literalText(config.service.clusterName)}/${config.service.name}.${job}`),
      context: tagged(tags),
    },
    {
      type: 'definition',
      arn: arn('ecs', `task-definition/${literalText(config.service.taskDefinitionFamily)}:1`),
      context: { 'ecs:cluster': arn('ecs', `cluster/${literalText(config.service.clusterName)}`) },
    },
    ...[config.service.taskRoleArn, config.service.executionRoleArn].map((role) => ({
      type: 'role',
      arn: role ?? '',
      context: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
    })),
  ];
  switch (type) {
    case 'aws_sfn_state_machine':
      return [
        { type: 'machine', arn: arn('states', `stateMachine:${name}`), context },
        // An execution has the tags of its state machine.
        { type: 'execution', arn: arn('states', `execution:${name}:0123`), context },
        ...launchesOf(values).flatMap((tags) => taskOf(name, tags)),
      ];
    case 'aws_cloudwatch_event_target':
      return values['ecs_target'] === undefined
        ? []
        : taskOf(String(values['rule']), at(values, 'ecs_target', 'tags'));
    case 'aws_ecs_service':
      return taskOf(name, values['tags']).slice(0, 1);
    case 'aws_sqs_queue':
      return [{ type: 'queue', arn: arn('sqs', name), context }];
    case 'aws_dynamodb_table':
      return [{ type: 'table', arn: arn('dynamodb', `table/${name}`), context }];
    default:
      return [];
  }
}

/** Returns the tags of each task that a state machine launches. */
function launchesOf(values: StackResource['values']): readonly unknown[] {
  return statesOf(values).flatMap((state) => {
    if (!String(at(state, 'Resource')).endsWith(':ecs:runTask.sync')) return [];
    const tags = asList(at(state, 'Parameters', 'Tags'));
    return [
      Object.fromEntries(tags.map((tag): [string, unknown] => [String(at(tag, 'Key')), at(tag, 'Value')])),
    ];
  });
}

function requireText(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`not a string: ${JSON.stringify(value)}`);
  return value;
}

function statesOf(values: StackResource['values']): readonly unknown[] {
  return Object.values(asRecord(at(parsed(values['definition']), 'States')));
}

/** Returns the actions that a trigger or a state machine needs, each with the policy of its role. */
function usesOf(
  { type, values }: StackResource,
  resources: readonly StackResource[],
  targets: readonly Target[],
): readonly Use[] {
  const policyOf = (roleArn: unknown): string => {
    const name = String(roleArn).split('/').at(-1);
    const role = resources.find((one) => one.type === 'aws_iam_role' && one.values['name'] === name);
    return String(role?.address.replace('aws_iam_role.', 'aws_iam_policy.'));
  };
  const use = (roleArn: unknown, action: string, wanted: string): readonly Use[] => {
    const found = targets.filter((target) => target.arn === wanted);
    if (found.length === 0) throw new Error(`${action} applies to ${wanted}, which does not exist`);
    return found.map((target) => ({ address: policyOf(roleArn), action, target }));
  };
  const useKey = (roleArn: unknown, action: string, key: unknown, context: Context): readonly Use[] =>
    key === undefined
      ? []
      : [{ address: policyOf(roleArn), action, target: { type: 'key', arn: requireText(key), context } }];
  const send = (roleArn: unknown, wanted: string): readonly Use[] => {
    const queue = resources.find(
      (one) => one.type === 'aws_sqs_queue' && wanted.endsWith(`:${String(one.values['name'])}`),
    );
    const viaSqs = { 'kms:ViaService': `sqs.${baseConfig.region}.amazonaws.com` };
    return [
      ...use(roleArn, 'sqs:SendMessage', wanted),
      ...useKey(roleArn, 'kms:GenerateDataKey', queue?.values['kms_master_key_id'], viaSqs),
    ];
  };
  const start = (roleArn: unknown, wanted: unknown): readonly Use[] =>
    String(wanted).includes(':stateMachine:')
      ? use(roleArn, 'states:StartExecution', String(wanted))
      : send(roleArn, String(wanted));
  switch (type) {
    case 'aws_scheduler_schedule': {
      const target = asRecord(values['target']);
      const deadLetters = at(target['dead_letter_config'] ?? {}, 'arn');
      return [
        ...start(target['role_arn'], target['arn']),
        ...(deadLetters === undefined ? [] : start(target['role_arn'], deadLetters)),
        ...useKey(target['role_arn'], 'kms:Decrypt', values['kms_key_arn'], {
          'kms:EncryptionContext:aws:scheduler:schedule:arn': arn(
            'scheduler',
            `schedule/${String(values['group_name'])}/${String(values['name'])}`,
          ),
        }),
      ];
    }
    case 'aws_cloudwatch_event_target':
      return values['role_arn'] === undefined || values['ecs_target'] !== undefined
        ? []
        : start(values['role_arn'], values['arn']);
    case 'aws_sfn_state_machine':
      return [
        ...statesOf(values).flatMap((state) => usesOfState(state, values, targets, { use, send })),
        ...useKey(
          values['role_arn'],
          'kms:GenerateDataKey',
          at(values['encryption_configuration'] ?? {}, 'kms_key_id'),
          {
            'kms:EncryptionContext:aws:states:stateMachineArn': arn(
              'states',
              `stateMachine:${String(values['name'])}`,
            ),
          },
        ),
      ];
    default:
      return [];
  }
}

type FindUse = (roleArn: unknown, action: string, wanted: string) => readonly Use[];
type FindSend = (roleArn: unknown, wanted: string) => readonly Use[];

function usesOfState(
  state: unknown,
  { name, role_arn: role }: StackResource['values'],
  targets: readonly Target[],
  { use, send }: Readonly<Record<'use', FindUse> & Record<'send', FindSend>>,
): readonly Use[] {
  const integration = String(at(state, 'Resource'));
  const execution = arn('states', `execution:${String(name)}:0123`);
  if (integration.endsWith(':sfn:describeExecution')) return use(role, 'states:DescribeExecution', execution);
  if (integration.endsWith(':sfn:stopExecution')) return use(role, 'states:StopExecution', execution);
  if (integration.endsWith(':sqs:sendMessage')) {
    const queue = String(at(state, 'Parameters', 'QueueUrl'))
      .split('/')
      .at(-1);
    return send(role, arn('sqs', String(queue)));
  }
  if (integration.endsWith(':dynamodb:putItem'))
    return use(
      role,
      'dynamodb:PutItem',
      arn('dynamodb', `table/${String(at(state, 'Parameters', 'TableName'))}`),
    );
  if (!integration.endsWith(':ecs:runTask.sync')) return [];
  return targets
    .filter((target) => target.type === 'task' && target.arn.endsWith(`.${String(name)}`))
    .flatMap((target) =>
      ['ecs:DescribeTasks', 'ecs:StopTask'].flatMap((action) => use(role, action, target.arn)),
    );
}

/** Returns the uses that the policies of the environment do not allow. */
export async function deniedUses({ grants, uses }: Reach): Promise<readonly string[]> {
  const denied: string[] = [];
  for (const { address, action, target } of uses) {
    const policy = grants.find((grant) => grant.address === address)?.policy;
    if (policy === undefined || !(await isAllowed(account, policy, action, target.arn, target.context)))
      denied.push(`${address} ${action} ${target.arn}`);
  }
  return denied;
}

/** Returns what the policies of an environment allow on the targets of another one. */
export async function allowedOn(
  { grants }: Reach,
  { targets }: Pick<Reach, 'targets'>,
): Promise<readonly string[]> {
  const allowed: string[] = [];
  for (const { address, policy } of grants) {
    for (const action of actionsOf(policy)) {
      if (withoutTargets.test(action)) continue;
      const type = targetTypes[action];
      if (type === undefined) throw new Error(`add the targets of ${action} to this search`);
      for (const target of targets)
        if (target.type === type && (await isAllowed(account, policy, action, target.arn, target.context)))
          allowed.push(`${address} ${action} ${target.arn}`);
    }
  }
  return allowed;
}

function actionsOf(policy: unknown): readonly string[] {
  const statements = asList(at(policy, 'Statement'));
  return [...new Set(statements.flatMap((statement) => asList(at(statement, 'Action')).map(String)))];
}
