import { commonKey } from '../../aws/s3/common-key';
import type { EnvironmentJobs } from '../../jobs/environment';
import type { EventJob } from '../../jobs/event/event-job';
import { jobsOfType, stateOf } from '../../jobs/job';
import type { Check, Finding } from '../check';
import { enabledUploads, pathOf, type Uploads } from '../job-paths';
import { eventStreamOf } from '../uploads/nested-prefixes';

export const sharedTrigger: Check = {
  code: 'shared-trigger',
  why: 'An event bus sends an event to every rule that matches it. Two environments in one account and region can select the same objects or events. Each of them then starts a job in both environments.',
  fix: 'set another bucket, filter or event bus in one of the environments, or ignore this check with ignore_checks if both must process it',
  find(environment, _now, environments = []) {
    const others = environments
      .slice(0, Math.max(0, environments.indexOf(environment)))
      .filter((other) => canShareABus(environment, other));
    return [...sharedUploads(environment, others), ...sharedEvents(environment, others)];
  },
};

/** Whether two environments have the same region, and accounts that are not known to differ. */
function canShareABus({ config: a }: EnvironmentJobs, { config: b }: EnvironmentJobs): boolean {
  const accounts = new Set([a.knownAccountId, b.knownAccountId].filter((id) => id !== undefined));
  return a.region === b.region && accounts.size < 2;
}

function sharedUploads(environment: EnvironmentJobs, others: readonly EnvironmentJobs[]): readonly Finding[] {
  const earlier = others.map((other) => ({ name: other.config.name, uploads: uploadsByStream(other) }));
  return enabledUploads(environment).flatMap((upload): readonly Finding[] => {
    for (const { name, uploads } of earlier)
      for (const other of nameFirst(upload.job.name, uploads.get(eventStreamOf(upload)) ?? [])) {
        const key = commonKey(other.rule.source.filter, upload.rule.source.filter);
        if (key === undefined) continue;
        const { bucketName } = upload.rule.source.filter;
        const what =
          key === ''
            ? `an object in ${bucketName}`
            : `an object in ${bucketName} such as ${JSON.stringify(key)}`;
        return [
          { path: upload.path, at: 'key', message: `${what} also starts ${other.job.name} in ${name}` },
        ];
      }
    return [];
  });
}

function uploadsByStream(environment: EnvironmentJobs): ReadonlyMap<string, readonly Uploads[]> {
  const byStream = new Map<string, Uploads[]>();
  for (const upload of enabledUploads(environment)) {
    const stream = byStream.get(eventStreamOf(upload));
    if (stream === undefined) byStream.set(eventStreamOf(upload), [upload]);
    else stream.push(upload);
  }
  return byStream;
}

/** Puts the job with this name first: usually, two environments have the same jobs. */
function nameFirst(name: string, uploads: readonly Uploads[]): readonly Uploads[] {
  return [
    ...uploads.filter(({ job }) => job.name === name),
    ...uploads.filter(({ job }) => job.name !== name),
  ];
}

function sharedEvents(environment: EnvironmentJobs, others: readonly EnvironmentJobs[]): readonly Finding[] {
  const earlier = others.map(({ config, jobs }) => ({
    name: config.name,
    jobs: new Map(
      enabledEventJobs(jobs)
        .toReversed()
        .map((job) => [streamOf(job), job]),
    ),
  }));
  return enabledEventJobs(environment.jobs).flatMap((job): readonly Finding[] => {
    for (const { name, jobs } of earlier) {
      const other = jobs.get(streamOf(job));
      if (other === undefined) continue;
      const message = `each event on the bus ${job.rule.eventBusName} that starts this job also starts ${other.name} in ${name}`;
      return [{ path: pathOf(job, 'event_pattern'), at: 'key', message }];
    }
    return [];
  });
}

function enabledEventJobs(jobs: EnvironmentJobs['jobs']): readonly EventJob[] {
  return jobsOfType(jobs, 'event_job').filter((job) => stateOf(job) === 'ENABLED');
}

/** Returns text that identifies the events that start a job. The fields of its pattern are sorted. */
function streamOf({ rule }: EventJob): string {
  return JSON.stringify([rule.eventBusName, rule.eventPattern]);
}
