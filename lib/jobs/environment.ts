import { locationOf, type Location } from '../aws/arns';
import { Lookup, deferredString, type DeferredString } from '../values/deferred-values';
import type { EnvConfig } from '../config/env-config';
import { buildDashboard, type Dashboard } from './alarms/dashboard';
import { buildDroppedRunsAlarm, type EnvironmentAlarm } from './alarms/dropped-runs';
import { buildFailureRules, type FailureRule } from './alarms/failed-runs';
import { buildWatch, type Watch } from './alarms/watch/watch';
import { rulesOf, runJobsOf, schedulesOf, workersOf, type Job } from './job';
import { jobKinds } from './kinds';
import { buildTaskProtection, type TaskProtection } from './queue-worker/scale-in-protection';
import { lockTableName, scheduleGroupName } from './resource-names';
import { roleArns } from './roles/role-arns';
import { buildRoles, type Role } from './roles/roles';
import type { EventRule } from './triggers/triggers';

/** The jobs of one environment, and the resources that they share: the content of its stack. */
export interface EnvironmentJobs {
  /** The checked configuration of the environment, with its defaults. */
  readonly config: EnvConfig;
  /** The partition, the region and the account of the resources. */
  readonly location: Location;
  /** All jobs, in the order of their kinds and names. */
  readonly jobs: readonly Job[];
  /** The IAM roles that the jobs use. */
  readonly roles: readonly Role[];
  /** The bucket whose EventBridge notification this stack manages; `undefined` if there is none. */
  readonly managedBucket: DeferredString | undefined;
  /** The name of the environment's bucket in event patterns; `undefined` if the environment has no bucket. */
  readonly bucket: DeferredString | undefined;
  /** The name of the table of active runs; `undefined` if every job allows overlapping runs. */
  readonly lockTableName: string | undefined;
  /** The permissions for scale-in protection; `undefined` if no worker uses it. */
  readonly taskProtection: TaskProtection | undefined;
  /** The rules that publish a message when a run fails; empty if the environment has no SNS topic. */
  readonly failureRules: readonly FailureRule[];
  /** The alarms that the jobs share; empty if the environment has no SNS topic. */
  readonly alarms: readonly EnvironmentAlarm[];
  /** The state machine that reports missed and slow runs, and its rules; `undefined` if no job is watched. */
  readonly watch: Watch | undefined;
  /** The dashboard; `undefined` if the environment has none. */
  readonly dashboard: Dashboard | undefined;
  /** The name of the schedule group; `undefined` if the environment has no schedule. */
  readonly scheduleGroupName: string | undefined;
}

/** Builds the jobs of a checked configuration. */
export function buildEnvironmentJobs(config: EnvConfig): EnvironmentJobs {
  const location = locationOf(config.region, config.accountId ?? deferredString`${new Lookup('account_id')}`);
  const roles = roleArns(config, location);
  const context = { config, location, roles };
  const jobs = Object.values(jobKinds).flatMap((kind): readonly Job[] => kind.build(context));
  const alarms = buildDroppedRunsAlarm(config, jobs);
  return {
    config,
    location,
    jobs,
    roles: buildRoles(config, location, jobs),
    managedBucket: managedBucket(config, rulesOf(jobs)),
    bucket: config.bucketName,
    lockTableName: runJobsOf(jobs).some(({ run }) => run.overlap !== 'allow')
      ? lockTableName(config.service.name)
      : undefined,
    failureRules: buildFailureRules(config, location, jobs),
    alarms,
    dashboard: buildDashboard(config, location, jobs, alarms),
    taskProtection: buildTaskProtection(config, location, workersOf(jobs)),
    watch: buildWatch(config, location, jobs, roles),
    scheduleGroupName: jobs.some((job) => schedulesOf(job).length > 0)
      ? scheduleGroupName(config.service)
      : undefined,
  };
}

/**
 * Returns the bucket whose notification this stack must manage; `undefined` if there is none. Scan events need no
 * notification, because GuardDuty itself sends them to EventBridge.
 */
function managedBucket(
  { bucketName, bucketNotification }: EnvConfig,
  rules: readonly EventRule[],
): string | undefined {
  const isNeeded = rules.some(
    ({ source }) =>
      source.kind === 'objects' && source.event === 'created' && source.filter.bucketName === bucketName,
  );
  return bucketNotification === 'manage' && isNeeded ? bucketName : undefined;
}
