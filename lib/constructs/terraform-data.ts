import { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

/** The arguments of `terraform_data`. */
export interface TerraformDataProps {
  /** The values that Terraform stores in its state, by name. */
  readonly input: Readonly<Record<string, number>>;
}

/**
 * The resource `terraform_data`, which stores values in the state. cdktf's own `DataResource` starts `terraform
 * version` for each resource while it synthesizes, and fails on a machine without Terraform.
 *
 * @see https://developer.hashicorp.com/terraform/language/resources/terraform-data
 */
export class TerraformData extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: TerraformDataProps,
  ) {
    super(scope, id, {
      terraformResourceType: 'terraform_data',
      // The resource is built into Terraform, so cdktf must not require a provider for it.
      terraformGeneratorMetadata: { providerName: 'terraform' },
    });
  }

  /** Returns the arguments of the resource. */
  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: this.props.input };
  }
}
