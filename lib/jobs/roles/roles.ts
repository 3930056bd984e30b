/** The IAM roles that the jobs of an environment share, with least privilege. */
import { iamArn, type Location } from '../../aws/arns';
import { policyDocument, trustPolicy, type PolicyDocument } from '../../aws/iam/policies';
import type { EnvConfig } from '../../config/env-config';
import type { DeferredString } from '../../values/deferred-values';
import type { Job } from '../job';
import { roleKinds, roleName, type RoleKind } from '../resource-names';
import { fitStatements } from './fit-statements';
import { roleDefinitions } from './role-definitions';

/** A role, and its one policy. */
export interface Role {
  /** The kind of the role, unique in the environment. */
  readonly kind: RoleKind;
  /** The name of the role and of its policy. */
  readonly name: string;
  /** The description of the role and of its policy. */
  readonly description: string;
  /** The AWS service that assumes the role. */
  readonly principal: string;
  /** The ARN of the policy. */
  readonly policyArn: DeferredString;
  /** The policy that lets the service assume the role. */
  readonly trustPolicy: PolicyDocument;
  /** The permissions of the role. */
  readonly policy: PolicyDocument;
}

/**
 * Builds the roles that these jobs use. Their policies name the resources of the jobs, or match them by pattern and tag
 * if the list is too long for a policy.
 */
export function buildRoles(config: EnvConfig, location: Location, jobs: readonly Job[]): readonly Role[] {
  return roleKinds.flatMap((kind) => {
    const definition = roleDefinitions[kind];
    const used = jobs.filter(definition.isUsedBy);
    if (used.length === 0) return [];
    const name = roleName(config, kind);
    const role: Role = {
      kind,
      name,
      description: `${definition.purpose(used)} of ${config.service.name}`,
      principal: definition.principal,
      policyArn: iamArn(location, 'policy', config.iamPath, name),
      trustPolicy: trustPolicy(
        definition.principal,
        location.accountId,
        definition.sources(config, location, used),
      ),
      policy: policyDocument(fitStatements(definition.statements(config, location, used))),
    };
    return [role];
  });
}
