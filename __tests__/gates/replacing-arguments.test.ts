import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { stackFile, synthesize } from '../../lib/resources/stack/synthesize';
import { environmentOf } from '../jobs/support/environments';
import { AwsStub } from '../support/terraform/aws-stub';
import { sectionsOf } from '../support/jobs-of-each-kind';
import { replacingArguments } from '../../lib/resources/replacing-arguments';
import { stateOfPlan } from '../support/plans/planned-state';
import { asList, asRecord, at, resourcesOf, type StackResource } from '../support/stack-json';
import { describeWithTerraform, TerraformWorkspace } from '../support/terraform/terraform';

jest.setTimeout(600_000);

const accountId = '123456789012';

/** Another valid value of each argument that accepts only some values. */
const otherValues: Readonly<Record<string, unknown>> = {
  availability_zone_rebalancing: 'ENABLED',
  comparison_operator: 'LessThanThreshold',
  launch_type: 'EC2',
  level: 'ERROR',
  max_message_size: 2048,
  maximum_event_age_in_seconds: 3600,
  maximum_retry_attempts: 3,
  message_retention_seconds: 3600,
  mode: 'OFF',
  propagate_tags: 'TASK_DEFINITION',
  period: 120,
  protocol: 'lambda',
  retention_in_days: 3653,
  schedule: 'rate(3 days)',
  schedule_expression: 'rate(3 days)',
  schedule_expression_timezone: 'Asia/Tokyo',
  stat: 'Minimum',
  state: 'DISABLED',
  statistic: 'Minimum',
  timezone: 'Asia/Tokyo',
  treat_missing_data: 'breaching',
  type: 'EXPRESS',
};

/** Arguments that this test does not change: the provider rejects a change of one of them without the others. */
const unchanged = new Set([
  'aws_dynamodb_table attribute',
  'aws_dynamodb_table billing_mode',
  'aws_dynamodb_table hash_key',
  'aws_sqs_queue content_based_deduplication',
  'aws_sqs_queue fifo_queue',
]);

/** A changed argument of one resource. */
interface Change {
  readonly resource: StackResource;
  readonly argument: string;
  readonly value: unknown;
}

describeWithTerraform('an argument whose value changes', () => {
  let workspace: TerraformWorkspace;
  let stub: AwsStub;
  const sections = sectionsOf({ a: 'direct', b: 'bus', c: 'scheduled', d: 'worker', e: 'fifo' });
  const subscribed = {
    task_command: ['bin/job'],
    max_processing_seconds: 60,
    max_tasks: 2,
    queue: { subscribe_topic_arns: [`arn:aws:sns:us-east-1:${accountId}:orders`] },
  };
  const environment = environmentOf({
    ...sections,
    queue_worker_jobs: { ...asRecord(at(sections, 'queue_worker_jobs')), f: subscribed },
    storage: { bucket_name: 'arrivals', eventbridge_notification: 'manage' },
    alarms: { sns_topic_arn: `arn:aws:sns:us-east-1:${accountId}:alarms`, dashboard: true },
  });
  const path = stackFile(environment.config.name);
  const stack = asRecord(
    JSON.parse(synthesize([environment]).find((file) => file.path === path)?.content ?? ''),
  );

  beforeAll(async () => {
    workspace = new TerraformWorkspace();
    stub = await AwsStub.start({ accountId, containerNames: [environment.config.service.containerName] });
    workspace.write('a/stub_override.tf.json', stub.override());
    write([]);
    await workspace.succeed('a', 'init', '-input=false', '-no-color');
    const created = await plan();
    if (created === undefined) throw new Error('the stack has no plan');
    const schemas: unknown = JSON.parse(await workspace.succeed('a', 'providers', 'schema', '-json'));
    workspace.write('a/terraform.tfstate', stateOfPlan(created, schemas, accountId));
  });
  afterAll(async () => {
    await stub.stop();
    workspace.remove();
  });

  function write(changes: readonly Change[], keepLifecycle = false): void {
    // `terraform_data` has no text to change.
    const resources = Object.entries(asRecord(stack['resource'])).filter(
      ([type]) => type !== 'terraform_data',
    );
    const written = Object.fromEntries(
      resources.map(([type, byName]) => [
        type,
        Object.fromEntries(
          Object.entries(asRecord(byName)).map(([name, values]) => {
            const own = changes.filter(({ resource }) => resource.address === `${type}.${name}`);
            const { lifecycle, ...rest } = asRecord(values);
            return [
              name,
              {
                ...rest,
                ...(keepLifecycle && lifecycle !== undefined && own.length > 0 ? { lifecycle } : {}),
                ...Object.fromEntries(own.map(({ argument, value }) => [argument, value])),
              },
            ];
          }),
        ),
      ]),
    );
    workspace.write('a/cdk.tf.json', { ...stack, moved: [], resource: written });
  }

  /** Plans, and returns the change of each resource by address, or `undefined` if a value is invalid. */
  async function plan(): Promise<ReadonlyMap<unknown, Readonly<Record<string, unknown>>> | undefined> {
    const options = ['-input=false', '-no-color', '-lock=false', '-refresh=false', '-out=plan'];
    const { status, output } = await workspace.run('a', 'plan', ...options);
    if (status !== 0) {
      lastOutput = output;
      return undefined;
    }
    const shown: unknown = JSON.parse(await workspace.succeed('a', 'show', '-json', 'plan'));
    return new Map(
      asList(at(shown, 'resource_changes'))
        .map(asRecord)
        .map(({ address, change, mode }) => [address, { ...asRecord(change), mode }]),
    );
  }
  let lastOutput = '';

  test('replaces the resource exactly if the table lists it', async () => {
    write([]);
    const before = await plan();
    expect([...(before ?? [])].filter(([, change]) => replaced(change).length > 0)).toEqual([]);

    const changes = changesOf(resourcesOf(JSON.stringify(stack)));
    const found = new Map<string, Set<string>>();
    const invalid: string[] = [];
    const examine = async (some: readonly Change[]): Promise<void> => {
      write(some);
      const after = await plan();
      if (after === undefined && some.length > 1) {
        for (const one of some) await examine([one]);
        return;
      }
      for (const { resource, argument } of some) {
        if (after === undefined) {
          invalid.push(`${resource.type} ${argument}: ${lastOutput.slice(0, 600)}`);
          continue;
        }
        const own = found.get(resource.type) ?? new Set();
        found.set(resource.type, own);
        if (replaced(after.get(resource.address) ?? {}).includes(argument)) own.add(argument);
      }
    };
    for (let round = 0; round < Math.max(...[...changes.values()].map(({ length }) => length)); round += 1)
      await examine([...changes.values()].flatMap((own) => own[round] ?? []));

    expect(invalid).toEqual([]);
    const table = Object.fromEntries([...found].map(([type, own]) => [type, [...own].sort()]));
    const expected = Object.entries(replacingArguments).map(([type, own]) => [
      type,
      own.filter((argument) => !unchanged.has(`${type} ${argument}`)),
    ]);
    expect(table).toEqual(Object.fromEntries(expected));
  });

  test('does not replace a policy whose description changes', async () => {
    const policies = resourcesOf(JSON.stringify(stack)).filter(({ type }) => type === 'aws_iam_policy');
    write(
      policies.map((resource) => ({ resource, argument: 'description', value: 'Another' })),
      true,
    );
    const after = await plan();
    for (const { address, values } of policies) {
      const change = after?.get(address) ?? {};
      expect([address, replaced(change)]).toEqual([address, []]);
      expect(at(change['after'], 'description')).toBe(values['description']);
    }
    expect(policies.length).toBeGreaterThan(3);
  });
});

