import { fieldsOfArn } from '../aws/arns';
import { partitionOf } from '../aws/regions';
import type { DeferredMap, DeferredString } from '../values/deferred-values';
import type { Path } from './issues/issues';
import { supportedProviderVersions } from './provider-versions';
import type { ValidParts } from './valid-parts';
import type { Severity } from './schema/alarms';
import type { EventJobConfig } from './schema/event-job';
import type { FileUploadJobConfig } from './schema/file-upload-job';
import type { IgnoredChecks } from './schema/check-codes';
import type { QueueWorkerJobConfig } from './schema/queue-worker-job';
import type { ScheduledJobConfig } from './schema/scheduled-job';
import type { StateBackendName } from './state-backends';
import type { CompleteEnvironment } from './validate-schema';

/** Subnets or security groups: their IDs, or the tags or names by which Terraform looks them up at plan. */
export type Network =
  | { readonly by: 'ids'; readonly ids: readonly string[] }
  | { readonly by: 'tags'; readonly tags: Readonly<Record<string, string>> }
  | { readonly by: 'names'; readonly names: readonly string[] };

/** The VPC of the tasks, by its ID or by tags. */
export type Vpc =
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'tags'; readonly tags: Readonly<Record<string, string>> };

/** The application's ECS service, with all defaults. */
export interface ServiceConfig {
  /** The name of the ECS service. */
  readonly name: string;
  /** The name of the ECS cluster. */
  readonly clusterName: DeferredString;
  /** Family of the task definition whose image and configuration the jobs use. */
  readonly taskDefinitionFamily: DeferredString;
  /** Container whose command the jobs override. */
  readonly containerName: string;
  /** VPC of the tasks; `undefined` for the VPC of the subnets. */
  readonly vpc: Vpc | undefined;
  /** Subnets of the tasks. */
  readonly subnets: Network;
  /** Security groups of the tasks. */
  readonly securityGroups: Network;
  /** The schedule group that exists already; `undefined` if Terraform creates the group. */
  readonly existingScheduleGroupName: string | undefined;
  /** Whether the tasks get public IP addresses. */
  readonly assignPublicIp: boolean;
  /** Task role; `undefined` for the role of the task definition, which Terraform looks up at plan. */
  readonly taskRoleArn: string | undefined;
  /** Execution role; `undefined` for the role of the task definition, which Terraform looks up at plan. */
  readonly executionRoleArn: string | undefined;
}

/**
 * A state backend of Terraform.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend
 */
