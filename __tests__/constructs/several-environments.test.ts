import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { describe, expect, test } from '@jest/globals';
import { Testing, TerraformStack } from 'cdktf';
import { BackgroundJobs, loadEnvironments, type EnvironmentJobs } from '../../lib';
import { validFixtures } from '../support/fixtures';
import { asRecord, resourcesOf } from '../support/stack-json';
import { environment, OwnStack } from './support/own-stack';

const fixtures = validFixtures().flatMap(({ name, config }) =>
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

describe('a stack with two environments', () => {
  test.each(fixtures)('has every resource and reference twice: %s', (_, each) => {
    const resources = resourcesOf(alone(each));
    const expected: unknown = JSON.parse(JSON.stringify(resources));
    const both = twice(each);
    expect(resources.filter(({ address }) => both.includes(address))).toEqual([]);
    expect(withoutPrefix(both, 'one_')).toEqual(expected);
    expect(withoutPrefix(both, 'two_')).toEqual(expected);
  });

  test('needs two prefixes', () => {
    const stack = new OwnStack(Testing.app(), 'own');
    new BackgroundJobs(stack, 'dev', { environment });
    expect(() => new BackgroundJobs(stack, 'prod', { environment })).toThrow(
      'the stack own already has background jobs with the addressPrefix ""; set another addressPrefix',
    );
  });

  test.each(['1_', 'a b', '${x}', 'a.'])('rejects the prefix %s', (addressPrefix) => {
    const stack = new OwnStack(Testing.app(), 'own');
    expect(() => new BackgroundJobs(stack, 'jobs', { environment, addressPrefix })).toThrow(
      `addressPrefix ${JSON.stringify(addressPrefix)}: must have only letters, digits, _ and -, and begin with a letter or _`,
    );
  });

  test('keeps references of the inputs to resources of the user', () => {
    const stack = new OwnStack(Testing.app(), 'own');
    const inputs = { taskRoleArn: '${aws_iam_role.scheduler.arn}' };
    new BackgroundJobs(stack, 'jobs', { environment, inputs, addressPrefix: 'dev_' });
    const json = Testing.synth(stack);
    expect(json).toContain('aws_iam_role.scheduler.arn');
    expect(json).not.toContain('aws_iam_role.dev_scheduler.arn');
  });
});
