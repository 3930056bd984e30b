/** The variables of a module: their types, defaults, descriptions and rules. */
import { kmsKeyArnPattern, policyArnPattern, roleArnPattern, snsTopicArnPattern } from '../../aws/arns';
import { networkLimits } from '../../aws/ecs/limits';
import { bucketNamePattern } from '../../aws/s3/buckets';
import { maximumConfiguredTags } from '../../aws/tags';
import type { EnvConfig } from '../../config/env-config';
import { severities } from '../../config/schema/alarms';
import { compare } from '../../text/compare';
import { MapWithLookups, type DeferredString, type VariableName } from '../../values/deferred-values';
import type { Condition } from '../resource';
import { expression, Expression, Quoted, type Expression as Syntax } from '../terraform-values';

/** A variable of a module. */
export interface ModuleVariable {
  /** The name of the variable. */
  readonly name: string;
  /** The type in Terraform's language. */
  readonly type: string;
  /** The purpose: one or two sentences. */
  readonly description: string;
  /** The default: the value of env-config, or `null` if Terraform looks up or builds the value. */
  readonly default: DeferredString | VariableObject | null;
  /** The validation rules: those of the same value in env-config. */
  readonly validation: readonly Condition[];
}

/** A default that consists of texts and lists of texts. */
export type VariableObject = Readonly<Record<string, string | readonly string[]>>;

/** Returns the variables of the module of an environment, in the order of their names. */
export function moduleVariables(config: EnvConfig): readonly ModuleVariable[] {
  const { service, bucketName, kmsKeyArn, alarms, permissionsBoundaryArn } = config;
  return [
    ...optional(bucketName, (value) =>
      text(
        'bucket_name',
        value,
        'Name of the bucket whose uploads start jobs. It replaces storage.bucket_name.',
        bucketNamePattern,
        'the name of a bucket: 3 to 63 lowercase letters, digits, dots and hyphens',
      ),
    ),
    text(
      'cluster_name',
      service.clusterName,
      'Name of the ECS cluster of the tasks. It replaces service.cluster_name.',
      namePattern,
      'a name of 1 to 255 letters, digits, - and _, which begins with a letter or a digit',
    ),
    ...optional(kmsKeyArn, (value) =>
      text(
        'kms_key_arn',
        value,
        'ARN of the KMS key that encrypts queues, state machines, logs and schedules. It replaces kms_key_arn.',
        kmsKeyArnPattern,
        'the ARN of a KMS key, and not of an alias',
      ),
    ),
    networkVariable(config),
    ...optional(permissionsBoundaryArn, (value) =>
      text(
        'permissions_boundary_arn',
        value,
        'ARN of the permissions boundary of the created roles. It replaces iam.permissions_boundary_arn.',
        policyArnPattern,
        'the ARN of a policy',
      ),
    ),
    rolesVariable(config),
    ...topicVariables(alarms),
    tagsVariable(config),
    text(
      'task_definition_family',
      service.taskDefinitionFamily,
      'Family of the task definition whose image and configuration the jobs use. It replaces service.task_definition_family.',
      namePattern,
      'a name of 1 to 255 letters, digits, - and _, which begins with a letter or a digit',
    ),
  ].sort((a, b) => compare(a.name, b.name));
}

function topicVariables(alarms: EnvConfig['alarms']): readonly ModuleVariable[] {
  const topicVariable = (name: VariableName, arn: DeferredString, field: string, which: string) =>
    text(
      name,
      arn,
      `ARN of the SNS topic that ${which} notify. It replaces alarms.${field}.`,
      snsTopicArnPattern,
      'the ARN of an SNS topic, and not of a FIFO topic',
    );
  if (alarms === undefined) return [];
  const { topics } = alarms;
  switch (topics.by) {
    case 'one_topic':
      return [topicVariable('sns_topic_arn', topics.arn, 'sns_topic_arn', 'alarms')];
    case 'severity':
      return severities.map((severity) =>
        topicVariable(
          `${severity}_sns_topic_arn`,
          topics.arns[severity],
          `topics.${severity}`,
          `alarms with the severity ${severity}`,
        ),
      );
  }
}

const namePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/;

function optional<Value>(
  value: Value | undefined,
  describe: (value: Value) => ModuleVariable,
): readonly ModuleVariable[] {
  return value === undefined ? [] : [describe(value)];
}

function text(
  name: string,
  value: DeferredString,
  description: string,
  pattern: RegExp,
  allowed: string,
): ModuleVariable {
  return {
    name,
    type: 'string',
    description,
    default: value,
    validation: [
      {
        condition: matches(pattern, new Expression([`var.${name}`])),
        errorMessage: `${name} must be ${allowed}.`,
      },
    ],
  };
}

