/** The commands for a policy that is too long for one managed policy. */
import { maximumManagedPolicyCharacters, maximumPoliciesOfRole } from '../../aws/iam/limits';
import { shorten } from '../../aws/name-limits';
import type { EnvironmentJobs } from '../../jobs/environment';
import {
  deployPermissions,
  type DeployPhase,
  type DeployStatement,
} from '../../jobs/permissions/deploy-permissions';
import { policyDocuments, sizeOf } from '../../jobs/permissions/policy-documents';
import { quote } from '../aws-commands/quote-for-shell';

/**
 * Returns a sentence if a policy is too long for a managed policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function explainSplit(phase: DeployPhase, statements: readonly DeployStatement[]): string | undefined {
  const size = sizeOf(statements);
  if (size <= maximumManagedPolicyCharacters) return undefined;
  const documents = policyDocuments(statements);
  const sizes = documents.map(({ name, characters }) => `${name} (${characters})`).join(', ');
  const quota =
    documents.length > maximumPoliciesOfRole
      ? `; a role can have ${maximumPoliciesOfRole} managed policies, unless you raise the quota`
      : '';
  return `the policy for ${phase} has ${size} characters, and a managed policy has at most ${maximumManagedPolicyCharacters}; create one policy from each of its documents: ${sizes}${quota}`;
}

/**
 * Renders the note for a policy that is too long, with a bash script that creates the policies.
 *
 * @param options - The options of the command that select the configuration, without the environment.
 * @returns `undefined` if the policy fits into one managed policy.
 */
export function renderSplitCommands(
  environment: EnvironmentJobs,
  phase: DeployPhase,
  options: readonly string[],
): string | undefined {
  const statements = deployPermissions(environment).deployer[phase];
  const explanation = explainSplit(phase, statements);
  if (explanation === undefined) return undefined;
  const { name, service } = environment.config;
  const names = policyDocuments(statements).map((document) => document.name);
  // A suffix is never cut: IAM's maximum is 128 characters.
  const policyName = shorten('policy', `${service.name}-jobs-${phase}`);
  const print = ['npx background-jobs permissions', ...options, `--environment ${quote(name)}`].join(' ');
  return [
    `note: ${explanation}:`,
    `for document in ${names.join(' ')}; do`,
    `  ${print} --for ${phase} --document "$document" > "${phase}-$document.json"`,
    `  aws iam create-policy --policy-name ${quote(policyName)}"-$document" --policy-document "file://${phase}-$document.json"`,
    'done',
    '',
  ].join('\n');
}
