import { describe, expect, test } from '@jest/globals';
import { regions } from '../../../lib/aws/regions';
import { synthesize } from '../../../lib/resources/stack/synthesize';
import type { EnvironmentJobs } from '../../../lib/jobs/environment';
import { deployPermissions } from '../../../lib/jobs/permissions/deploy-permissions';
import { loadEnvironments } from '../../../lib/jobs/load-environments';
import { validFixtures } from '../../support/fixtures';
import { baseConfig, environmentOf, lookedUpConfig } from '../../jobs/support/environments';

/** Returns every string in a value, and every key. */
function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...strings(inner)]);
}

/** Returns every ARN in a stack. In JSON inside a string, a quote ends an ARN. */
function arnsOf(content: string): readonly string[] {
  const stack: unknown = JSON.parse(content);
  return strings(stack).flatMap((text) => text.match(/arn:(?:\$\{[^}]*\}|[^"'\\\s,)])*/g) ?? []);
}

function arnsOfFixture(name: string): readonly string[] {
  const fixture = validFixtures().find((found) => found.name === name);
  return synthesize(loadEnvironments(fixture?.config ?? '').environments).flatMap(({ content }) =>
    arnsOf(content),
  );
}

/** ARNs of IAM have no region, and the integrations of Step Functions have neither region nor account. */
function isComplete(arn: string): boolean {
  if (/^arn:[a-z-]+:states:::(aws-sdk:)?[a-zA-Z]+:[a-zA-Z.]+$/.test(arn)) return true;
  const [, partition, service, region, account, ...resource] = arn
    .replace(/\$\{[^}]*\}/g, '123456789012')
    .split(':');
  const hasRegion = service === 'iam' ? region === '' : /^[a-z-]+-\d$/.test(region ?? '');
  return (
    partition !== '' && hasRegion && /^\d{12}$/.test(account ?? '') && resource.every((part) => part !== '')
  );
}

describe('an ARN', () => {
  test.each([
    ['govcloud', 'aws-us-gov'],
    ['china', 'aws-cn'],
    ['every-field', 'aws'],
  ])('of the fixture %s is in the partition %s', (name, partition) => {
    const arns = arnsOfFixture(name);
    expect(arns.length).toBeGreaterThan(20);
    expect(arns.filter((arn) => !arn.startsWith(`arn:${partition}:`))).toEqual([]);
  });

  test('has no empty part in any fixture', () => {
    const arns = validFixtures().flatMap(({ name }) => arnsOfFixture(name));
    expect(arns.filter((arn) => !isComplete(arn))).toEqual([]);
  });

  test.each([
    ['us-gov-east-1', 'aws-us-gov'],
    ['cn-northwest-1', 'aws-cn'],
    ['us-iso-west-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['us-isof-south-1', 'aws-iso-f'],
    ['ca-central-1', 'aws'],
  ])('in %s is in the partition %s', (region, partition) => {
    const job = { task_command: ['job'], schedule_expression: 'rate(1 day)' };
    const environment = environmentOf({ region, scheduled_jobs: { job } }, lookedUpConfig);
    const arns = synthesize([environment]).flatMap(({ content }) => arnsOf(content));
    expect(arns.length).toBeGreaterThan(10);
    expect(arns.filter((arn) => !arn.startsWith(`arn:${partition}:`))).toEqual([]);
  });
});

/**
 * AWS's partitions by the prefix of their regions' names, with their DNS suffixes.
 *
 * @see https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json
 */
const partitions = [
  [/^us-gov-/, 'aws-us-gov', 'amazonaws.com'],
  [/^cn-/, 'aws-cn', 'amazonaws.com.cn'],
  [/^us-iso-/, 'aws-iso', 'c2s.ic.gov'],
  [/^us-isob-/, 'aws-iso-b', 'sc2s.sgov.gov'],
  [/^eu-isoe-/, 'aws-iso-e', 'cloud.adc-e.uk'],
  [/^us-isof-/, 'aws-iso-f', 'csp.hci.ic.gov'],
  [/^(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d$/, 'aws', 'amazonaws.com'],
] as const;

/** A worker with every optional part. */
function workerIn(region: string, partition: string): EnvironmentJobs {
  const role = (name: string) => `arn:${partition}:iam::123456789012:role/${name}`;
  return environmentOf({
    region,
    service: { ...baseConfig.service, task_role_arn: role('task'), execution_role_arn: role('execution') },
    alarms: { sns_topic_arn: `arn:${partition}:sns:${region}:123456789012:jobs` },
    queue_worker_jobs: {
      work: {
        task_command: ['bin/worker'],
        max_processing_seconds: 60,
        max_tasks: 4,
        scale_in_protection: true,
        send_from_role_arns: [role('app')],
        scheduled_scaling: [{ schedule_expression: 'rate(1 day)', min_tasks: 1, max_tasks: 2 }],
        file_upload: { path_prefix: 'in/', delivery: { dead_letter_queue: true } },
        schedule: { schedule_expression: 'rate(1 day)' },
      },
    },
  });
}

test.each(regions.map((region) => [region] as const))(
  'a worker in %s has ARNs of the partition, also in the deployer’s policies, and queue URLs with its DNS suffix',
  (region) => {
    const [, partition = '', domain = ''] = partitions.find(([name]) => name.test(region)) ?? [];
    const environment = workerIn(region, partition);
    const files = synthesize([environment]).map(({ content }) => content);
    const allowed = JSON.stringify(deployPermissions(environment).deployer);
    for (const arns of [files.flatMap(arnsOf), arnsOf(allowed)]) {
      expect(arns.length).toBeGreaterThan(10);
      expect(arns.filter((arn) => !arn.startsWith(`arn:${partition}:`))).toEqual([]);
    }
    const urls = files.flatMap((content) => content.match(/https:\/\/sqs\.[^"\\]*/g) ?? []);
    const queue = `https://sqs.${region}.${domain}/123456789012/app-test-work`;
    expect(new Set(urls)).toEqual(new Set([queue, `${queue}-dead-letters`]));
  },
);
