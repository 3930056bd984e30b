import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { at, parsed } from '../../../support/stack-json';
import { describeWithTerraform, terraformBinary } from '../../../support/terraform/terraform';
import { ExampleCopy } from './support/example-copy';
import { runProgram } from './support/run-steps';

let copy: ExampleCopy;
beforeEach(async () => {
  copy = new ExampleCopy();
  await copy.forge.start();
  copy.writeStub('terraform', `#!/bin/sh\nPATH=\${PATH#*:} exec ${terraformBinary} "$@"\n`);
});
afterEach(() => {
  copy.remove();
});

/** Writes a stack of a resource that needs no provider, and of one with a condition. */
function writeStack(input: string, minimumLength: number): void {
  const condition = `\${length(terraform_data.first.input) >= ${String(minimumLength)}}`;
  const lifecycle = { precondition: { condition, error_message: 'too short' } };
  const resources = { first: { input }, second: { input: 'x', lifecycle } };
  copy.write({
    'cdktf.out/stacks/dev/cdk.tf.json': JSON.stringify({ resource: { terraform_data: resources } }),
  });
}

/** Runs a script with the real Terraform. */
async function runScript(script: string): Promise<number | null> {
  const { PATH = '', STUBS = '' } = copy.env('GitHub');
  const env = { PATH, STUBS, HOME: process.env['HOME'] ?? '', CHECKPOINT_DISABLE: '1' };
  return (await runProgram(copy.folder, script, ['dev'], env)).status;
}

const planFile = (): string => join(copy.folder, 'plans', 'dev.json');

describeWithTerraform('the scripts with Terraform', () => {
  test('save a plan that others on the machine can not read, and apply it', async () => {
    writeStack('one', 1);
    expect(await runScript('ci/plan.sh')).toBe(0);
    expect(at(parsed(readFileSync(planFile(), 'utf8')), 'resource_changes')).toHaveLength(2);
    for (const file of [planFile(), join(copy.folder, 'cdktf.out', 'stacks', 'dev', 'plan')])
      expect(statSync(file).mode & 0o077).toBe(0);
    expect(await runScript('ci/apply.sh')).toBe(0);
    expect(await runScript('ci/apply.sh')).toBe(1); // the state has changed since the plan
  });

  test('fail for a failed plan, and keep the part that Terraform planned', async () => {
    writeStack('one', 1);
    await runScript('ci/plan.sh');
    await runScript('ci/apply.sh');
    writeStack('changed', 99);
    expect(await runScript('ci/plan.sh')).toBe(1);
    const plan = parsed(readFileSync(planFile(), 'utf8'));
    expect([at(plan, 'errored'), at(plan, 'complete')]).toEqual([true, false]);
    expect(at(plan, 'resource_changes', 0, 'address')).toBe('terraform_data.first');
    expect(await runScript('ci/apply.sh')).toBe(1);
  });

  test('leave no old plan, if Terraform fails before the plan', async () => {
    writeStack('one', 1);
    await runScript('ci/plan.sh');
    copy.write({ 'cdktf.out/stacks/dev/cdk.tf.json': '{' });
    expect(await runScript('ci/plan.sh')).toBe(1);
    expect(() => statSync(planFile())).toThrow('ENOENT');
  });
});
