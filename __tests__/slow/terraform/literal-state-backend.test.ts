import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { stackFile, synthesize } from '../../../lib/resources/stack/synthesize';
import { environmentOf } from '../../jobs/support/environments';
import { asRecord, at } from '../../support/stack-json';
import { describeWithTerraform, TerraformWorkspace } from '../../support/terraform/terraform';

/** A text with everything that Terraform evaluates in other blocks, and a text that cdktf replaces. */
const path = 'state ${a} $${b} %{c} %%{d} ${TfToken[TOKEN.0]} -8.2e+297.tfstate';

describeWithTerraform('the arguments of a state backend in Terraform', () => {
  test('are the texts of the configuration', async () => {
    const environment = environmentOf({ state_backend: { local: { path } } });
    const content = synthesize([environment]).find((file) => file.path === stackFile('test'))?.content ?? '';
    const backend = at(JSON.parse(content), 'terraform', 'backend');
    const workspace = new TerraformWorkspace();
    try {
      // Only the backend, so that Terraform needs no provider.
      workspace.write('stack/main.tf.json', { terraform: { backend } });
      await workspace.succeed('stack', 'init', '-input=false', '-no-color');
      const state = readFileSync(join(workspace.folder, 'stack', '.terraform', 'terraform.tfstate'), 'utf8');
      expect(asRecord(at(JSON.parse(state), 'backend', 'config'))['path']).toBe(path);
    } finally {
      workspace.remove();
    }
  });
});
