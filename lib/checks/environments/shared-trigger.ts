import { commonKey } from '../../aws/s3/common-key';
import type { EnvironmentJobs } from '../../jobs/environment';
import type { EventJob } from '../../jobs/event/event-job';
import { jobsOfType, stateOf } from '../../jobs/job';
import type { Check, Finding } from '../check';
import { enabledUploads, pathOf, type Uploads } from '../job-paths';
import { eventStreamOf } from '../uploads/nested-prefixes';

export const sharedTrigger: Check = {
  code: 'shared-trigger',
  why: 'An event bus sends an event to every rule that matches it. Two environments in one account and region can select the same objects or events. Each such object or event then starts a job in both environments.',
  fix: 'set another bucket, filter or event bus in one environment; if both must process the same objects or events, ignore this check with ignore_checks',
  find(environment, _now, environments = []) {
    const { uploads, events } = triggersOf(environments);
    const find = findEarlier(environment, environments.indexOf(environment));
    return [
      ...enabledUploads(environment).flatMap((upload): readonly Finding[] => {
        const { filter } = upload.rule.source;
        const isSame = (other: Uploads): boolean => commonKey(other.rule.source.filter, filter) !== undefined;
        const found = find(uploads.get(streamOfUploads(environment, upload)), isSame);
        if (found === undefined) return [];
        const key = commonKey(found.value.rule.source.filter, filter);
        const example = key === undefined || key === '' ? '' : ` such as ${JSON.stringify(key)}`;
        const message = `an object in ${filter.bucketName}${example} also starts ${found.value.job.name} in ${found.environment.config.name}`;
        return [{ path: upload.path, at: 'key', message }];
      }),
      ...enabledEventJobs(environment).flatMap((job): readonly Finding[] => {
        const found = find(events.get(streamOfEvents(environment, job)), () => true);
        if (found === undefined) return [];
        const message = `each event on the bus ${job.rule.eventBusName} that starts this job also starts ${found.value.name} in ${found.environment.config.name}`;
        return [{ path: pathOf(job, 'event_pattern'), at: 'key', message }];
      }),
    ];
  },
};

/** A trigger of one environment. */
interface Held<Value> {
  readonly environment: EnvironmentJobs;
  readonly position: number;
  readonly value: Value;
}

/** The triggers of all environments. The key is a text that identifies the events that start them. */
interface Triggers {
  readonly uploads: ReadonlyMap<string, readonly Held<Uploads>[]>;
  readonly events: ReadonlyMap<string, readonly Held<EventJob>[]>;
}

/**
 * The triggers of each list of environments. They are collected once for each list, because it would be too slow to
 * compare all pairs of environments.
 */
const collected = new WeakMap<readonly EnvironmentJobs[], Triggers>();

function triggersOf(environments: readonly EnvironmentJobs[]): Triggers {
  const known = collected.get(environments);
  if (known !== undefined) return known;
  const uploads = new Map<string, Held<Uploads>[]>();
  const events = new Map<string, Held<EventJob>[]>();
  for (const [position, environment] of environments.entries()) {
    for (const value of enabledUploads(environment))
      hold(uploads, streamOfUploads(environment, value), { environment, position, value });
    for (const value of enabledEventJobs(environment))
      hold(events, streamOfEvents(environment, value), { environment, position, value });
  }
  collected.set(environments, { uploads, events });
  return { uploads, events };
}

function hold<Value>(map: Map<string, Held<Value>[]>, stream: string, held: Held<Value>): void {
  const known = map.get(stream);
  if (known === undefined) map.set(stream, [held]);
  else known.push(held);
}

/**
 * Returns a function that finds the first trigger that `isSame` accepts. It searches only environments before this one,
 * and only environments that can be in the same account.
 */
function findEarlier(environment: EnvironmentJobs, position: number) {
  return <Value>(
    held: readonly Held<Value>[] = [],
    isSame: (value: Value) => boolean,
  ): Held<Value> | undefined => {
    for (const one of held) {
      if (one.position >= position) return undefined;
      if (canShareABus(environment, one.environment) && isSame(one.value)) return one;
    }
    return undefined;
  };
}

/** Whether two environments can be in one account: their accounts are equal, or at least one of them is unknown. */
function canShareABus({ config: a }: EnvironmentJobs, { config: b }: EnvironmentJobs): boolean {
  const accounts = new Set([a.knownAccountId, b.knownAccountId].filter((id) => id !== undefined));
  return accounts.size < 2;
}

function enabledEventJobs({ jobs }: EnvironmentJobs): readonly EventJob[] {
  return jobsOfType(jobs, 'event_job').filter((job) => stateOf(job) === 'ENABLED');
}

/** Returns text that identifies the events that a rule for uploads receives. */
function streamOfUploads({ config }: EnvironmentJobs, upload: Uploads): string {
  return `${config.region} ${eventStreamOf(upload)}`;
}

/** Returns text that identifies the events that start a job. The fields of its pattern are sorted. */
function streamOfEvents({ config }: EnvironmentJobs, { rule }: EventJob): string {
  return JSON.stringify([config.region, rule.eventBusName, rule.eventPattern]);
}
