/** Reads the status of an environment. */
import { queueUrl } from '../aws/queues';
import { literalText, Lookup, type DeferredString } from '../values/deferred-values';
import type { EnvironmentJobs } from '../jobs/environment';
import { deadLetterQueueOf, isRunJob, schedulesOf, stateMachineOf, stateOf, type Job } from '../jobs/job';
import { alarmNamesOfJob } from './collect-alarm-names';
import type { AwsReader, ActiveAlarm } from './aws-reader';
import { limited, type Limited } from './limited';
import { missedRuns, type MissedRun, type ObservedSchedule } from './missed-runs';
import { readRuns } from './read-runs';
import type {
  EnvironmentStatus,
  JobStatus,
  QueueKind,
  QueueStatus,
  RunList,
  ScheduleDifference,
  ServiceStatus,
} from './status';

/** The time that a status covers. */
export interface StatusTime {
  /** The current time. */
  readonly now: Date;
  /** Runs that started before this time are left out. */
  readonly since: Date;
}

/** The maximum number of requests to AWS at the same time. */
const maximumRequests = 8;

/**
 * The time after a scheduled time in which its run must start, in seconds. The Scheduler starts a run within 60 seconds,
 * if it needs no retry.
 */
const startToleranceSeconds = 300;

/**
 * Reads the status of an environment.
 *
 * @param accountId - The account of the credentials, which replaces an account that the configuration does not have.
 * @param only - The names of the jobs to read.
 */
export async function observeEnvironment(
  environment: EnvironmentJobs,
  aws: AwsReader,
  accountId: string,
  { now, since }: StatusTime,
  only: (jobName: string) => boolean,
): Promise<EnvironmentStatus> {
  const { config, jobs } = environment;
  const reader = { ...aws, tasks: readOnce(aws.tasks) };
  const limit = limited(maximumRequests);
  const selected = jobs.filter(({ name }) => only(name));
  const shared = new Set(environment.alarms.map(({ alarm }) => alarm.name));
  const names = [...shared, ...selected.flatMap(alarmNamesOfJob)];
  const active = names.length === 0 ? [] : await reader.activeAlarms(names);
  const context = { environment, reader, accountId, time: { now, since }, limit, active };
  return {
    name: config.name,
    region: config.region,
    since,
    now,
    jobs: await Promise.all(selected.map((job) => observeJob(job, context))),
    alarms: active.filter(({ name }) => shared.has(name)),
  };
}

/** Returns a function that reads the tasks of each family once, because the jobs of a service share a family. */
function readOnce(read: AwsReader['tasks']): AwsReader['tasks'] {
  const lists = new Map<string, ReturnType<AwsReader['tasks']>>();
  return (clusterName, family) => {
    const key = JSON.stringify([clusterName, family]);
    const list = lists.get(key) ?? read(clusterName, family);
    lists.set(key, list);
    return list;
  };
}

interface Context {
  readonly environment: EnvironmentJobs;
  readonly reader: AwsReader;
  readonly accountId: string;
  readonly time: StatusTime;
  readonly limit: Limited;
  readonly active: readonly ActiveAlarm[];
}

/** Returns a text with the account instead of the lookup of the account. */
export function withAccount(text: DeferredString, accountId: string): string {
  if (typeof text === 'string') return text;
  return text.parts
    .map((part) =>
      part instanceof Lookup && part.name === 'account_id' ? accountId : literalText(String(part)),
    )
    .join('');
}

async function observeJob(job: Job, context: Context): Promise<JobStatus> {
  const { active, time } = context;
  const alarms = new Set(alarmNamesOfJob(job));
  const [runs, schedules, queues, service] = await Promise.all([
    runsOf(job, context),
    readSchedules(job, context),
    readQueues(job, context),
    readService(job, context),
  ]);
  return {
    name: job.name,
    type: job.type,
    isEnabled: stateOf(job) === 'ENABLED',
    runs,
    missed: missedRunsOf(job, runs, schedules, time),
    schedules: schedules.flatMap(({ difference }) => difference ?? []),
    queues,
    service,
    alarms: active.filter(({ name }) => alarms.has(name)),
  };
}

