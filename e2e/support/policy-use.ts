import { isAllowed } from '../../__tests__/support/simulate-iam';
import { asRecord } from '../../__tests__/support/stack-json';
import { policyDocument } from '../../lib/aws/iam/policies';
import { partitionOf } from '../../lib/aws/regions';
import type { DeployStatement } from '../../lib/jobs/permissions/deploy-permissions';
import type { ApiCall } from './emulator';
import { requiredPermissions } from './required-permissions';
import type { Permission, CallScope } from './permission';

/** The permissions that calls need, compared with a policy. */
export interface PolicyUse {
  /** Permissions that the policy lacks, as `iam:CreateRole arn:… {…}`. */
  readonly missing: readonly string[];
  /** Statement IDs and actions of the policy that the calls need, as `Roles iam:CreateRole`. */
  readonly used: ReadonlySet<string>;
  /** The number of distinct permissions that the calls need. */
  readonly needed: number;
}

/** Checks every call against a policy, with an independent simulation of IAM. */
export async function policyUse(
  statements: readonly DeployStatement[],
  calls: readonly ApiCall[],
  scope: CallScope,
): Promise<PolicyUse> {
  const needed = new Map<string, Permission>();
  for (const call of calls.map((one) => inPartition(one, partitionOf(scope.aws.region))))
    for (const permission of requiredPermissions(call, scope))
      needed.set(JSON.stringify(permission), permission);
  const missing: string[] = [];
  const used = new Set<string>();
  for (const permission of needed.values()) {
    const allowing = [];
    for (const statement of statements.filter(({ actions }) => actions.includes(permission.action)))
      if (await allows(statement, permission, scope)) allowing.push(statement);
    if (allowing.length === 0)
      missing.push(`${permission.action} ${permission.resource} ${JSON.stringify(permission.context)}`);
    for (const { sid } of allowing) used.add(`${sid} ${permission.action}`);
  }
  return { missing: missing.sort(), used, needed: needed.size };
}

/** Corrects the partition of the ARNs in a call. The emulator always returns ARNs of the partition aws. */
function inPartition({ service, operation, input }: ApiCall, partition: string): ApiCall {
  const corrected = (text: string): string => text.replaceAll('arn:aws:', `arn:${partition}:`);
  return {
    service,
    operation: corrected(operation),
    input: asRecord(JSON.parse(corrected(JSON.stringify(input)))),
  };
}

/** Returns whether a single statement allows a permission. */
function allows(statement: DeployStatement, { action, resource, context }: Permission, { aws }: CallScope) {
  const account = { id: aws.accountId, partition: partitionOf(aws.region) };
  return isAllowed(account, policyDocument([statement]), action, resource, context);
}
