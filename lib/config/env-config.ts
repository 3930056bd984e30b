import type { ValidParts } from './valid-parts';
import type { EventJobConfig } from './schema/event-job';
import type { FileUploadJobConfig } from './schema/file-upload-job';
import type { IgnoredChecks } from './schema/ignore-checks';
import type { QueueWorkerJobConfig } from './schema/queue-worker-job';
import type { ScheduledJobConfig } from './schema/scheduled-job';
import type { StateBackendName } from './state-backends';
import type { CompleteEnvironment } from './validate-schema';

/** Resources that are named in the configuration, or looked up at plan by tags or names. */
export type Network =
  | { readonly by: 'ids'; readonly ids: readonly string[] }
  | { readonly by: 'tags'; readonly tags: Readonly<Record<string, string>> }
  | { readonly by: 'names'; readonly names: readonly string[] };

/** The application's ECS service, with every default filled in. */
export interface ServiceConfig {
  readonly name: string;
  readonly clusterName: string;
  readonly taskDefinitionFamily: string;
  readonly containerName: string;
  readonly subnets: Network;
  readonly securityGroups: Network;
  /** Absent: read from the task definition at plan. */
  readonly taskRoleArn: string | undefined;
  readonly executionRoleArn: string | undefined;
}

/** A backend and its arguments as Terraform names them. */
export interface StateBackendConfig {
  readonly name: StateBackendName;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** One environment, checked, with its defaults filled in: what jobs are made of. */
export interface EnvConfig {
  /** The name of its file. */
  readonly name: string;
  readonly appName: string;
  readonly region: string;
  /** Absent: looked up at plan. */
  readonly accountId: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly stateBackend: StateBackendConfig;
  readonly service: ServiceConfig;
  /** The bucket of upload jobs that name none. */
  readonly bucketName: string | undefined;
  /** Whether the environment switches on that this bucket sends its events to EventBridge. */
  readonly bucketNotification: 'manage' | 'assume';
  readonly permissionsBoundaryArn: string | undefined;
  /** The path of roles and policies: `/`, or one that begins and ends with it. */
  readonly iamPath: string;
  readonly kmsKeyArn: string | undefined;
  /** Who is told of what is wrong; absent, nobody. */
  readonly alarmTopicArn: string | undefined;
  readonly tracing: boolean;
  /** Checks that nobody wants to hear of in this environment, with the reason. */
  readonly ignoreChecks: IgnoredChecks;
  readonly fileUploadJobs: Readonly<Record<string, FileUploadJobConfig>>;
  readonly scheduledJobs: Readonly<Record<string, ScheduledJobConfig>>;
  readonly queueWorkerJobs: Readonly<Record<string, QueueWorkerJobConfig>>;
  readonly eventJobs: Readonly<Record<string, EventJobConfig>>;
}

/** `service.name`, or what stands in for it; `undefined` when it is wrong or there is nothing to make it of. */
export function serviceNameOf(partial: ValidParts, environmentName: string): string | undefined {
  if (partial.service?.name !== undefined) return partial.service.name;
  return partial.app_name === undefined ? undefined : `${partial.app_name}-${environmentName}`;
}

/** `storage.bucket_name`, or what stands in for it. */
export function bucketNameOf(partial: ValidParts, environmentName: string): string | undefined {
  if (partial.storage?.bucket_name !== undefined) return partial.storage.bucket_name;
  if (partial.project_name === undefined || partial.app_name === undefined) return undefined;
  return `${partial.project_name}-${partial.app_name}-${environmentName}`;
}

/** The configuration with its defaults. Only for one in which nothing is wrong. */
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

/** Absent, a state is local: Terraform's own default. */
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
