import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { randomValues } from '../../support/property-tests';
import { objectKeys } from '../../jobs/support/hostile';
import { run, TemporaryFolder } from '../../support/run-program';
import { asList, asRecord, at } from '../../support/stack-json';

const config = join(__dirname, '..', '..', 'fixtures', 'events', 'env-config');

let folder: TemporaryFolder;
beforeAll(() => {
  folder = new TemporaryFolder();
});
afterAll(() => {
  folder.remove();
});

function fileOf(content: unknown): string {
  folder.write({ 'event.json': typeof content === 'string' ? content : JSON.stringify(content) });
  return join(folder.path, 'event.json');
}

const simulate = (event: unknown, ...more: readonly string[]) =>
  run('simulate', 'event', '--config', config, '--event', fileOf(event), ...more);

const placed = {
  version: '0',
  id: 'id-1',
  'detail-type': 'OrderPlaced',
  source: 'shop.orders',
  account: '123456789012',
  time: '2026-01-01T00:00:00Z',
  region: 'us-east-1',
  resources: [],
  detail: { order: { id: 'ord-1' }, total: 101 },
};

describe('background-jobs simulate event', () => {
  test('shows what starts, and the exact command and environment of each task', () => {
    const { out, status } = simulate(placed, '--environment', 'direct', '--job', 'ship-order');
    expect(status).toBe(0);
    expect(out).toBe(`direct
  ship-order starts directly from its rule, if the event is on the event bus orders
    command     "bin/ship"
                "ord-1"
                "id-1"
                "2026-01-01T00:00:00Z"
    environment ORDER="ord-1"
                SOURCE="shop.orders"
                TYPE="OrderPlaced"
    cpu         256
    memory      512 MiB
`);
  });

  test('shows that a large event starts a rule’s task, but no state machine', () => {
    const large = { ...placed, detail: { ...placed.detail, note: 'x'.repeat(300_000) } };
    const direct = simulate(large, '--environment', 'direct', '--job', 'ship-order').out;
    expect(direct).toContain('"ord-1"');
    const tracked = simulate(large, '--environment', 'tracked', '--job', 'absent-values').out;
    expect(tracked).toMatch(
      /the event has 300\d{3} bytes; Step Functions accepts an input of at most 262144 bytes/,
    );
    const tooLarge = simulate({ ...placed, detail: { note: 'x'.repeat(1_048_576) } });
    expect([tooLarge.status, tooLarge.error]).toEqual([
      2,
      expect.stringMatching(/bytes; it must have at most 1048576/),
    ]);
  });

  test('shows an empty text for a missing value, and the run and the attempt', () => {
    const { out } = simulate(placed, '--environment', 'tracked', '--job', 'absent-values');
    expect(out).toContain(`    command     "bin/ship"
                "ord-1"
                ""
                "--to="
                ""
`);
    expect(out).toContain('TRY="1"');
  });

  test('shows each step, and what runs after a failure only in simulate run', () => {
    const { out } = simulate(
      { ...placed, source: 'shop.returns', detail: { id: 'r-1', item: 7 } },
      '--job',
      'with-steps',
    );
    expect(out).toContain('    step check\n    command     "bin/check"\n                "r-1"\n');
    expect(out).toContain('    step refund\n    command     "bin/refund"\n                "--id=r-1"\n');
    expect(out).toContain('    step restock\n    command     "bin/restock"\n                "7"\n');
  });

  test('shows why a job does not start, field by field', () => {
    const { out } = simulate(
      { ...placed, detail: { order: { id: 'x' }, total: '200' } },
      '--job',
      'ship-order',
    );
    expect(out).toBe(`direct
  ship-order does not start: detail.order.id is "x", but the rule requires a value that begins with "ord-" or matches "web-*"; detail.total is "200", but the rule requires a value that is > 100
`);
  });

  test.each([
    [{ status: 'X' }, 'detail.$or', 'is one of: detail.total is > 0 and <= 5; detail.items.price is >= 100'],
    [{ customer: { vip: 1 } }, 'detail.customer.vip', 'is missing'],
    [{ customer: { country: 'US-CA' } }, 'detail.customer.country', 'does not begin with "US"'],
    [{ customer: { address: '11.0.0.1' } }, 'detail.customer.address', 'is an address in "10.0.0.0/8"'],
  ])('explains every operator: %j', (detail, field, wanted) => {
    const { out } = simulate({ ...placed, detail }, '--job', 'many-operators', '--format', 'json');
    const mismatches = asList(at(JSON.parse(out), 'environments', 0, 'not_started', 0, 'mismatches')).map(
      asRecord,
    );
    expect(mismatches.find((one) => one['field'] === field)?.['wanted']).toContain(wanted);
  });

  test('shows that the fields of a list of objects must match in one element', () => {
    folder.write({
      'list/dev.yml': `app_name: app
region: us-east-1
service: { subnet_ids: [subnet-1], security_group_ids: [sg-1] }
event_jobs:
  job: { task_command: [a], event_pattern: { detail: { items: { id: [1], paid: [true] } } } }
`,
    });
    const items = [
      { id: 1, paid: false },
      { id: 2, paid: true },
    ];
    const event = fileOf({ ...placed, detail: { items } });
    const { out } = run('simulate', 'event', '--config', join(folder.path, 'list'), '--event', event);
    expect(out).toBe(`dev
  job does not start: detail.items.id is 1, 2, but the rule requires a value that is 1, in the same element of the list; detail.items.paid is false, true, but the rule requires a value that is true, in the same element of the list
`);
  });

  test.each([
    [['a', 'b'], 'a list'],
    [{ a: 1 }, 'an object'],
  ])('shows that %j is not an argument', (id, type) => {
    const { out } = simulate(
      { ...placed, detail: { order: { id: 'x', note: id }, note: id } },
      '--job',
      'absent-values',
    );
    expect(out).toContain(
      `    but $.detail.note is ${type} in this event; the arguments of a command must be strings\n`,
    );
  });

  test('shows that a path through a list can lead to several values', () => {
    folder.write({
      'through-list/dev.yml': `app_name: app
region: us-east-1
service: { subnet_ids: [subnet-1], security_group_ids: [sg-1] }
event_jobs:
  direct: { task_command: [a, '<$.detail.items.id>'], event_pattern: { detail: { items: { id: [a1] } } } }
  machine: { task_command: [a, 'x=<$.detail.items.id>'], event_pattern: { detail: { items: { id: [a1] } } } }
`,
    });
    const through = join(folder.path, 'through-list');
    const event = fileOf({ ...placed, detail: { items: [{ id: 'a1' }] } });
    const failure =
      '$.detail.items is a list in this event, so $.detail.items.id can lead to several values; a path must lead to one value, and must not go through a list';
    const { out } = run('simulate', 'event', '--config', through, '--event', event);
    expect(out.split('\n').filter((line) => line.includes(`but ${failure}`))).toHaveLength(2);
    const json = run('simulate', 'event', '--config', through, '--event', event, '--format', 'json').out;
    const runs = asList(at(JSON.parse(json), 'environments', 0, 'runs')).map(asRecord);
    expect(runs.map((one) => [one['failure'], one['steps']])).toEqual([
      [failure, []],
      [failure, []],
    ]);
    const single = fileOf({ ...placed, detail: { items: { id: 'a1' } } });
    expect(run('simulate', 'event', '--config', through, '--event', single).out).not.toContain('but ');
  });

  test('shows disabled jobs', () => {
    const stopped = { lastStatus: 'STOPPED', stopCode: 'EssentialContainerExited' };
    const event = { ...placed, source: 'aws.ecs', 'detail-type': 'ECS Task State Change', detail: stopped };
    expect(simulate(event, '--job', 'stopped-task').out).toBe(
      'direct\n  stopped-task matches, but is disabled\n',
    );
  });

  test('prints start commands that bash reads as they are', () => {
    for (const id of randomValues(
      objectKeys.filter((key) => !key.includes('\u0000')),
      20,
    )) {
      const event = { ...placed, detail: { order: { id } } };
      const { out } = simulate(
        event,
        '--environment',
        'tracked',
        '--job',
        'absent-values',
        '--print-start-command',
      );
      const { stdout } = spawnSync('bash', ['-c', `aws() { printf '%s\\n' "\${@: -1}"; }\n${out}`], {
        encoding: 'utf8',
      });
      expect(JSON.parse(stdout)).toEqual(event);
    }
  });

  test('has no start command for a job without a state machine', () => {
    const { out } = simulate(placed, '--job', 'ship-order', '--print-start-command');
    expect(out).toContain(
      'ship-order has no start command: its rule starts the task without a state machine',
    );
    expect(simulate({ ...placed, source: 'x' }, '--job', 'ship-order', '--print-start-command').out).toBe(
      '# no job starts\n',
    );
  });

  test('has stable JSON', () => {
    const { out } = simulate(placed, '--environment', 'direct', '--job', 'ship-order', '--format', 'json');
    expect(JSON.parse(out)).toEqual({
      environments: [
        {
          name: 'direct',
          runs: [
            {
              job: 'ship-order',
              target: 'ecs_cluster',
              event_bus_name: 'orders',
              steps: [
                {
                  name: 'RunTask',
                  container: 'shop-direct',
                  command: ['bin/ship', 'ord-1', 'id-1', '2026-01-01T00:00:00Z'],
                  environment_variables: { ORDER: 'ord-1', SOURCE: 'shop.orders', TYPE: 'OrderPlaced' },
                  cpu: 256,
                  memory: 512,
                },
              ],
            },
          ],
          disabled: [],
          not_started: [],
        },
      ],
    });
  });

  test.each([
    ['[]', 'must contain a JSON object'],
    ['{"a":', 'not valid JSON'],
    [{ source: 'a' }, 'must be an EventBridge event, with source and detail-type'],
    [{ Source: 'a', DetailType: 'b', Detail: '{}' }, 'this is an entry of PutEvents'],
  ])('rejects %j', (event, message) => {
    const { status, error } = simulate(event);
    expect([status, error]).toEqual([2, expect.stringContaining(message)]);
  });

  test('rejects a start command for an event with missing fields, and a job of another kind', () => {
    const { id, ...rest } = placed;
    expect(id).toBe('id-1');
    expect(simulate(rest, '--print-start-command').error).toContain('requires the real event; add id to');
    expect(simulate(placed, '--job', 'shp-order').error).toContain('did you mean ship-order?');
  });
});
