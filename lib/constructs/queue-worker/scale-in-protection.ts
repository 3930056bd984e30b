import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { DeferredString } from '../../values/deferred-values';
import type { EnvConfig } from '../../config/env-config';
import type { TaskProtection } from '../../jobs/queue-worker/scale-in-protection';
import type { ProtectedRole } from '../../jobs/queue-worker/queue-worker';
import { createPolicy } from '../named-policy';
import type { TerraformText } from '../terraform-text';

export interface SharedTaskProtectionProps {
  readonly config: EnvConfig;
  readonly protection: TaskProtection;
  readonly terraform: TerraformText;
}

/** The policy that lets tasks of workers protect themselves, and what attaches it to each of their roles. */
export class SharedTaskProtection extends Construct {
  private readonly attachments = new Map<string | undefined, ITerraformDependable>();

  constructor(scope: Construct, id: string, { config, protection, terraform }: SharedTaskProtectionProps) {
    super(scope, id);
    const { policy, roles, roleKnownAtPlan: lookedUpRole } = protection;
    const resource = createPolicy(this, 'policy', { config, terraform }, policy);
    resource.overrideLogicalId('task_protection');
    for (const { key, roleName } of roles) {
      const guard =
        key === undefined || lookedUpRole === undefined
          ? {}
          : { lifecycle: { precondition: [isDistinctRole(terraform, roleName, lookedUpRole)] } };
      const attachment = new IamRolePolicyAttachment(
        this,
        key === undefined ? 'attachment' : `attachment to ${key}`,
        {
          role: terraform.text(roleName),
          policyArn: terraform.text(policy.arn),
          ...guard,
          dependsOn: [resource],
        },
      );
      attachment.overrideLogicalId(key === undefined ? 'task_protection' : `task_protection-${key}`);
      this.attachments.set(key, attachment);
    }
  }

  /** What has to be there before a task with the role may protect itself. */
  dependables({ key }: ProtectedRole): readonly ITerraformDependable[] {
    const attachment = this.attachments.get(key);
    return attachment === undefined ? [] : [attachment];
  }
}

/** Attached twice to one role, the policy would be gone from it as soon as either attachment is. */
function isDistinctRole(terraform: TerraformText, roleName: DeferredString, lookedUpRole: DeferredString) {
  return {
    condition: `\${${terraform.quoted(lookedUpRole)} != ${terraform.quoted(roleName)}}`,
    errorMessage: `The service’s own task role, which is looked up, is ${terraform.text(roleName)} as well, which jobs name as their task_role_arn; give service.task_role_arn too, so that they are known to be one.`,
  };
}
