/**
 * Limits of paths, roles and policies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */

/**
 * Matches the path of a role or policy. AWS allows more characters in paths of roles, but this pattern accepts only
 * those that paths of policies can have.
 */
export const iamPathPattern = /^\/([\w+=,.@-]+\/)*$/;

/** The maximum length of a path. */
export const maximumIamPathCharacters = 512;

/**
 * The maximum length of the ARN of a state machine's role. A role with a long path can exceed it.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
 */
export const maximumStateMachineRoleArnCharacters = 256;

/**
 * The maximum length of a managed policy. AWS does not count white space.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
export const maximumManagedPolicyCharacters = 6144;

/**
 * The default quota for the length of a role's trust policy. AWS does not count white space. An account can have a higher
 * quota.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
export const maximumTrustPolicyCharacters = 2048;

/**
 * The number of managed policies that a role can have, unless its account has a higher quota.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entities
 */
export const maximumPoliciesOfRole = 10;

/**
 * The default quota of managed policies in an account. AWS raises it on request.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entities
 */
export const defaultPoliciesPerAccount = 1500;
