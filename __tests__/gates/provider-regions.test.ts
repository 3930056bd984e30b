import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { arn, locationOf } from '../../lib/aws/arns';
import { regions } from '../../lib/aws/regions';
import { describeWithTerraform, TerraformWorkspace } from '../support/terraform';

jest.setTimeout(120_000);

describeWithTerraform('the provider', () => {
  let workspace: TerraformWorkspace;
  beforeAll(() => {
    workspace = new TerraformWorkspace();
  });
  afterAll(() => {
    workspace.remove();
  });

  /** What Terraform says to a target in each of the regions. */
  async function validated(given: readonly string[]): Promise<string> {
    const targets = given.map((region) => {
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

  test('takes ARNs in every region that is accepted', async () => {
    expect(await validated(regions)).toContain('The configuration is valid');
  });

  test('is asked indeed', async () => {
    expect(await validated(['us-east-1', 'eusc-de-east-1'])).toContain('invalid region value');
  });
});
