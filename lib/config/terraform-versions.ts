import type { StateBackendConfig } from './env-config';

/** The versions of Terraform that can run the generated resources. */
export const minimumTerraformVersion = '>= 1.5.0';

/**
 * Returns the versions of Terraform that can run a stack with a state backend. The `use_lockfile` of the s3 backend needs
 * 1.10. The same versions of OpenTofu have these features.
 *
 * @see https://developer.hashicorp.com/terraform/language/terraform#required_version
 */
export function requiredTerraformVersion(backend: StateBackendConfig): string {
  const hasLockFile = backend.name === 's3' && backend.arguments['use_lockfile'] === true;
  return hasLockFile ? '>= 1.10.0' : minimumTerraformVersion;
}
