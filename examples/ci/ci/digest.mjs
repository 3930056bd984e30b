import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** A plan of one environment, as `terraform show -json` prints it. `json` is undefined if there is no plan. */
export function readPlan(file) {
  const environment = basename(file, '.json');
  return { environment, json: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined };
}

/** Returns the changes that the plan makes to resources and outputs. */
function changesOf(plan) {
  const resources = (plan.resource_changes ?? []).filter(
    ({ change, previous_address: previous }) =>
      change.actions.join() !== 'no-op' || previous !== undefined || change.importing !== undefined,
  );
  const outputs = Object.entries(plan.output_changes ?? {}).map(([name, change]) => ({
    address: `output.${name}`,
    change,
  }));
  return [...resources, ...outputs.filter(({ change }) => change.actions.join() !== 'no-op')];
}

/** Returns whether an apply of the plan changes anything. */
export function hasChanges(plan) {
  return changesOf(plan).length > 0;
}

/**
 * Returns the SHA-256 digest of the changes in a plan. Two plans with the same digest make the same changes. Values
 * that Terraform marks as sensitive are not part of it, so that they can't be guessed from the digest. `tags_all`
 * repeats such values without a mark.
 */
export function digestOf(plan) {
  const changes = changesOf(plan).map(({ address, previous_address, deposed, change }) => ({
    address,
    previous_address,
    deposed,
    actions: change.actions,
    replace_paths: change.replace_paths,
    importing: change.importing,
    before: withoutSecrets(change.before, change.before_sensitive),
    after: withoutSecrets(change.after, change.after_sensitive),
    after_unknown: change.after_unknown,
  }));
  const lines = changes.map((change) => JSON.stringify(sorted(change))).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

function withoutSecrets(value, mark) {
  if (mark === true) return '(sensitive)';
  if (Array.isArray(value)) return value.map((each, index) => withoutSecrets(each, mark?.[index]));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'tags_all');
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutSecrets(each, mark?.[key])]));
}

/** Returns the value with the keys of all objects in a fixed order. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, sorted(each)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