/** Returns the arguments that replace a resource, from its change in a plan. */
function replaced(change: Readonly<Record<string, unknown>>): readonly string[] {
  return asList(change['replace_paths'] ?? []).map((replacing) => String(asList(replacing)[0]));
}

/** Returns one change for each argument of each resource type. A resource that has the argument gets the change. */
function changesOf(resources: readonly StackResource[]): ReadonlyMap<string, readonly Change[]> {
  const changes = new Map<string, Change[]>();
  for (const resource of resources) {
    if (resource.address.startsWith('data.') || resource.type === 'terraform_data') continue;
    const own = changes.get(resource.type) ?? [];
    changes.set(resource.type, own);
    // A task definition can't be updated: every change is a new revision.
    const names = resource.type === 'aws_ecs_task_definition' ? ['family'] : Object.keys(resource.values);
    for (const argument of names) {
      if (['//', 'depends_on', 'lifecycle', 'dynamic', 'tags'].includes(argument)) continue;
      if (unchanged.has(`${resource.type} ${argument}`)) continue;
      if (own.some((change) => change.argument === argument)) continue;
      const value = changed(argument, resource.values[argument]);
      if (value !== undefined) own.push({ resource, argument, value });
    }
  }
  return changes;
}

/** Returns a value that differs from the given one; `undefined` if the value has a reference. */
function changed(argument: string, value: unknown): unknown {
  if (argument in otherValues) return otherValues[argument];
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') {
    if (value.includes('${')) return undefined;
    if (/^\d+$/.test(value)) return String(Number(value) + 1);
    if (value.startsWith('{')) return JSON.stringify(changedJson(JSON.parse(value)));
    if (value.endsWith('/')) return `${value}x/`;
    return value.endsWith('.fifo') ? `x-${value}` : `${value}x`;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => changed('', item) ?? item);
  return Object.fromEntries(
    Object.entries(asRecord(value)).map(([key, item]) => [key, changed(key, item) ?? item]),
  );
}

function changedJson(value: unknown): unknown {
  const { Statement: statements, States: states, ...rest } = asRecord(value);
  if (states !== undefined) return { Comment: 'Another', States: states, ...rest };
  if (statements === undefined) return { ...rest, source: ['another'] };
  return {
    ...rest,
    Statement: asList(statements).map((statement) => ({ ...asRecord(statement), Sid: 'Another' })),
  };
}
