/** Reads the plan of one or several environments. */
import { compare } from '../../text/compare';
import { failure, success, type Result } from '../../text/result';
import type { JsonObject } from '../../values/json';
import {
  unknownValue,
  type PlannedEnvironment,
  type PlanValue,
  type ResourceChange,
} from '../planned-environment';
import { isEmpty } from '../jobs/plan-values';
import { readConfiguredArguments, type ConfiguredArguments } from './configured-arguments';
import { isRealDrift, withKnownOwners } from './drift';
import { groupResources, type GroupedResources, type PlannedGroup } from './group-resources';
import { parsePlan, type PlanJson } from './parse-plan';
import { readPlanResource, type PlanResource } from './plan-resource';

/** The values that replace missing values of a plan. */
export interface PlanDefaults {
  /** The name of an environment if the plan does not have the name of its service; for example the name of the file. */
  readonly name: string;
  /** The current time. A plan of Terraform before 1.5 has no time. */
  readonly now: Date;
}

/**
 * Reads the JSON of a plan.
 *
 * @param text - The output of `terraform show -json`.
 * @returns The environments of the plan, or the end of a sentence that begins with the name of the file. A plan without
 *   resources of this program has one environment without changes.
 */
export function readPlan(text: string, defaults: PlanDefaults): Result<readonly PlannedEnvironment[]> {
  const plan = parsePlan(text);
  if (!plan.ok) return plan;
  const resources = readAll(plan.value.resourceChanges);
  if (!resources.ok) return resources;
  const drift = readAll(plan.value.resourceDrift);
  if (!drift.ok) return drift;
  const configured = readConfiguredArguments(plan.value.configuration);
  const realDrift = drift.value.filter((resource) => isRealDrift(resource, configured));
  const { groups, others } = groupResources(
    resources.value.map((resource) => withoutComputed(resource, configured)),
  );
  // A plan that only refreshes the state has no changes, and its drift names the environments.
  const known = groups.length > 0 ? groups : groupResources(drift.value).groups;
  return success(environmentsOf(plan.value, { groups: known, others }, realDrift, defaults));
}

/**
 * Returns a replaced resource without the values that were empty, that nobody configures, and that Terraform does not know
 * yet. The provider marks each value as unknown that AWS could return for the new resource. Task definitions keep all values,
 * because the configuration of a plan does not name their dynamic blocks.
 */
function withoutComputed(resource: PlanResource, configured: ConfiguredArguments): PlanResource {
  const { change } = resource;
  const { action, before, after } = change;
  if (action !== 'replace' || after === undefined || resource.type === 'aws_ecs_task_definition')
    return resource;
  const isKept = ([name, value]: readonly [string, PlanValue]): boolean =>
    value !== unknownValue || !isEmpty(before?.[name]) || configured(resource)?.has(name) !== false;
  return {
    ...resource,
    change: { ...change, after: Object.fromEntries(Object.entries(after).filter(isKept)) },
  };
}

function readAll(entries: readonly JsonObject[]): Result<readonly PlanResource[]> {
  const resources: PlanResource[] = [];
  for (const entry of entries) {
    const resource = readPlanResource(entry);
    if (!resource.ok) return failure(resource.reason);
    resources.push(resource.value);
  }
  return success(resources);
}

/** A plan without resources of this program. */
const noGroup: PlannedGroup = { serviceName: undefined, changes: [] };

function environmentsOf(
  { gap, timestamp, resourceChanges }: PlanJson,
  { groups, others }: GroupedResources,
  drift: readonly PlanResource[],
  { name: fileName, now }: PlanDefaults,
): readonly PlannedEnvironment[] {
  const found = groups.length === 0 ? [noGroup] : groups;
  const groupOf = new Map(
    groups.flatMap((group) => group.changes.map(({ address }) => [address, group] as const)),
  );
  return found.map((group, index) => {
    // The first environment lists the resources that belong to no environment.
    const isFirst = index === 0;
    const own = drift.filter(({ change: { address } }) => (groupOf.get(address) ?? found[0]) === group);
    return {
      name: group.serviceName ?? fileName,
      source: 'plan',
      at: timestamp ?? now,
      gap,
      changes: resourceChanges.length === 0 ? [] : sorted(group.changes),
      otherChanges: isFirst ? sorted(others.filter(isNoted)) : [],
      drift: sorted(withKnownOwners(own, group.changes)),
    };
  });
}

/** Whether Terraform changes, moves or imports the resource. A move or an import alone has the action `no-op`. */
function isNoted({ action, previousAddress, importId }: ResourceChange): boolean {
  return action !== 'no-op' || previousAddress !== undefined || importId !== undefined;
}

function sorted(changes: readonly ResourceChange[]): readonly ResourceChange[] {
  return [...changes].sort((a, b) => compare(a.address, b.address));
}
