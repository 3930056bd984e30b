/**
 * Paths and ARNs of roles.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */

/** A path of a role or policy: it begins and ends with a slash. Policies take fewer characters than roles. */
export const iamPathPattern = /^\/([\w+=,.@-]+\/)*$/;

/** Characters of a path. */
export const maximumIamPathCharacters = 512;

/**
 * Characters of the ARN of a state machine's role: fewer than a long path makes.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
 */
export const maximumStateMachineRoleArnCharacters = 256;
