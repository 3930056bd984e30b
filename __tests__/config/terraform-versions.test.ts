import { expect, test } from '@jest/globals';
import { requiredTerraformVersion } from '../../lib/config/terraform-versions';

test.each([
  ['local', {}, '>= 1.5.0'],
  ['s3', { bucket: 'state' }, '>= 1.5.0'],
  ['s3', { bucket: 'state', use_lockfile: false }, '>= 1.5.0'],
  ['s3', { bucket: 'state', use_lockfile: true }, '>= 1.10.0'],
] as const)('the backend %s with %j requires Terraform %s', (name, backendArguments, version) => {
  expect(requiredTerraformVersion({ name, arguments: backendArguments })).toBe(version);
});
