import type { Conditions } from '../../aws/iam/policies';
import type { DeferredString } from '../../values/deferred-values';

/**
 * The permissions that Terraform needs for one type of resource. A plan needs `read`. An apply, which also plans and
 * destroys, needs both.
 */
export interface PermissionRequirement {
  /** The statement's ID: letters and digits. */
  readonly sid: string;
  readonly read: readonly string[];
  readonly write: readonly string[];
  /** ARNs, or only `*` for actions that have no resources. */
  readonly resources: readonly DeferredString[];
  readonly conditions?: Conditions;
  /** The purpose, as the end of "so that Terraform can …". */
  readonly why: string;
}

/** The actions for a policy that Terraform creates. */
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
