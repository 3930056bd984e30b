import { describe, expect, test } from '@jest/globals';
import { synthesize } from '../../lib/constructs/synthesize';
import { loadEnvironments } from '../../lib/jobs/load-environments';
import { validFixtures } from '../support/fixtures';
import { environmentOf, lookedUpConfig } from '../jobs/support/environments';

/** Every string in a value, keys included. */
function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...strings(inner)]);
}

/** Every ARN in a stack: JSON inside strings ends one at a quote. */
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

/** Services whose ARNs have no region; the integrations of Step Functions have no account either. */
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
    ['eusc-de-east-1', 'aws-eusc'],
    ['ca-central-1', 'aws'],
  ])('in %s is in the partition %s', (region, partition) => {
    const job = { task_command: ['job'], schedule_expression: 'rate(1 day)' };
    const environment = environmentOf({ region, scheduled_jobs: { job } }, lookedUpConfig);
    const arns = synthesize([environment]).flatMap(({ content }) => arnsOf(content));
    expect(arns.length).toBeGreaterThan(10);
    expect(arns.filter((arn) => !arn.startsWith(`arn:${partition}:`))).toEqual([]);
  });
});