export interface StateBackendConfig {
  /** The name of the backend, such as `s3`; `cloud` for a `cloud` block, which replaces the `backend` block. */
  readonly name: StateBackendName;
  /** Arguments with Terraform's names. */
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** The SNS topics that alarms notify: one topic, or a topic for each severity. */
export type AlarmTopics =
  | { readonly by: 'one_topic'; readonly arn: DeferredString }
  | { readonly by: 'severity'; readonly arns: Readonly<Record<Severity, DeferredString>> };

/** Alarms of an environment. */
export interface AlarmsConfig {
  /** The SNS topics that the alarms notify. */
  readonly topics: AlarmTopics;
  /** Whether the environment has a dashboard. */
  readonly hasDashboard: boolean;
}

/** One valid environment with all defaults. Jobs are built from it. */
export interface EnvConfig {
  /**
   * The name of the stack, which reports show: the name of the file without the extension, or `<app_name>-<file>` if
   * several folders are read.
   */
  readonly name: string;
  /** The name of the application. */
  readonly appName: string;
  /** AWS region of the cluster and of all created resources. */
  readonly region: string;
  /** Account, 12 digits; `undefined` for the account of the credentials, which Terraform looks up at plan. */
  readonly accountId: string | undefined;
  /** Account for comparisons with other environments: see {@link knownAccountOf}. */
  readonly knownAccountId: string | undefined;
  /** Version constraint of the provider hashicorp/aws. */
  readonly awsProviderVersion: string;
  /** Tags of all created resources that support tags. */
  readonly tags: DeferredMap;
  /** State backend, `local` by default. */
  readonly stateBackend: StateBackendConfig;
  /** Whether the configuration has a state backend. */
  readonly hasStateBackend: boolean;
  /** ECS service of the application. */
  readonly service: ServiceConfig;
  /** The bucket for upload jobs that have no `source_bucket`; `undefined` if no name is set and there is no default. */
  readonly bucketName: string | undefined;
  /** Whether the stack enables the EventBridge notification of the bucket (`manage`), or its owner does (`assume`). */
  readonly bucketNotification: 'manage' | 'assume';
  /** Permissions boundary of all created roles; `undefined` for none. */
  readonly permissionsBoundaryArn: DeferredString | undefined;
  /**
   * The path of roles and policies, which begins and ends with `/`.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
   */
  readonly iamPath: string;
  /** KMS key of log groups, state machines and schedules; `undefined` for keys that AWS owns. */
  readonly kmsKeyArn: DeferredString | undefined;
  /** Alarms of the environment; `undefined` for no alarms. */
  readonly alarms: AlarmsConfig | undefined;
  /** Whether the configuration has `alarms: false`, because another tool watches the jobs. */
  readonly isWatchedElsewhere: boolean;
  /** Whether X-Ray traces state machines. */
  readonly tracing: boolean;
  /** Checks to ignore in this environment, each with its reason. */
  readonly ignoreChecks: IgnoredChecks;
  /** File upload jobs by name. */
  readonly fileUploadJobs: Readonly<Record<string, FileUploadJobConfig>>;
  /** Scheduled jobs by name. */
  readonly scheduledJobs: Readonly<Record<string, ScheduledJobConfig>>;
  /** Queue workers by name. */
  readonly queueWorkerJobs: Readonly<Record<string, QueueWorkerJobConfig>>;
  /** Event jobs by name. */
  readonly eventJobs: Readonly<Record<string, EventJobConfig>>;
}

/** Returns `service.name` or its default; `undefined` if app_name is missing or invalid. */
export function serviceNameOf(validParts: ValidParts, environmentName: string): string | undefined {
  if (validParts.service?.name !== undefined) return validParts.service.name;
  return validParts.app_name === undefined ? undefined : `${validParts.app_name}-${environmentName}`;
}

/** Returns `storage.bucket_name` or its default; `undefined` if the default needs a name that is missing or invalid. */
export function bucketNameOf(validParts: ValidParts, environmentName: string): string | undefined {
  if (validParts.storage?.bucket_name !== undefined) return validParts.storage.bucket_name;
  if (validParts.project_name === undefined || validParts.app_name === undefined) return undefined;
  return `${validParts.project_name}-${validParts.app_name}-${environmentName}`;
}

/** Paths of the fields that show the account of an environment: `account_id`, and ARNs that must be in this account. */
export const accountFields = [
  ['account_id'],
  ['service', 'task_role_arn'],
  ['service', 'execution_role_arn'],
  ['iam', 'permissions_boundary_arn'],
  ['alarms', 'sns_topic_arn'],
  ['alarms', 'topics', 'critical'],
  ['alarms', 'topics', 'warning'],
] as const satisfies readonly Path[];

/** Returns the fields of `alarms`; `undefined` for no alarms. */
export function topicsOf({ alarms }: ValidParts): Exclude<ValidParts['alarms'], false> {
  return alarms === false ? undefined : alarms;
}

/**
 * Returns the account of an environment: `account_id`, or else the account of the first ARN in {@link accountFields}.
 *
 * @returns 12 digits; `undefined` if the account is unknown until the plan.
 */
export function knownAccountOf(validParts: ValidParts): string | undefined {
  const { account_id: accountId, region, service, iam } = validParts;
  const alarms = topicsOf(validParts);
  if (accountId !== undefined) return accountId;
  const arns = [
    service?.task_role_arn,
    service?.execution_role_arn,
    iam?.permissions_boundary_arn,
    alarms?.sns_topic_arn,
    alarms?.topics?.critical,
    alarms?.topics?.warning,
  ];
  return arns
    .flatMap((arn) => (arn === undefined ? [] : [fieldsOfArn(arn)]))
    .filter(({ partition }) => region === undefined || partition === partitionOf(region))
    .map((fields) => fields.accountId)
    .find((account) => account !== accountOfAws);
}

/** The account in the ARNs of policies that AWS manages. */
const accountOfAws = 'aws';

/**
 * Adds the defaults to a valid configuration.
 *
 * @param environmentName - The name of the environment's file, which is a part of some defaults.
 * @param stackName - The name of the stack.
 */
export function toEnvConfig(
  complete: CompleteEnvironment,
  environmentName: string,
  stackName: string = environmentName,
): EnvConfig {
  const { service, iam } = complete;
  const name = service.name ?? `${complete.app_name}-${environmentName}`;
  return {
    name: stackName,
    appName: complete.app_name,
    region: complete.region,
    accountId: complete.account_id,
    knownAccountId: knownAccountOf(complete),
    awsProviderVersion: complete.aws_provider_version ?? supportedProviderVersions,
    tags: complete.tags ?? {},
    stateBackend: stateBackendOf(complete),
    hasStateBackend: complete.state_backend !== undefined,
    service: {
      name,
      clusterName: service.cluster_name ?? name,
      taskDefinitionFamily: service.task_definition_family ?? name,
      containerName: service.container_name ?? name,
      vpc: vpcOf(service.vpc_id, service.vpc_tags),
      subnets: network(service.subnet_ids, service.subnet_tags, undefined),
      securityGroups: network(
        service.security_group_ids,
        service.security_group_tags,
        service.security_group_names,
      ),
      existingScheduleGroupName: service.schedule_group_name,
      assignPublicIp: service.assign_public_ip,
      taskRoleArn: service.task_role_arn,
      executionRoleArn: service.execution_role_arn,
    },
    bucketName: bucketNameOf(complete, environmentName),
    bucketNotification: complete.storage?.eventbridge_notification ?? 'assume',
    permissionsBoundaryArn: iam?.permissions_boundary_arn,
    iamPath: iam?.path ?? '/',
    kmsKeyArn: complete.kms_key_arn,
    alarms: alarmsOf(complete.alarms),
    isWatchedElsewhere: complete.alarms === false,
    tracing: complete.tracing,
    ignoreChecks: complete.ignore_checks ?? {},
    fileUploadJobs: complete.file_upload_jobs ?? {},
    scheduledJobs: complete.scheduled_jobs ?? {},
    queueWorkerJobs: complete.queue_worker_jobs ?? {},
    eventJobs: complete.event_jobs ?? {},
  };
}

function alarmsOf(alarms: CompleteEnvironment['alarms']): AlarmsConfig | undefined {
  if (alarms === undefined || alarms === false) return undefined;
  const { sns_topic_arn: arn, topics, dashboard: hasDashboard } = alarms;
  if (arn !== undefined) return { topics: { by: 'one_topic', arn }, hasDashboard };
  return topics === undefined ? undefined : { topics: { by: 'severity', arns: topics }, hasDashboard };
}

function vpcOf(id: string | undefined, tags: Readonly<Record<string, string>> | undefined): Vpc | undefined {
  if (id !== undefined) return { by: 'id', id };
  return tags === undefined ? undefined : { by: 'tags', tags };
}

function network(
  ids: readonly string[] | undefined,
  tags: Readonly<Record<string, string>> | undefined,
  names: readonly string[] | undefined,
): Network {
  if (ids !== undefined) return { by: 'ids', ids };
  if (tags !== undefined) return { by: 'tags', tags };
  return { by: 'names', names: names ?? [] };
}

/** Returns the backend. The default is local, as in Terraform. */
function stateBackendOf({ state_backend: given = {} }: CompleteEnvironment): StateBackendConfig {
  for (const [name, backendArguments] of Object.entries(given)) {
    if (isBackendName(name, given) && backendArguments !== undefined)
      return { name, arguments: backendArguments };
  }
  return { name: 'local', arguments: {} };
}

function isBackendName(name: string, given: object): name is StateBackendName {
  return Object.hasOwn(given, name);
}
