/** Computes the changes of resources from two configurations. It does not read the real state in AWS. */
import { addressParser } from '../../jobs/addresses';
import type { EnvironmentJobs } from '../../jobs/environment';
import type { Job } from '../../jobs/job';
import { describeEnvironment } from '../../resources/environment-resources';
import { replacingArguments } from '../../resources/replacing-arguments';
import type { TerraformResource } from '../../resources/resource';
import { compare } from '../../text/compare';
import type { PlannedEnvironment, PlanObject, ResourceChange } from '../planned-environment';
import { sameValue } from '../same-value';
import { plannedArguments } from './planned-arguments';

/** An environment before and after a change of the configuration. */
export interface ConfiguredChange {
  /** The name of the environment. */
  readonly name: string;
  /** The jobs before the change; `undefined` if the environment is new. */
  readonly before: EnvironmentJobs | undefined;
  /** The jobs after the change; `undefined` if the environment is deleted. */
  readonly after: EnvironmentJobs | undefined;
}

/** A resource of a configuration, with its arguments as a plan has them. */
interface ConfiguredResource {
  readonly resource: TerraformResource;
  readonly values: PlanObject;
}

/**
 * Compares two configurations of an environment, and returns the changes in the shape of a plan of Terraform.
 *
 * @param change - The environment before and after the change.
 * @param at - The instant after which next runs are shown.
 */
export function planConfigurations({ name, before, after }: ConfiguredChange, at: Date): PlannedEnvironment {
  const [old, current] = [resourcesOf(before), resourcesOf(after)];
  const addresses = [...new Set([...old.keys(), ...current.keys()])].sort(compare);
  const ownerOf = addressParser([...(before?.jobs ?? []), ...(after?.jobs ?? [])]);
  const changes = addresses.map((address) => ({
    ...changeOf(address, old.get(address), current.get(address)),
    owner: ownerOf(address),
  }));
  return {
    name,
    source: 'configurations',
    at,
    gap: undefined,
    changes: withTriggeredReplacements(changes, current),
    otherChanges: [],
    drift: [],
  };
}

/** Returns the resources of an environment by address, without its data sources. */
function resourcesOf(environment: EnvironmentJobs | undefined): ReadonlyMap<string, ConfiguredResource> {
  if (environment === undefined) return new Map();
  const { shared, jobs } = describeEnvironment(environment);
  const configured = [
    ...shared.map((resource) => ({ resource, values: plannedArguments(resource) })),
    ...jobs.flatMap(({ job, resources }) =>
      resources.map((resource) => ({
        resource,
        values: { ...plannedArguments(resource), ...containersOf(job, resource) },
      })),
    ),
  ];
  return new Map(
    configured
      .filter(({ resource }) => !resource.type.startsWith('data.'))
      .map((each) => [each.resource.address, each]),
  );
}

/**
 * Returns the settings that a worker itself has for its container; no settings for other resources. Terraform copies
 * all other settings of the container from another task definition.
 */
function containersOf(job: Job, { type }: TerraformResource): PlanObject {
  if (job.type !== 'queue_worker_job' || type !== 'aws_ecs_task_definition') return {};
  const { containerName: name, command, environment, stopTimeoutSeconds: stopTimeout } = job.taskDefinition;
  return { container_definitions: JSON.stringify([{ name, command, environment, stopTimeout }]) };
}

function changeOf(
  address: string,
  old: ConfiguredResource | undefined,
  current: ConfiguredResource | undefined,
): Omit<ResourceChange, 'owner'> {
  const before = old?.values;
  const planned = current?.values;
  const ignored = current?.resource.lifecycle?.ignoreChanges ?? [];
  // Terraform keeps the value of an argument that it must not change.
  const kept = Object.entries(before ?? {}).filter(([name]) => ignored.includes(name));
  const after = planned === undefined ? undefined : { ...planned, ...Object.fromEntries(kept) };
  const rest = {
    address,
    type: (current ?? old)?.resource.type ?? '',
    before,
    after,
    reason: undefined,
    previousAddress: undefined,
    importId: undefined,
    isDeposed: false,
  };
  if (before === undefined || after === undefined)
    return { ...rest, action: before === undefined ? 'create' : 'delete', replacedBecauseOf: [] };
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter((name) => !sameValue(before[name] ?? null, after[name] ?? null));
  const replacing = changed.filter((name) => forcesReplacement(rest.type, name));
  if (replacing.length > 0) return { ...rest, action: 'replace', replacedBecauseOf: replacing };
  return { ...rest, action: changed.length > 0 ? 'update' : 'no-op', replacedBecauseOf: [] };
}

/**
 * Whether a change of the argument replaces the resource. A task definition can change only its tags, because each
 * revision is a new resource.
 */
function forcesReplacement(type: string, argument: string): boolean {
  if (type === 'aws_ecs_task_definition') return argument !== 'tags';
  return replacingArguments[type]?.includes(argument) ?? false;
}

/**
 * Returns the changes with the action `replace` for each resource that `replace_triggered_by` replaces. A reference to
 * a resource triggers if that resource changes. A reference to an attribute triggers only if its resource is replaced.
 */
function withTriggeredReplacements(
  changes: readonly ResourceChange[],
  current: ReadonlyMap<string, ConfiguredResource>,
): readonly ResourceChange[] {
  const actions = new Map(changes.map(({ address, action }) => [address, action]));
  const isTriggered = (reference: string): boolean => {
    const action = actions.get(reference);
    if (action !== undefined) return action === 'replace' || action === 'update';
    return actions.get(reference.replace(/\.[^.]+$/, '')) === 'replace';
  };
  return changes.map((change) => {
    const triggers = current.get(change.address)?.resource.lifecycle?.replaceTriggeredBy ?? [];
    return (change.action === 'update' || change.action === 'no-op') && triggers.some(isTriggered)
      ? { ...change, action: 'replace', reason: 'replace_by_triggers' }
      : change;
  });
}
