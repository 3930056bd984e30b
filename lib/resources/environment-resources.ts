/** Describes the Terraform resources of an environment and its jobs, as plain values. */
import { addressText, sharedAddress } from '../jobs/addresses';
import type { EnvironmentJobs } from '../jobs/environment';
import type { Job, JobOfType, JobType } from '../jobs/job';
import { watchResources } from './alarms/watch';
import { dataSources } from './data-sources';
import type { JobContext, SharedDependencies } from './job-resource';
import type { KnownValues } from './lookups';
import { failureRuleResources } from './alarms/failure-rule';
import { dashboardResource } from './alarms/dashboard';
import { environmentAlarmResource } from './alarms/metric-alarm';
import { queueWorkerJobOutputs, queueWorkerJobResources } from './queue-worker/queue-worker-job';
import { taskProtectionResources } from './queue-worker/task-protection';
import type { TerraformOutputValue, TerraformResource } from './resource';
import { lockTableResource } from './run/lock-table';
import { scheduledJobResources } from './scheduled/scheduled-job';
import { bucketNotificationResource } from './shared/bucket-notification';
import { roleResources } from './shared/role';
import { scheduleGroupResource } from './shared/schedule-group';
import { ruleStartedJobResources } from './triggers/rule-started-job';

/** The resources of an environment. */
export interface EnvironmentResources {
  /** Data sources for values that the configuration does not set. */
  readonly dataSources: readonly TerraformResource[];
  /** Resources that several jobs use. */
  readonly shared: readonly TerraformResource[];
  /** The resources of each job, in the order of the jobs. */
  readonly jobs: readonly JobResources[];
}

/** The resources of one job. */
export interface JobResources {
  /** The job. */
  readonly job: Job;
  /** The resources and data sources that only this job uses. */
  readonly resources: readonly TerraformResource[];
  /** The outputs of the job. */
  readonly outputs: readonly TerraformOutputValue[];
}

/**
 * Describes everything that Terraform creates for an environment, except for its provider and its state backend.
 *
 * @param environment - The jobs of the environment.
 * @param known - Expressions for values that the configuration does not set. Data sources look up all values that are
 *   set neither here nor in the configuration.
 */
export function describeEnvironment(
  environment: EnvironmentJobs,
  known: KnownValues = {},
): EnvironmentResources {
  const { jobs } = environment;
  if (jobs.length === 0) return { dataSources: [], shared: [], jobs: [] };
  const shared = sharedDependencies(environment);
  return {
    dataSources: dataSources(environment, known),
    shared: sharedResources(environment, shared),
    jobs: jobs.map((job) => describeJob(environment, job, shared)),
  };
}

/** Returns the resources and data sources of an environment in one list. */
export function allResources(environment: EnvironmentResources): readonly TerraformResource[] {
  return [
    ...environment.dataSources,
    ...environment.shared,
    ...environment.jobs.flatMap(({ resources }) => resources),
  ];
}

function sharedResources(
  environment: EnvironmentJobs,
  shared: SharedDependencies,
): readonly TerraformResource[] {
  const {
    config,
    roles,
    lockTableName,
    taskProtection,
    managedBucket,
    failureRules,
    alarms,
    watch,
    dashboard,
  } = environment;
  return [
    ...roles.flatMap((role) => roleResources(config, role)),
    ...(lockTableName === undefined ? [] : [lockTableResource(config, lockTableName)]),
    ...(taskProtection === undefined ? [] : taskProtectionResources(config, taskProtection)),
    ...createdGroupName(environment).map((name) => scheduleGroupResource(config, name)),
    ...(managedBucket === undefined ? [] : [bucketNotificationResource(managedBucket)]),
    ...failureRules.flatMap((rule) => failureRuleResources(config, rule)),
    ...alarms.map((alarm) => environmentAlarmResource(config, alarm)),
    ...(watch === undefined ? [] : watchResources(environment, watch, shared)),
    ...(dashboard === undefined ? [] : [dashboardResource(dashboard)]),
  ];
}

function sharedDependencies(environment: EnvironmentJobs): SharedDependencies {
  const { roles, lockTableName, taskProtection } = environment;
  const protectedKeys = new Set(taskProtection?.roles.map(({ key }) => key));
  return {
    role: (kind) =>
      roles.some((role) => role.kind === kind)
        ? [addressText(sharedAddress('role_policy_attachment', kind))]
        : [],
    lockTable: lockTableName === undefined ? [] : [addressText(sharedAddress('lock_table'))],
    protection: ({ key }) =>
      protectedKeys.has(key) ? [addressText(sharedAddress('task_protection_attachment', key))] : [],
    scheduleGroup: createdGroupName(environment).map(() => addressText(sharedAddress('schedule_group'))),
  };
}

/** Returns the name of the schedule group that Terraform creates, if any. */
function createdGroupName({
  config: { service },
  scheduleGroupName: name,
}: EnvironmentJobs): readonly string[] {
  return name === undefined || service.existingScheduleGroupName !== undefined ? [] : [name];
}

/** The resources of a job by its type. */
const describeByType: {
  readonly [Type in JobType]: (context: JobContext<JobOfType<Type>>) => Omit<JobResources, 'job'>;
} = {
  file_upload_job: (context) => ({ resources: ruleStartedJobResources(context), outputs: [] }),
  scheduled_job: (context) => ({ resources: scheduledJobResources(context), outputs: [] }),
  queue_worker_job: (context) => ({
    resources: queueWorkerJobResources(context),
    outputs: queueWorkerJobOutputs(context.job),
  }),
  event_job: (context) => ({ resources: ruleStartedJobResources(context), outputs: [] }),
};

function describeJob<Type extends JobType>(
  { config, bucket }: EnvironmentJobs,
  job: JobOfType<Type> & Job,
  shared: SharedDependencies,
): JobResources {
  return { job, ...describeByType[job.type]({ config, bucket, job, shared }) };
}
