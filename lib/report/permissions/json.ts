import { policyDocument } from '../../aws/iam/policies';
import type { EnvironmentJobs } from '../../jobs/environment';
import {
  deployPermissions,
  type DeployPhase,
  type DeployPolicies,
} from '../../jobs/permissions/deploy-permissions';
import type { PermissionsView } from './view';

/** Renders the policies as IAM policy documents. The fields are stable. */
export function permissionsToJson(environments: readonly PermissionsView[]): string {
  const value = {
    environments: environments.map(({ name, permissions: { deployer, stateRole, notes } }) => ({
      name,
      ...documents(deployer),
      ...(stateRole === undefined
        ? {}
        : { state_role: { role_arn: stateRole.roleArn, ...documents(stateRole) } }),
      notes,
    })),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/**
 * Renders one policy document, for `aws iam create-policy --policy-document`.
 *
 * @returns `undefined` if the phase needs no permissions.
 */
export function policyFor(environment: EnvironmentJobs, phase: DeployPhase): string | undefined {
  const statements = deployPermissions(environment).deployer[phase];
  return statements.length === 0
    ? undefined
    : `${JSON.stringify(policyDocument(statements), undefined, 2)}\n`;
}

function documents(policies: DeployPolicies) {
  return { plan: policyDocument(policies.plan), apply: policyDocument(policies.apply) };
}
