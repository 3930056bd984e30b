import type { Conditions } from '../../aws/iam/policies';
import type { DeferredString } from '../../values/deferred-values';

/**
 * The permissions that Terraform needs for one type of resource. A plan needs `read`. An apply, which also plans and
 * destroys, needs `read` and `write`.
 */
export interface PermissionRequirement {
  /** The statement's ID: letters and digits. */
  readonly sid: string;
  /** The actions that a plan needs, such as `sqs:GetQueueAttributes`. */
  readonly read: readonly string[];
  /** The actions that only an apply needs. */
  readonly write: readonly string[];
  /** The ARNs of the resources, or only `*` for actions without resource-level permissions. */
  readonly resources: readonly DeferredString[];
  /**
   * The condition values by operator and key.
   *
   * @default the actions are allowed without conditions
   */
  readonly conditions?: Conditions;
  /** The purpose, as the end of "so that Terraform can …". */
  readonly why: string;
}

/**
 * The documents of a policy for deployments. A managed policy has a maximum size, so a long policy is split into these
 * documents. A statement belongs to the document that is named after its resources. So a new job moves no statement to
 * another document.
 */
export const policyDocumentNames = ['jobs', 'workers', 'roles'] as const;
/** The name of a policy document that `permissions --for apply` prints. */
export type PolicyDocumentName = (typeof policyDocumentNames)[number];

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
