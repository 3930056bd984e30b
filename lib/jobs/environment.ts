import { locationOf, type Location } from '../aws/arns';
import { Lookup, deferredString } from '../values/deferred-values';
import type { EnvConfig } from '../config/env-config';
import { buildFileUploadJob } from './file-upload/file-upload-job';
import { rulesOf, runJobsOf, type Job } from './job';
import type { UploadRule } from './triggers/triggers';
import { lockTableName, scheduleGroupName } from './resource-names';
import { buildQueueWorkerJob } from './queue-worker/queue-worker-job';
import { buildRoles, roleArns, type Role } from './roles';
import { buildScheduledJob } from './scheduled/scheduled-job';
import { buildTaskProtection, type TaskProtection } from './queue-worker/scale-in-protection';
import { compare } from '../text/compare';

/** One environment's jobs and what they share: all that its stack is made of. */
export interface EnvironmentJobs {
  readonly config: EnvConfig;
  readonly location: Location;
  /** In the order of their kinds and names. */
  readonly jobs: readonly Job[];
  readonly roles: readonly Role[];
  /** The bucket that is told here to send its events to EventBridge. */
  readonly managedBucket: string | undefined;
  /** The table of the runs that go on, where a job must not run twice at once. */
  readonly lockTableName: string | undefined;
  /** There when tasks of a worker protect themselves. */
  readonly taskProtection: TaskProtection | undefined;
  /** There when a schedule needs it. */
  readonly scheduleGroupName: string | undefined;
}

/** The jobs of a checked configuration. */
export function buildEnvironmentJobs(config: EnvConfig): EnvironmentJobs {
  const location = locationOf(config.region, config.accountId ?? deferredString`${new Lookup('account_id')}`);
  const roles = roleArns(config, location);
  const uploads = byName(config.fileUploadJobs).map(([name, job]) => {
    const bucketName = job.source_bucket ?? config.bucketName;
    if (bucketName === undefined) throw new TypeError(`the job ${name} has no bucket`);
    return buildFileUploadJob(config, location, name, job, bucketName, roles);
  });
  const scheduled = byName(config.scheduledJobs).map(([name, job]) =>
    buildScheduledJob(config, location, name, job, roles),
  );
  const workers = byName(config.queueWorkerJobs).map(([name, job]) =>
    buildQueueWorkerJob(config, location, name, job, roles),
  );
  const jobs = [...uploads, ...scheduled, ...workers];
  return {
    config,
    location,
    jobs,
    roles: buildRoles(config, location, jobs),
    managedBucket: managedBucket(config, rulesOf(jobs)),
    lockTableName: runJobsOf(jobs).some(({ run }) => run.overlap !== 'allow')
      ? lockTableName(config.service.name)
      : undefined,
    taskProtection: buildTaskProtection(config, location, workers),
    scheduleGroupName:
      scheduled.length > 0 || workers.some(({ schedule }) => schedule !== undefined)
        ? scheduleGroupName(config.service.name)
        : undefined,
  };
}

/** Only where a job, or a queue, waits for the bucket's own events: GuardDuty's come without them. */
function managedBucket(
  { bucketName, bucketNotification }: EnvConfig,
  rules: readonly UploadRule[],
): string | undefined {
  const isNeeded = rules.some(({ event, filter }) => event === 'created' && filter.bucketName === bucketName);
  return bucketNotification === 'manage' && isNeeded ? bucketName : undefined;
}

function byName<Value>(record: Readonly<Record<string, Value>>): readonly (readonly [string, Value])[] {
  return Object.entries(record).sort(([a], [b]) => compare(a, b));
}
