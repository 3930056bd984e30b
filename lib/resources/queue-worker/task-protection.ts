import type { EnvConfig } from '../../config/env-config';
import { sharedAddress } from '../../jobs/addresses';
import type { TaskProtection } from '../../jobs/queue-worker/scale-in-protection';
import type { DeferredString } from '../../values/deferred-values';
import { describeResource, type Condition, type TerraformResource } from '../resource';
import { policyArguments, policyLifecycle } from '../shared/policy';
import { expression, Quoted, template } from '../terraform-values';

/** Describes the policy that lets tasks of workers protect themselves, and its attachment to each of their roles. */
export function taskProtectionResources(
  config: EnvConfig,
  { policy, roles, roleKnownAtPlan }: TaskProtection,
): readonly TerraformResource[] {
  const resource = describeResource(
    sharedAddress('task_protection_policy'),
    ['task_protection', 'policy'],
    policyArguments(config, policy),
    { lifecycle: policyLifecycle },
  );
  const attachments = roles.map(({ key, roleName }) =>
    describeResource(
      sharedAddress('task_protection_attachment', key),
      ['task_protection', key === undefined ? 'attachment' : `attachment to ${key}`],
      { role: roleName, policyArn: policy.arn },
      {
        dependsOn: [resource.address],
        lifecycle:
          key === undefined || roleKnownAtPlan === undefined
            ? undefined
            : { precondition: [isDistinctRole(roleName, roleKnownAtPlan)] },
      },
    ),
  );
  return [resource, ...attachments];
}

/**
 * Returns the condition that two roles are different. If one role had two attachments of the policy, the deletion of
 * either attachment would detach the policy from the role.
 */
function isDistinctRole(roleName: DeferredString, roleKnownAtPlan: DeferredString): Condition {
  return {
    condition: expression`${new Quoted(roleKnownAtPlan)} != ${new Quoted(roleName)}`,
    errorMessage: template`Terraform looked up the service’s task role, and found ${roleName}, which jobs also set as their task_role_arn; set service.task_role_arn to the same ARN.`,
  };
}
