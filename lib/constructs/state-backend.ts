import { TerraformBackend, type TerraformRemoteState } from 'cdktf';
import type { Construct } from 'constructs';
import type { EnvConfig } from '../config/env-config';
import { backendArguments } from '../resources/stack/stack-arguments';
import { HiddenValues } from './hidden-values';

/** The arguments of {@link StateBackend}. */
export interface StateBackendProps {
  /** The configuration of the environment: its name, and its backend with the arguments. */
  readonly config: Pick<EnvConfig, 'name' | 'stateBackend'>;
}

/**
 * The backend that stores Terraform's state. The classes of cdktf lack some backends and newer arguments. This class
 * accepts every argument that the schema of env-config has.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend
 */
export class StateBackend extends TerraformBackend {
  private readonly backendArguments: Readonly<Record<string, unknown>>;

  constructor(scope: Construct, id: string, { config }: StateBackendProps) {
    super(scope, id, config.stateBackend.name);
    this.backendArguments = backendArguments(config);
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
