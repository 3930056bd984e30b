import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicyAttachment } from '@cdktf/provider-aws/lib/iam-role-policy-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { EnvConfig } from '../config/env-config';
import type { Role } from '../jobs/roles/roles';
import { literal, literalMap, type TerraformText } from './terraform-text';

export interface SharedRoleProps {
  readonly config: EnvConfig;
  readonly role: Role;
  readonly terraform: TerraformText;
}

/** A role, its one policy, and what attaches the two. */
export class SharedRole extends Construct {
  /** What has to be there before AWS lets the role be used: it checks some permissions when a resource is made. */
  readonly dependables: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { config, role, terraform }: SharedRoleProps) {
    super(scope, id);
    const logicalId = role.kind.replaceAll('-', '_');
    const tags = literalMap(config.tags);
    const iamRole = new IamRole(this, 'role', {
      name: role.name,
      path: config.iamPath,
      description: literal(role.description),
      assumeRolePolicy: terraform.json(role.trustPolicy),
      ...(config.permissionsBoundaryArn === undefined
        ? {}
        : { permissionsBoundary: config.permissionsBoundaryArn }),
      ...(tags === undefined ? {} : { tags }),
    });
    const policy = new IamPolicy(this, 'policy', {
      name: role.name,
      path: config.iamPath,
      description: literal(role.description),
      policy: terraform.json(role.policy),
      ...(tags === undefined ? {} : { tags }),
    });
    const attachment = new IamRolePolicyAttachment(this, 'attachment', {
      role: role.name,
      policyArn: terraform.text(role.policyArn),
      dependsOn: [iamRole, policy],
    });
    for (const resource of [iamRole, policy, attachment]) resource.overrideLogicalId(logicalId);
    this.dependables = [attachment];
  }
}