function networkVariable({ service: { subnets, securityGroups, vpc } }: EnvConfig): ModuleVariable {
  const lists = {
    subnet_ids: { maximum: networkLimits.subnets, pattern: /^subnet-[A-Za-z0-9-]+$/, of: 'subnets' },
    security_group_ids: {
      maximum: networkLimits.securityGroups,
      pattern: /^sg-[A-Za-z0-9-]+$/,
      of: 'security groups',
    },
  };
  return {
    name: 'network',
    type: 'object({ subnet_ids = list(string), security_group_ids = list(string) })',
    description:
      'Subnets and security groups of the tasks. The object replaces all selectors of service, and then Terraform looks up no network.',
    default:
      vpc === undefined && subnets.by === 'ids' && securityGroups.by === 'ids'
        ? { subnet_ids: subnets.ids, security_group_ids: securityGroups.ids }
        : null,
    validation: Object.entries(lists).map(([list, { maximum, pattern, of }]) => {
      const ids = new Expression([`var.network.${list}`]);
      return {
        condition: unlessNull(
          'network',
          expression`length(${ids}) >= 1 && length(${ids}) <= ${maximum} && alltrue([for id in ${ids} : ${matches(pattern, new Expression(['id']))}])`,
        ),
        errorMessage: `network.${list} must have 1 to ${maximum} IDs of ${of}.`,
      };
    }),
  };
}

function rolesVariable({ service: { taskRoleArn, executionRoleArn } }: EnvConfig): ModuleVariable {
  return {
    name: 'roles',
    type: 'object({ task_role_arn = string, execution_role_arn = string })',
    description:
      'Task role and execution role of the tasks. The object replaces service.task_role_arn and service.execution_role_arn, and then Terraform looks up no role.',
    default:
      taskRoleArn === undefined || executionRoleArn === undefined
        ? null
        : { task_role_arn: taskRoleArn, execution_role_arn: executionRoleArn },
    validation: ['task_role_arn', 'execution_role_arn'].map((role) => ({
      condition: unlessNull('roles', matches(roleArnPattern, new Expression([`var.roles.${role}`]))),
      errorMessage: `roles.${role} must be the ARN of a role.`,
    })),
  };
}

function tagsVariable({ tags }: EnvConfig): ModuleVariable {
  const every = (pattern: RegExp): Syntax =>
    expression`alltrue([for key, value in var.tags : ${matches(pattern, new Expression(['key']))} && ${matches(pattern, new Expression(['value']))}])`;
  return {
    name: 'tags',
    type: 'map(string)',
    description:
      'Tags of all resources and tasks. The map replaces tags. The tags background-jobs:service and background-jobs:job are added.',
    default: tags instanceof MapWithLookups ? null : tags,
    validation: [
      {
        condition: expression`length(var.tags) <= ${maximumConfiguredTags}`,
        errorMessage: `tags must have at most ${maximumConfiguredTags} tags.`,
      },
      {
        condition: expression`${every(/^[\p{L}\p{Z}\p{N}_.:/=+@-]{1,256}$/u)} && alltrue([for key, value in var.tags : length(key) <= 128])`,
        errorMessage:
          'Keys of tags must have 1 to 128 characters and values 1 to 256: letters, digits, spaces and _ . : / = + - @.',
      },
      {
        condition: expression`alltrue([for key, value in var.tags : !startswith(lower(key), "aws:") && !startswith(lower(value), "aws:") && !startswith(lower(key), "background-jobs:")])`,
        errorMessage:
          'Keys and values of tags must not begin with aws:, and keys must not begin with background-jobs:.',
      },
      {
        condition: expression`length(distinct([for key, value in var.tags : lower(key)])) == length(var.tags)`,
        errorMessage: 'Keys of tags must not differ only in case.',
      },
    ],
  };
}

/** Returns the expression that is true if a pattern matches a value. */
function matches(pattern: RegExp, value: Syntax): Syntax {
  // RE2, Terraform's engine, has no lookahead. The part that needs it only rejects two dots in a row.
  const source = pattern.source.replace('(?!.*\\.\\.)', '').replaceAll('\\/', '/');
  return expression`can(regex(${new Quoted(source)}, ${value}))`;
}

function unlessNull(name: string, condition: Syntax): Syntax {
  return expression`${new Expression([`var.${name}`])} == null ? true : ${condition}`;
}
