import { TerraformBackend, type TerraformRemoteState } from 'cdktf';
import type { Construct } from 'constructs';
import type { StateBackendConfig } from '../config/env-config';
import { literalValue } from '../resources/terraform-text';

export interface StateBackendProps {
  readonly backend: StateBackendConfig;
  /** The name of the stack, for the default file of `local`. */
  readonly environmentName: string;
}

/**
 * Where Terraform keeps the state. cdktf has a class for most backends, each with the arguments of its day; this one
 * writes whatever the configuration's schema allows.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend
 */
export class StateBackend extends TerraformBackend {
  private readonly backendArguments: Record<string, unknown>;

  constructor(scope: Construct, id: string, { backend, environmentName }: StateBackendProps) {
    super(scope, id, backend.name);
    this.backendArguments = { ...defaultArguments(backend, environmentName), ...backend.arguments };
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(this.backendArguments).map(([key, value]) => [key, literalValue(value)]),
    );
  }

  /** HCP Terraform is configured in a block of its own. */
  override toTerraform(): unknown {
    return this.name === 'cloud'
      ? { terraform: { cloud: this.synthesizeAttributes() } }
      : super.toTerraform();
  }

  override getRemoteStateDataSource(): TerraformRemoteState {
    throw new TypeError('no environment reads the state of another');
  }
}

/**
 * Terraform runs in `<out>/stacks/<environment>`, which people delete: a local state lies beside `<out>`, where cdktf
 * would put it too, but said without the machine's own path.
 */
function defaultArguments(backend: StateBackendConfig, environmentName: string): Record<string, unknown> {
  return backend.name === 'local' ? { path: `../../../terraform.${environmentName}.tfstate` } : {};
}
