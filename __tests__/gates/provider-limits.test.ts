import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { maximumMessageBytes, maximumSupportedMessageBytes } from '../../lib/aws/queues';
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

  async function validateQueue(bytes: number): Promise<string> {
    workspace.write('queue/cdk.tf.json', {
      terraform: { required_providers: { aws: { source: 'hashicorp/aws', version: '5.100.0' } } },
      resource: { aws_sqs_queue: { queue: { name: 'queue', max_message_size: bytes } } },
    });
    await workspace.succeed('queue', 'init', '-input=false', '-no-color');
    return (await workspace.run('queue', 'validate', '-no-color')).output;
  }

  test('accepts our maximum size of messages, but not the higher maximum of AWS', async () => {
    expect(await validateQueue(maximumMessageBytes)).toContain('The configuration is valid');
    // If this check fails, the provider accepts 1 MiB. Then set maximumMessageBytes to AWS's maximum.
    expect(await validateQueue(maximumSupportedMessageBytes)).toContain(
      `expected max_message_size to be in the range (1024 - ${maximumMessageBytes})`,
    );
  });
});
