import type { Conditions } from '../../aws/iam/policies';
import type { DeferredString } from '../../values/deferred-values';

/**
 * What Terraform does to one kind of thing, and may therefore have to be allowed. What a plan does is `read`; an apply,
 * which plans again and also destroys, does both.
 */
export interface PermissionRequirement {
  /** The statement's id: letters and digits. */
  readonly sid: string;
  readonly read: readonly string[];
  readonly write: readonly string[];
  /** ARNs, or `*` alone for actions that know no resources. */
  readonly resources: readonly DeferredString[];
  readonly conditions?: Conditions;
  /** What it is for, as the end of "so that Terraform can …". */
  readonly why: string;
}

/** What is called of a policy that is ours. */
export const policyActions = {
  read: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
  write: [
    'iam:CreatePolicy',
    'iam:CreatePolicyVersion',
    'iam:DeletePolicy',
    'iam:DeletePolicyVersion',
    'iam:ListPolicyVersions',
    'iam:TagPolicy',
    'iam:UntagPolicy',
  ],
} as const satisfies Pick<PermissionRequirement, 'read' | 'write'>;
