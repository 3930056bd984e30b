import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Testing } from 'cdktf';
import { stackFile, synthesize } from '../../../lib/resources/stack/synthesize';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { allInputs, ownStack } from '../../constructs/support/own-stack';
import { validFixtures } from '../../support/fixtures';
import { describeWithTerraform, TerraformWorkspace } from '../../support/terraform/terraform';

jest.setTimeout(180_000);

describeWithTerraform('terraform validate', () => {
  let workspace: TerraformWorkspace;
  beforeAll(() => {
    workspace = new TerraformWorkspace();
  });
  afterAll(() => {
    workspace.remove();
  });

  test('accepts the stack of every environment of every fixture', async () => {
    // The stacks are child modules of one root, so that Terraform loads the provider's schema once.
    const modules = validFixtures().flatMap(({ name, config }) => {
      const { environments } = loadEnvironments(config);
      return environments.map((environment) => {
        const id = `${name}_${environment.config.name}`;
        const [stack] = synthesize([environment]).filter(
          ({ path }) => path === stackFile(environment.config.name),
        );
        workspace.write(`${id}/main.tf.json`, stack?.content ?? '');
        return [id, { source: `./${id}` }] as const;
      });
    });
    workspace.write('main.tf.json', { module: Object.fromEntries(modules) });
    await workspace.succeed('.', 'init', '-input=false', '-no-color');
    const output: unknown = JSON.parse(await workspace.succeed('.', 'validate', '-json'));
    expect(output).toMatchObject({ valid: true, error_count: 0 });
  });

  test('accepts a user’s stack, whose attributes are inputs of the jobs', async () => {
    workspace.write('own/main.tf.json', Testing.synth(ownStack(allInputs).stack));
    await workspace.succeed('own', 'init', '-input=false', '-no-color');
    const output: unknown = JSON.parse(await workspace.succeed('own', 'validate', '-json'));
    expect(output).toMatchObject({ valid: true, error_count: 0 });
  });
});
