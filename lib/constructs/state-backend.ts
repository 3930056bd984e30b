import { TerraformBackend, type TerraformRemoteState } from 'cdktf';
import type { Construct } from 'constructs';
import type { StateBackendConfig } from '../config/env-config';
import { HiddenValues } from './hidden-values';

/** The arguments of {@link StateBackend}. */
export interface StateBackendProps {
  /** The backend and its arguments. */
  readonly backend: StateBackendConfig;
  /** The name of the stack. The default path of a `local` backend contains it. */
  readonly environmentName: string;
}

/**
 * The backend that stores Terraform's state. The classes of cdktf lack some backends and newer arguments. This class
 * accepts every argument that the schema of env-config has.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend
 */
export class StateBackend extends TerraformBackend {
  private readonly backendArguments: Record<string, unknown>;

  constructor(scope: Construct, id: string, { backend, environmentName }: StateBackendProps) {
    super(scope, id, backend.name);
    this.backendArguments = { ...defaultArguments(backend, environmentName), ...backend.arguments };
  }

  /**
   * Returns the arguments of the backend. Terraform reads them without evaluating templates, so their text has no
   * escapes.
   */
  protected override synthesizeAttributes(): Record<string, unknown> {
    const hidden = HiddenValues.of(this);
    return Object.fromEntries(
      Object.entries(this.backendArguments).map(([key, value]) => [key, hidden.hideValue(value)]),
    );
  }

  /** Returns the block of the backend. HCP Terraform has its own block, `cloud`. */
  override toTerraform(): unknown {
    return this.name === 'cloud'
      ? { terraform: { cloud: this.synthesizeAttributes() } }
      : super.toTerraform();
  }

  /**
   * Rejects a reference to this state. cdktf calls this method for references between stacks. This program creates no
   * such references.
   *
   * @throws TypeError always.
   */
  override getRemoteStateDataSource(): TerraformRemoteState {
    throw new TypeError('no environment reads the state of another');
  }
}

/**
 * Terraform runs in `<out>/stacks/<environment>`, and users delete `<out>`. The file of a local state is therefore
 * outside `<out>`, in its parent folder. cdktf's default is an absolute path, which differs between machines. This path is
 * relative, so the output is the same on every machine.
 */
function defaultArguments(backend: StateBackendConfig, environmentName: string): Record<string, unknown> {
  return backend.name === 'local' ? { path: `../../../terraform.${environmentName}.tfstate` } : {};
}
