import type { EnvConfig } from '../../config/env-config';
import { sharedAddress } from '../../jobs/addresses';
import type { Role } from '../../jobs/roles/roles';
import { describeResource, type TerraformResource } from '../resource';
import { tagsOf } from '../tags';
import { JsonText } from '../terraform-values';
import { policyArguments, policyLifecycle } from './policy';

/** Describes a role, its policy, and the attachment of the policy to the role. */
export function roleResources(config: EnvConfig, role: Role): readonly TerraformResource[] {
  const { kind, name, description } = role;
  const iamRole = describeResource(sharedAddress('role', kind), ['roles', kind, 'role'], {
    name,
    path: config.iamPath,
    description,
    assumeRolePolicy: new JsonText(role.trustPolicy),
    permissionsBoundary: config.permissionsBoundaryArn,
    tags: tagsOf(config),
  });
  const policy = describeResource(
    sharedAddress('role_policy', kind),
    ['roles', kind, 'policy'],
    policyArguments(config, role),
    { lifecycle: policyLifecycle },
  );
  const attachment = describeResource(
    sharedAddress('role_policy_attachment', kind),
    ['roles', kind, 'attachment'],
    { role: name, policyArn: role.policyArn },
    { dependsOn: [iamRole.address, policy.address] },
  );
  return [iamRole, policy, attachment];
}
