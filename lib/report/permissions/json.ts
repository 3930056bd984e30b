import { policyDocument } from '../../aws/iam/policies';
import type { EnvironmentJobs } from '../../jobs/environment';
import {
  deployPermissions,
  type DeployPhase,
  type DeployPolicies,
} from '../../jobs/permissions/deploy-permissions';
import { policyDocuments } from '../../jobs/permissions/policy-documents';
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
 * @param name - The name of the document. @default the whole policy, which can be too long for a managed policy.
 * @returns `undefined` if the phase (plan or apply) needs no permissions, or the policy has no document of this name.
 */
export function policyFor(
  environment: EnvironmentJobs,
  phase: DeployPhase,
  name?: string,
): string | undefined {
  const statements = deployPermissions(environment).deployer[phase];
  if (statements.length === 0) return undefined;
  const document =
    name === undefined
      ? policyDocument(statements)
      : policyDocuments(statements).find((one) => one.name === name)?.document;
  return document === undefined ? undefined : `${JSON.stringify(document, undefined, 2)}\n`;
}

/** Returns the names of the documents of a policy. */
export function documentNames(environment: EnvironmentJobs, phase: DeployPhase): readonly string[] {
  return policyDocuments(deployPermissions(environment).deployer[phase]).map(({ name }) => name);
}

function documents(policies: DeployPolicies) {
  return {
    plan: policyDocument(policies.plan),
    apply: policyDocument(policies.apply),
    documents: { plan: namedDocuments(policies.plan), apply: namedDocuments(policies.apply) },
  };
}

function namedDocuments(statements: DeployPolicies[DeployPhase]) {
  return policyDocuments(statements).map(({ name, document }) => ({ name, document }));
}
