import { afterAll, expect, jest, test } from '@jest/globals';
import { selectSchemas } from '../support/terraform/provider-schemas';
import { asRecord, at } from '../support/stack-json';
import {
  describeWithTerraform,
  TerraformWorkspace,
  type ProviderRunner,
} from '../support/terraform/terraform';

jest.setTimeout(180_000);

/** Returns a field of Protocol Buffers whose content is a text or a message. */
function field(number: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const long = bytes.length >= 128;
  const length = long ? [(bytes.length % 128) + 128, Math.floor(bytes.length / 128)] : [bytes.length];
  return Buffer.concat([Buffer.from([number * 8 + 2, ...length]), bytes]);
}

/** Returns a schema of a type, of any length. */
function schemaOf(number: number, type: string, length: number): Buffer {
  return field(number, Buffer.concat([field(1, type), field(2, 'x'.repeat(length))]));
}

test('the schemas of unused types are removed, and everything else stays', () => {
  const provider = field(1, 'schema of the provider');
  const used = [schemaOf(2, 'aws_used', 300), schemaOf(3, 'aws_used', 5), schemaOf(8, 'aws_used', 127)];
  const unused = [schemaOf(2, 'aws_unused', 300), schemaOf(3, 'aws_unused', 0), schemaOf(8, 'other', 128)];
  const abilities = field(6, 'abilities');
  const answer = [provider, ...used, ...unused, abilities, schemaOf(7, 'arn_parse', 9)];
  const selected = selectSchemas(Buffer.concat(answer), (type) => type === 'aws_used');
  const expected = answer.filter((one) => !unused.includes(one));
  expect(selected.toString('hex')).toBe(Buffer.concat(expected).toString('hex'));
});

describeWithTerraform('the schemas that the shared provider gives to Terraform', () => {
  const workspaces: TerraformWorkspace[] = [];
  afterAll(() => {
    for (const workspace of workspaces) workspace.remove();
  });

  async function schemasBy(runner: ProviderRunner): Promise<unknown> {
    const workspace = new TerraformWorkspace({}, runner);
    workspaces.push(workspace);
    workspace.write('stack/main.tf', configuration);
    await workspace.succeed('stack', 'init', '-input=false', '-no-color');
    const printed = await workspace.succeed('stack', 'providers', 'schema', '-json');
    return at(JSON.parse(printed), 'provider_schemas', 'registry.terraform.io/hashicorp/aws');
  }

  test('are those of the provider, for all types in the configuration', async () => {
    const [shared, whole] = [asRecord(await schemasBy('shared')), asRecord(await schemasBy('terraform'))];
    const kinds = {
      resource_schemas: ['aws_sfn_state_machine', 'aws_sqs_queue'],
      data_source_schemas: ['aws_subnets'],
    };
    for (const [kind, types] of Object.entries(kinds))
      for (const type of types) {
        expect(at(shared[kind], type)).toBeDefined();
        expect(at(shared[kind], type)).toEqual(at(whole[kind], type));
      }
    expect(shared['provider']).toEqual(whole['provider']);
    expect(shared['functions']).toEqual(whole['functions']);
  });
});

const configuration = `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
data "aws_subnets" "all" {}
resource "aws_sqs_queue" "one" {}
resource "aws_sfn_state_machine" "one" {
  definition = "{}"
  role_arn   = aws_sqs_queue.one.arn
}
`;
