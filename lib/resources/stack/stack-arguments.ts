/** The arguments of a stack's provider, of its state backend, and of Terraform itself. */
import type { EnvConfig } from '../../config/env-config';
import { requiredTerraformVersion } from '../../config/terraform-versions';

/** The arguments of the AWS provider, by their names in the binding. */
export interface ProviderArguments {
  /** The AWS region. */
  readonly region: string;
  /**
   * The only account to which the credentials may belong.
   *
   * @default credentials of any account
   */
  readonly allowedAccountIds?: string[];
}

/** Returns the arguments of an environment's AWS provider. */
export function providerArguments({ region, accountId }: EnvConfig): ProviderArguments {
  // With credentials of another account, the plan fails. So no apply creates the jobs in that account.
  return { region, ...(accountId === undefined ? {} : { allowedAccountIds: [accountId] }) };
}

/** The requirements of an environment on Terraform, by the names in Terraform. */
export interface TerraformRequirements {
  /** The versions of Terraform that the state backend and the resources need. */
  readonly required_version: string;
  /** The sources and the versions of the providers. */
  readonly required_providers: {
    readonly aws: { readonly source: string; readonly version: string };
  };
}

/** Returns what an environment requires of Terraform. */
export function terraformRequirements({
  awsProviderVersion,
  stateBackend,
}: EnvConfig): TerraformRequirements {
  return {
    required_version: requiredTerraformVersion(stateBackend),
    required_providers: { aws: { source: 'hashicorp/aws', version: awsProviderVersion } },
  };
}

/**
 * Returns the arguments of an environment's state backend, by Terraform's names. Terraform reads them without evaluating
 * templates, so their text has no escapes.
 *
 * Terraform runs in `<out>/stacks/<environment>`, and users delete `<out>`. The default file of a local state is therefore
 * outside `<out>`, in its parent folder. cdktf's default is an absolute path, which differs between machines. This path is
 * relative, so the output is the same on every machine.
 */
export function backendArguments({
  name: environmentName,
  stateBackend: { name, arguments: given },
}: Pick<EnvConfig, 'name' | 'stateBackend'>): Readonly<Record<string, unknown>> {
  return {
    ...(name === 'local' ? { path: `../../../terraform.${environmentName}.tfstate` } : {}),
    ...given,
  };
}

/** Returns the block of an environment's state backend. HCP Terraform has its own block, `cloud`. */
export function backendBlock(
  config: Pick<EnvConfig, 'name' | 'stateBackend'>,
): Readonly<Record<string, unknown>> {
  const { name } = config.stateBackend;
  return name === 'cloud'
    ? { cloud: backendArguments(config) }
    : { backend: { [name]: backendArguments(config) } };
}
