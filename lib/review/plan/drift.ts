/** Finds changes that were made in AWS outside Terraform. Providers also report differences without such a change. */
import { isPlanList, type PlanObject, type PlanValue, type ResourceChange } from '../planned-environment';
import { sameValue } from '../same-value';
import type { ConfiguredArguments } from './configured-arguments';
import type { PlanResource } from './plan-resource';
import { plainValue } from './plan-values';

/** Arguments that Application Auto Scaling changes. They are not drift. */
const scaledArguments: Readonly<Record<string, readonly string[]>> = {
  aws_appautoscaling_target: ['max_capacity', 'min_capacity'],
  aws_ecs_service: ['desired_count'],
};

/**
 * Whether a person or another program changed the resource in AWS: the resource was deleted, or an argument of the
 * configuration has a different meaning. `undefined`, `null`, empty values and defaults have the same meaning.
 */
export function isRealDrift(resource: PlanResource, configured: ConfiguredArguments): boolean {
  const { before, after } = resource.change;
  if (before === undefined || after === undefined) return true;
  return changedArguments(before, after).some(
    (name) =>
      configured(resource)?.has(name) !== false && scaledArguments[resource.type]?.includes(name) !== true,
  );
}

/** Returns the names of the arguments that differ in meaning. */
export function changedArguments(before: PlanObject, after: PlanObject): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => !sameValue(meaningOf(before[name] ?? null), meaningOf(after[name] ?? null)));
}

/** Returns a value without empty parts and without `false` and 0, and with the JSON in texts parsed. */
function meaningOf(value: PlanValue): PlanValue {
  if (value === '' || value === 0 || value === false) return null;
  if (typeof value === 'string') return /^[[{]/.test(value) ? parsedJson(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (isPlanList(value)) {
    const items = value.map(meaningOf);
    return items.every((item) => item === null) ? null : items;
  }
  const fields = Object.entries(value)
    .map(([name, field]) => [name, meaningOf(field)] as const)
    .filter(([, field]) => field !== null);
  return fields.length === 0 ? null : Object.fromEntries(fields);
}

function parsedJson(text: string): PlanValue {
  try {
    return meaningOf(plainValue(JSON.parse(text)));
  } catch {
    return text;
  }
}

/** Returns the drift with the owners of the resources. */
export function withKnownOwners(
  drift: readonly PlanResource[],
  changes: readonly ResourceChange[],
): readonly ResourceChange[] {
  const owners = new Map(changes.map(({ address, owner }) => [address, owner]));
  return drift.map(({ change }) => ({ ...change, owner: owners.get(change.address) }));
}
