import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { expect } from '@jest/globals';
import { Testing, TerraformStack } from 'cdktf';
import { BackgroundJobs, loadEnvironments, type EnvironmentJobs } from '../../../lib';
import { withoutStackTraces } from '../../../lib/constructs/without-stack-traces';
import { validFixtures } from '../../support/fixtures';
import { asRecord, resourcesOf } from '../../support/stack-json';

/** The environments of all valid fixtures, each with its name. */
export const environments = validFixtures().flatMap(({ name, config }) =>
  loadEnvironments(config).environments.map((each) => [`${name} ${each.config.name}`, each] as const),
);

/** Returns the JSON of a stack that has the jobs twice, with two prefixes. */
function twice(each: EnvironmentJobs): string {
  const stack = new TerraformStack(Testing.app(), 'own');
  for (const prefix of ['one_', 'two_']) {
    const provider = new AwsProvider(stack, `provider-${prefix}`, {
      region: each.config.region,
      alias: prefix,
    });
    new BackgroundJobs(stack, prefix, { environment: each, provider, addressPrefix: prefix });
  }
  return Testing.synth(stack);
}

function alone(each: EnvironmentJobs): string {
  const stack = new TerraformStack(Testing.app(), 'own');
  new BackgroundJobs(stack, 'jobs', { environment: each });
  return Testing.synth(stack);
}

/** Removes the prefix and the provider from the resources with a prefix. */
function withoutPrefix(json: string, prefix: string) {
  return resourcesOf(json)
    .filter(({ address }) => address.includes(`.${prefix}`))
    .map(({ type, address, values }) => {
      const { provider, ...rest } = asRecord(values);
      expect([address, provider]).toEqual([
        address,
        address.startsWith('terraform_data') ? undefined : `aws.${prefix}`,
      ]);
      return { type, address, values: rest };
    })
    .map((resource): unknown => JSON.parse(JSON.stringify(resource).replaceAll(`.${prefix}`, '.')));
}

/** Expects that a stack with the jobs twice has every resource and every reference twice. */
export function expectTwice(each: EnvironmentJobs): void {
  const resources = resourcesOf(withoutStackTraces(() => alone(each)));
  const expected: unknown = JSON.parse(JSON.stringify(resources));
  const both = withoutStackTraces(() => twice(each));
  expect(resources.filter(({ address }) => both.includes(address))).toEqual([]);
  expect(withoutPrefix(both, 'one_')).toEqual(expected);
  expect(withoutPrefix(both, 'two_')).toEqual(expected);
}
