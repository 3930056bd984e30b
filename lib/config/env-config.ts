import type { ValidParts } from './valid-parts';
import type { EventJobConfig } from './schema/event-job';
import type { FileUploadJobConfig } from './schema/file-upload-job';
import type { IgnoredChecks } from './schema/ignore-checks';
import type { QueueWorkerJobConfig } from './schema/queue-worker-job';
import type { ScheduledJobConfig } from './schema/scheduled-job';
import type { StateBackendName } from './state-backends';
import type { CompleteEnvironment } from './validate-schema';

/** Resources with IDs in the configuration, or resources that Terraform looks up at plan by tags or names. */
export type Network =
  | { readonly by: 'ids'; readonly ids: readonly string[] }
  | { readonly by: 'tags'; readonly tags: Readonly<Record<string, string>> }
  | { readonly by: 'names'; readonly names: readonly string[] };

/** The application's ECS service, with all defaults. */
export interface ServiceConfig {
  readonly name: string;
  readonly clusterName: string;
  readonly taskDefinitionFamily: string;
  readonly containerName: string;
  readonly subnets: Network;
  readonly securityGroups: Network;
  /** @default The role of the task definition, looked up at plan. */
  readonly taskRoleArn: string | undefined;
  readonly executionRoleArn: string | undefined;
}

/** A state backend and its arguments, with Terraform's names. */
export interface StateBackendConfig {
  readonly name: StateBackendName;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** One valid environment with all defaults. Jobs are built from it. */
export interface EnvConfig {
  /** The name of its file. */
  readonly name: string;
  readonly appName: string;
  readonly region: string;
  /** @default The account of the credentials, looked up at plan. */
  readonly accountId: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly stateBackend: StateBackendConfig;
  readonly service: ServiceConfig;
  /** The bucket of upload jobs without a source_bucket. */
  readonly bucketName: string | undefined;
  /** `manage`: the stack configures this bucket to send its events to EventBridge. */
  readonly bucketNotification: 'manage' | 'assume';
  readonly permissionsBoundaryArn: string | undefined;
  /** The path of roles and policies. Begins and ends with `/`. */
  readonly iamPath: string;
  readonly kmsKeyArn: string | undefined;
  /** The SNS topic of alarms. @default No alarms. */
  readonly alarmTopicArn: string | undefined;
  readonly tracing: boolean;
  /** The suppressed checks of this environment, each with its reason. */
  readonly ignoreChecks: IgnoredChecks;
  readonly fileUploadJobs: Readonly<Record<string, FileUploadJobConfig>>;
  readonly scheduledJobs: Readonly<Record<string, ScheduledJobConfig>>;
  readonly queueWorkerJobs: Readonly<Record<string, QueueWorkerJobConfig>>;
  readonly eventJobs: Readonly<Record<string, EventJobConfig>>;
}

/** Returns `service.name` or its default; `undefined` if app_name is missing or invalid. */
export function serviceNameOf(validParts: ValidParts, environmentName: string): string | undefined {
  if (validParts.service?.name !== undefined) return validParts.service.name;
  return validParts.app_name === undefined ? undefined : `${validParts.app_name}-${environmentName}`;
}

/** Returns `storage.bucket_name` or its default; `undefined` if a name for the default is missing or invalid. */
export function bucketNameOf(validParts: ValidParts, environmentName: string): string | undefined {
  if (validParts.storage?.bucket_name !== undefined) return validParts.storage.bucket_name;
  if (validParts.project_name === undefined || validParts.app_name === undefined) return undefined;
  return `${validParts.project_name}-${validParts.app_name}-${environmentName}`;
}

/** Returns a valid configuration with its defaults. */
export function toEnvConfig(complete: CompleteEnvironment, environmentName: string): EnvConfig {
  const { service, iam } = complete;
  const name = service.name ?? `${complete.app_name}-${environmentName}`;
  return {
    name: environmentName,
    appName: complete.app_name,
    region: complete.region,
    accountId: complete.account_id,
    tags: complete.tags ?? {},
    stateBackend: stateBackendOf(complete),
    service: {
      name,
      clusterName: service.cluster_name ?? name,
      taskDefinitionFamily: service.task_definition_family ?? name,
      containerName: service.container_name ?? name,
      subnets: network(service.subnet_ids, service.subnet_tags, undefined),
      securityGroups: network(
        service.security_group_ids,
        service.security_group_tags,
        service.security_group_names,
      ),
      taskRoleArn: service.task_role_arn,
      executionRoleArn: service.execution_role_arn,
    },
    bucketName: bucketNameOf(complete, environmentName),
    bucketNotification: complete.storage?.eventbridge_notification ?? 'assume',
    permissionsBoundaryArn: iam?.permissions_boundary_arn,
    iamPath: iam?.path ?? '/',
    kmsKeyArn: complete.kms_key_arn,
    alarmTopicArn: complete.alarms?.sns_topic_arn,
    tracing: complete.tracing,
    ignoreChecks: complete.ignore_checks ?? {},
    fileUploadJobs: complete.file_upload_jobs ?? {},
    scheduledJobs: complete.scheduled_jobs ?? {},
    queueWorkerJobs: complete.queue_worker_jobs ?? {},
    eventJobs: complete.event_jobs ?? {},
  };
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
