import { isAllowed } from '../../__tests__/support/simulate-iam';
import { asRecord } from '../../__tests__/support/stack-json';
import { policyDocument } from '../../lib/aws/iam/policies';
import { partitionOf } from '../../lib/aws/regions';
import type { DeployStatement } from '../../lib/jobs/permissions/deploy-permissions';
import type { ApiCall } from './emulator';
import { permissionsOf } from './needed-permissions';
import type { Permission, Place } from './permission';

/** What calls made of a policy: what they needed and was not allowed, and which of its actions they used. */
export interface Use {
  /** `iam:CreateRole arn:…`: nothing, when the policy is enough. */
  readonly missing: readonly string[];
  /** `Roles iam:CreateRole`: the statement's id and the action. */
  readonly used: ReadonlySet<string>;
  /** How many different things were needed. */
  readonly needed: number;
}

/** Holds every call against a policy, by an independent simulation of IAM. */
export async function useOf(
  statements: readonly DeployStatement[],
  calls: readonly ApiCall[],
  place: Place,
): Promise<Use> {
  const needed = new Map<string, Permission>();
  for (const call of calls.map((one) => inPartition(one, partitionOf(place.aws.region))))
    for (const permission of permissionsOf(call, place)) needed.set(JSON.stringify(permission), permission);
  const missing: string[] = [];
  const used = new Set<string>();
  for (const permission of needed.values()) {
    const allowing = [];
    for (const statement of statements.filter(({ actions }) => actions.includes(permission.action)))
      if (await allows(statement, permission, place)) allowing.push(statement);
    if (allowing.length === 0)
      missing.push(`${permission.action} ${permission.resource} ${JSON.stringify(permission.context)}`);
    for (const { sid } of allowing) used.add(`${sid} ${permission.action}`);
  }
  return { missing: missing.sort(), used, needed: needed.size };
}

/** The emulator answers with ARNs of the partition aws wherever it is, and Terraform calls with those. */
function inPartition({ service, operation, input }: ApiCall, partition: string): ApiCall {
  const inIt = (text: string): string => text.replaceAll('arn:aws:', `arn:${partition}:`);
  return { service, operation: inIt(operation), input: asRecord(JSON.parse(inIt(JSON.stringify(input)))) };
}

function allows(statement: DeployStatement, { action, resource, context }: Permission, { aws }: Place) {
  const account = { id: aws.accountId, partition: partitionOf(aws.region) };
  return isAllowed(account, policyDocument([statement]), action, resource, context);
}
