import { expect, test } from '@jest/globals';
import { join } from 'node:path';
import { hclRootExample, hclRootFolder } from '../support/terraform/hcl-root';
import { run } from '../support/run-program';

test('the configuration of the example in HCL is valid, and there is no advice about it', () => {
  const { status, out } = run('validate', '--config', join(hclRootFolder, 'env-config'));
  expect(status).toBe(0);
  expect(out).toMatch(/: dev: no errors and no advice\n$/);
});

test('the example in HCL calls a module that the program writes', () => {
  const { 'main.tf': root = '', ...files } = hclRootExample();
  const source = /source = "\.\/(.*)"/.exec(root)?.[1];
  expect(Object.keys(files)).toContain(`${String(source)}/main.tf.json`);
});
