import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { AwsStub } from '../support/terraform/aws-stub';
import { hclRootExample } from '../support/terraform/hcl-root';
import { asList, asRecord, at } from '../support/stack-json';
import { describeWithTerraform, TerraformWorkspace } from '../support/terraform/terraform';

jest.setTimeout(180_000);

describeWithTerraform('the example in HCL', () => {
  let workspace: TerraformWorkspace;
  let stub: AwsStub;
  beforeAll(async () => {
    workspace = new TerraformWorkspace();
    stub = await AwsStub.start();
    for (const [path, content] of Object.entries(hclRootExample())) workspace.write(`root/${path}`, content);
  });
  afterAll(async () => {
    workspace.remove();
    await stub.stop();
  });

  test('has the format of terraform fmt', async () => {
    expect(await workspace.succeed('root', 'fmt', '-check', '-diff', 'main.tf')).not.toContain('main.tf');
  });

  describe('is planned', () => {
    let plan: unknown;
    beforeAll(async () => {
      workspace.write('root/stub_override.tf.json', stub.override());
      const initialized = await workspace.succeed('root', 'init', '-input=false', '-no-color');
      const planned = await workspace.succeed('root', 'plan', '-input=false', '-no-color', '-out=plan');
      expect(initialized + planned).not.toContain('Warning');
      plan = JSON.parse(await workspace.succeed('root', 'show', '-json', 'plan'));
    });

    test('with a state machine for each job', () => {
      const resources = asList(at(plan, 'planned_values', 'root_module', 'child_modules', 0, 'resources'));
      const addresses = resources.map((resource) => at(resource, 'address'));
      expect(addresses).toContain('module.jobs.aws_sfn_state_machine.jobs_import-report');
      expect(addresses).toContain('module.jobs.aws_sfn_state_machine.jobs_send-summary');
    });

    test('with references for every value that the configuration knows', () => {
      const call = at(plan, 'configuration', 'root_module', 'module_calls', 'jobs', 'expressions');
      const { tags, ...inputs } = asRecord(call);
      expect(tags).toBeDefined();
      expect(Object.keys(inputs)).toEqual([
        'bucket_name',
        'cluster_name',
        'network',
        'roles',
        'task_definition_family',
      ]);
      for (const input of Object.values(inputs)) expect(at(input, 'references')).not.toEqual([]);
    });

    test('without lookups of the module', () => {
      // The configuration itself looks up its subnets.
      const lookups = stub.actions.filter((action) => action.startsWith('Describe'));
      expect([...new Set(lookups)]).toEqual(['DescribeSubnets']);
      // Terraform reads a data source during the apply if a resource that it depends on does not exist yet.
      const changes = asList(at(plan, 'resource_changes')).map(asRecord);
      expect(changes.filter(({ mode }) => mode === 'data').map(({ address }) => address)).toEqual([]);
    });
  });
});
