import type { EnvironmentJobs } from '../../jobs/environment';
import { deployPermissions, type DeployPermissions } from '../../jobs/permissions/deploy-permissions';

/** The permissions that Terraform needs in an environment. */
export interface PermissionsView {
  /** Name of the environment. */
  readonly name: string;
  /** Policies of the deploying role and of the role for the state. */
  readonly permissions: DeployPermissions;
}

/** Collects the permissions of environments. */
export function viewPermissions(environments: readonly EnvironmentJobs[]): readonly PermissionsView[] {
  return environments.map((environment) => ({
    name: environment.config.name,
    permissions: deployPermissions(environment),
  }));
}
