/** Groups the changes of resources by job. */
import type { SharedPart, JobPart } from '../../jobs/addresses';
import type { PlannedEnvironment, ResourceChange } from '../planned-environment';
import { differOnlyInDefaults } from './noise';

/** A part of a job, or a shared part that has a resource for each job. */
export type PartOfJob = JobPart | PartWithJobKey;

/** The shared parts whose key has the name of a job. */
export type PartWithJobKey = Extract<
  SharedPart,
  'check_schedule' | 'running_rule' | 'running_target_next' | 'running_target_slow'
>;
const partsWithJobKey = {
  check_schedule: true,
  running_rule: true,
  running_target_next: true,
  running_target_slow: true,
} as const satisfies Record<PartWithJobKey, true>;

/** Whether the resources of a shared part belong to one job each. */
function isPartWithJobKey(part: SharedPart): part is PartWithJobKey {
  return Object.hasOwn(partsWithJobKey, part);
}

/** The change of a resource, and its part in the job or in the environment. */
export interface OwnedChange<Part extends string> {
  /** The part of the job or of the environment. */
  readonly part: Part;
  /** The key that distinguishes resources of the part; `undefined` if there is only one. */
  readonly key: string | undefined;
  /** The change. */
  readonly change: ResourceChange;
}

/** Returns the parts of which a resource changes. Both sides of every other resource are equal. */
export function changedPartsOf<Part extends string>(
  changes: readonly OwnedChange<Part>[],
): ReadonlySet<Part> {
  return new Set(changes.flatMap(({ part, change }) => (change.action === 'no-op' ? [] : part)));
}

/** The changes of an environment, by job. */
export interface GroupedChanges {
  /** The changes of each job, by its name. */
  readonly jobs: ReadonlyMap<string, readonly OwnedChange<PartOfJob>[]>;
  /** The changes of the resources that the jobs share. */
  readonly shared: readonly OwnedChange<SharedPart>[];
}

/** Groups the changes of an environment. Data sources and old objects of failed replacements belong to no job. */
export function groupChanges({ changes }: PlannedEnvironment): GroupedChanges {
  const jobs = new Map<string, OwnedChange<PartOfJob>[]>();
  const shared: OwnedChange<SharedPart>[] = [];
  const add = (jobName: string, owned: OwnedChange<PartOfJob>): void => {
    const known = jobs.get(jobName);
    if (known === undefined) jobs.set(jobName, [owned]);
    else known.push(owned);
  };
  const keyed: (readonly [PartWithJobKey, string, ResourceChange])[] = [];
  for (const planned of changes) {
    const change = withoutDefaults(planned);
    const { owner, type, isDeposed } = change;
    if (owner === undefined || isDeposed || type.startsWith('data.')) continue;
    const { key } = owner;
    if (owner.kind === 'job') add(owner.jobName, { part: owner.part, key, change });
    else if (isPartWithJobKey(owner.part) && key !== undefined) keyed.push([owner.part, key, change]);
    else shared.push({ part: owner.part, key, change });
  }
  for (const [part, key, change] of keyed) add(...ownerOfKey(jobs, part, key, change));
  return { jobs, shared };
}

/** Returns a change. An update that only adds defaults of the provider does not change a job. */
function withoutDefaults(change: ResourceChange): ResourceChange {
  const { action, before, after } = change;
  if (action !== 'update' || before === undefined || after === undefined) return change;
  return differOnlyInDefaults(before, after) ? { ...change, action: 'no-op', before: after } : change;
}

/** Splits the key of a shared part: `<job>`, or `<job>-<schedule>` with the key of a schedule. */
function ownerOfKey(
  jobs: ReadonlyMap<string, unknown>,
  part: PartWithJobKey,
  key: string,
  change: ResourceChange,
): readonly [jobName: string, owned: OwnedChange<PartOfJob>] {
  const end = key.lastIndexOf('-');
  const before = key.slice(0, Math.max(end, 0));
  return jobs.has(key) || !jobs.has(before)
    ? [key, { part, key: undefined, change }]
    : [before, { part, key: key.slice(end + 1), change }];
}
