import type { EnvironmentJobs } from '../../jobs/environment';
import { deployPermissions, type DeployPermissions } from '../../jobs/permissions/deploy-permissions';

/** The permissions that Terraform needs in an environment. */
export interface PermissionsView {
  /** The name of the environment. */
  readonly name: string;
  /** Policies of the deploying role, and of the role that accesses the Terraform state if the backend has one. */
  readonly permissions: DeployPermissions;
}

/** Returns the permissions that each environment needs. */
export function viewPermissions(environments: readonly EnvironmentJobs[]): readonly PermissionsView[] {
  return environments.map((environment) => ({
    name: environment.config.name,
    permissions: deployPermissions(environment),
  }));
}