async function runsOf(job: Job, context: Context): Promise<RunList> {
  const { environment, reader, accountId, time, limit } = context;
  const machineArn = stateMachineOf(job)?.arn;
  return readRuns(job, {
    reader,
    limit,
    location: environment.location,
    machineArn: machineArn === undefined ? undefined : withAccount(machineArn, accountId),
    serviceName: environment.config.service.name,
    clusterName: literalText(environment.config.service.clusterName),
    containerName: environment.config.service.containerName,
    since: time.since,
  });
}

interface ReadSchedule {
  readonly name: string;
  readonly difference: ScheduleDifference | undefined;
  /** The time of the last change; `undefined` if it is unknown. */
  readonly changed: Date | undefined;
}

async function readSchedules(job: Job, { reader, limit }: Context): Promise<readonly ReadSchedule[]> {
  return Promise.all(
    schedulesOf(job).map(async ({ name, groupName, state, expression }) => {
      const found = await limit(() => reader.schedule(groupName, name));
      const differs = (kind: ScheduleDifference['kind']): ScheduleDifference => ({ name, kind, expression });
      const difference = (): ScheduleDifference | undefined => {
        if (found === undefined) return differs('missing');
        if (found.isEnabled !== (state === 'ENABLED'))
          return differs(found.isEnabled ? 'enabled' : 'disabled');
        return found.expression === expression ? undefined : differs('expression');
      };
      return { name, difference: difference(), changed: found?.changed };
    }),
  );
}

/**
 * Returns the missed runs of a job whose state machine shows all starts. A schedule of a worker sends a message, which
 * leaves no trace. A schedule that changed is compared only after the change.
 */
function missedRunsOf(
  job: Job,
  { source, runs, isComplete }: RunList,
  read: readonly ReadSchedule[],
  { now, since }: StatusTime,
): readonly MissedRun[] {
  if (!isRunJob(job) || source !== 'executions') return [];
  const starts = runs.flatMap(({ started }) => started ?? []);
  const oldest = isComplete ? undefined : starts.at(-1);
  const observed = schedulesOf(job).flatMap((schedule): readonly ObservedSchedule[] => {
    const { name, state, parsedExpression: expression, timezone, startDate, endDate } = schedule;
    const found = read.find((each) => each.name === name);
    const isDeployed = found?.difference === undefined || found.difference.kind === 'disabled';
    if (state === 'DISABLED' || !isDeployed) return [];
    const from = Math.max(...[since, oldest, found?.changed].flatMap((each) => each?.getTime() ?? []));
    const toleranceSeconds = startToleranceSeconds + 60 * (schedule.flexibleTimeWindowMinutes ?? 0);
    const timing = { expression, timezone, startDate, endDate };
    return [{ name, timing, from: new Date(from), toleranceSeconds }];
  });
  return missedRuns(observed, starts, now);
}

interface KnownQueue {
  readonly name: string;
  readonly kind: QueueKind;
  readonly arn: DeferredString;
  readonly url: DeferredString;
}

function queuesOf(job: Job, { location }: EnvironmentJobs): readonly KnownQueue[] {
  const queue = (kind: QueueKind, { name, arn, url }: Omit<KnownQueue, 'kind'>): KnownQueue => ({
    name,
    kind,
    arn,
    url,
  });
  const failed = deadLetterQueueOf(job);
  return [
    ...(isRunJob(job) ? [] : [queue('messages', job.queue), queue('dead_letters', job.deadLetterQueue)]),
    ...(failed === undefined
      ? []
      : [queue('undelivered', { ...failed, url: queueUrl(location, failed.name) })]),
  ];
}

async function readQueues(
  job: Job,
  { environment, reader, accountId, limit }: Context,
): Promise<readonly QueueStatus[]> {
  return Promise.all(
    queuesOf(job, environment).map(async ({ name, arn, url, kind }) => {
      const location = { arn: withAccount(arn, accountId), url: withAccount(url, accountId) };
      return { name, kind, messages: await limit(() => reader.messages(location)) };
    }),
  );
}

async function readService(
  job: Job,
  { environment, reader, limit }: Context,
): Promise<ServiceStatus | undefined> {
  if (isRunJob(job)) return undefined;
  const { name } = job.service;
  const cluster = literalText(environment.config.service.clusterName);
  return { name, tasks: await limit(() => reader.service(cluster, name)) };
}
