/** Finds the environments whose resources a plan holds, and the owner of each resource. */
import { serviceTagKey } from '../../aws/tags';
import { addressParser, jobParts, sharedParts, type AddressedResource } from '../../jobs/addresses';
import { fieldOf, isObject } from '../../values/json';
import { sensitiveValue, unknownValue, type PlanObject, type ResourceChange } from '../planned-environment';
import type { PlanResource } from './plan-resource';

/** The resources of an environment in a plan. */
export interface PlannedGroup {
  /** The name of the service, which the tags contain; `undefined` if Terraform does not know the tags yet. */
  readonly serviceName: string | undefined;
  /** The resources of the environment. */
  readonly changes: readonly ResourceChange[];
}

/** The resources of a plan, by environment. */
export interface GroupedResources {
  /** The environments, in the order of their first resource. */
  readonly groups: readonly PlannedGroup[];
  /** The resources that this program did not create. */
  readonly others: readonly ResourceChange[];
}

/** A resource whose address can belong to this program. */
interface Candidate {
  readonly resource: PlanResource;
  /** The module and the prefix of the addresses: an environment has the same ones for all its resources. */
  readonly scope: string;
  /** The address without the module, the prefix and the index. */
  readonly ownAddress: string;
  /** The owner, if no job has a name that ends like a key. */
  readonly owner: AddressedResource;
}

/**
 * Groups resources by environment. A plan can have several environments, in modules or with an `addressPrefix`. The tag
 * with the name of the service distinguishes the resources of this program from other resources with the same
 * addresses.
 */
export function groupResources(resources: readonly PlanResource[]): GroupedResources {
  const candidates = resources.map((resource) => candidateOf(resource));
  const services = servicesOf(candidates.filter((candidate) => candidate !== undefined));
  const byService = new Map<string | undefined, Candidate[]>();
  const others: ResourceChange[] = [];
  candidates.forEach((candidate, index) => {
    const resource = resources[index];
    if (resource === undefined) return;
    if (candidate === undefined || !services.has(candidate.scope) || serviceTag(resource.change) === null) {
      others.push({ ...resource.change, owner: undefined });
      return;
    }
    const service = services.get(candidate.scope);
    const group = byService.get(service) ?? [];
    byService.set(service, group);
    group.push(candidate);
  });
  const groups = [...byService].map(([serviceName, group]) => ({ serviceName, changes: withOwners(group) }));
  return { groups, others };
}

const sharedNames = Object.values(sharedParts).flatMap(
  ({ names }: { readonly names: string | ReadonlyMap<string, string> }) =>
    typeof names === 'string' ? [names] : [...names.values()],
);
const jobPrefixes = ['jobs_', 'queue_worker_jobs_'];
const partTypes: ReadonlySet<string> = new Set([
  ...Object.values(jobParts).map(({ type }) => type),
  ...Object.values(sharedParts).map(({ type }) => type),
]);

const parse = addressParser([]);
const startWords = [...jobPrefixes, ...sharedNames];

/** Returns the parts of an address, with the shortest prefix with which the rest is an address of this program. */
function candidateOf(resource: PlanResource): Candidate | undefined {
  const { type, name, moduleAddress } = resource;
  if (!partTypes.has(type)) return undefined;
  for (let start = 0; start < name.length; start += 1) {
    if (!startWords.some((word) => name.startsWith(word, start))) continue;
    const ownAddress = `${type}.${name.slice(start)}`;
    const owner = parse(ownAddress);
    if (owner === undefined) continue;
    return { resource, scope: JSON.stringify([moduleAddress, name.slice(0, start)]), ownAddress, owner };
  }
  return undefined;
}

/** Returns the name of the service of each scope. A scope without a tag of this program is left out. */
function servicesOf(candidates: readonly Candidate[]): ReadonlyMap<string, string | undefined> {
  const services = new Map<string, string | undefined>();
  for (const { resource, scope } of candidates) {
    const tag = serviceTag(resource.change);
    if (tag === null || tag === undefined || services.get(scope) !== undefined) continue;
    services.set(scope, typeof tag === 'string' ? tag : undefined);
  }
  return services;
}

/** The tag with the name of the service; `null` for other tags only, and `undefined` for a type without tags. */
type ServiceTag = string | typeof unknownValue | null | undefined;

function serviceTag({ before, after }: Pick<ResourceChange, 'before' | 'after'>): ServiceTag {
  const current = tagIn(after);
  const old = tagIn(before);
  if (typeof current === 'string' || typeof old !== 'string') return current === undefined ? old : current;
  return old;
}

function tagIn(values: PlanObject | undefined): ServiceTag {
  const tags = values?.['tags'];
  if (tags === undefined || tags === null) return undefined;
  if (tags === unknownValue || tags === sensitiveValue) return unknownValue;
  const tag = isObject(tags) ? fieldOf(tags, serviceTagKey) : undefined;
  if (typeof tag === 'string') return tag;
  return tag === unknownValue || tag === sensitiveValue ? unknownValue : null;
}

/**
 * Adds the owners. The end of an address can be a key or a part of the job's name. The unambiguous addresses have the
 * names of jobs that decide this.
 */
function withOwners(group: readonly Candidate[]): readonly ResourceChange[] {
  const certain = group.flatMap(({ owner }) =>
    owner.kind === 'job' && !('keys' in jobParts[owner.part]) ? [{ name: owner.jobName }] : [],
  );
  const ownerOf = addressParser(certain);
  return group.map(({ resource, ownAddress, owner }) => ({
    ...resource.change,
    owner: owner.kind === 'job' && owner.key !== undefined ? ownerOf(ownAddress) : owner,
  }));
}
