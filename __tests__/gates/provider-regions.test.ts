import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { arn, locationOf } from '../../lib/aws/arns';
import { regions } from '../../lib/aws/regions';
import { describeWithTerraform, TerraformWorkspace } from '../support/terraform/terraform';

jest.setTimeout(120_000);

describeWithTerraform('Terraform’s AWS provider', () => {
  let workspace: TerraformWorkspace;
  beforeAll(() => {
    workspace = new TerraformWorkspace();
  });
  afterAll(() => {
    workspace.remove();
  });

  /** Validates an event target in each region, and returns Terraform's output. */
  async function validateRegions(regionNames: readonly string[]): Promise<string> {
    const targets = regionNames.map((region) => {
      const queue = arn(locationOf(region, '123456789012'), 'sqs', 'queue');
      return [region, { rule: 'rule', arn: queue, dead_letter_config: { arn: queue } }] as const;
    });
    workspace.write('regions/cdk.tf.json', {
      terraform: { required_providers: { aws: { source: 'hashicorp/aws', version: '5.100.0' } } },
      resource: { aws_cloudwatch_event_target: Object.fromEntries(targets) },
    });
    await workspace.succeed('regions', 'init', '-input=false', '-no-color');
    return (await workspace.run('regions', 'validate', '-no-color')).output;
  }

  test('accepts ARNs in every region that we accept', async () => {
    expect(await validateRegions(regions)).toContain('The configuration is valid');
  });

  test('rejects an ARN in a region that it does not know', async () => {
    expect(await validateRegions(['us-east-1', 'eusc-de-east-1'])).toContain('invalid region value');
  });
});
