/**
 * The maximum length of the subject of a message, in characters of ASCII.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const maximumSubjectCharacters = 99;

/**
 * The limits of a filter policy. AWS's pages differ about the keys of nested policies: some count the keys at the top level, and
 * some the keys with values. This program counts the keys at the top level, so that it rejects no policy that SNS accepts.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export const filterPolicyLimits = {
  maximumKeys: 5,
  /** The maximum product of the lengths of all lists. In a nested policy, each length is multiplied by its depth. */
  maximumCombinations: 150,
  maximumBytes: 262_144,
  /** The maximum number in a policy. The minimum is the same number with the opposite sign. */
  maximumNumber: 1e9,
} as const;
