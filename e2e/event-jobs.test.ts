import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import { TemporaryFolder } from '../__tests__/support/run-program';
import { loadEnvironments } from '../lib/jobs/load-environments';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { prepareAccount } from './support/prepare-account';
import { printProgress } from './support/print-progress';
import { report } from './support/report';
import { sleep } from './support/sleep';
import { emulatorOverride, Stack } from './support/stack';
import { lastExecutionResult, runningTasks, stopTask, waitForTasks } from './support/tasks';

jest.setTimeout(900_000);

const accountId = '123456789012';
const cluster = 'app-e2e';
const configuration = `
app_name: app
region: us-east-1
account_id: "${accountId}"
service:
  subnet_ids: [subnet-1]
  security_group_ids: [sg-1]
  task_role_arn: arn:aws:iam::${accountId}:role/app-e2e-app
  execution_role_arn: arn:aws:iam::${accountId}:role/app-e2e-task-executor
event_jobs:
  direct:
    event_bus_name: orders
    event_pattern:
      source: [shop.orders]
      detail-type: [OrderPlaced]
      detail: { order: { id: [{ exists: true }, { prefix: "" }] }, total: [{ numeric: [">", 100] }], name: [{ prefix: "" }] }
    task_command: [ship, <$.detail.name>, <$.source>, "<$['detail-type']>"]
    environment_variables: { NAME: <$.detail.name>, EVENT: <event_id>, TIME: <event_time> }
  tracked:
    event_pattern: { source: [{ prefix: shop. }], detail: { status: [PAID, { anything-but: [NEW] }] } }
    task_command: [bill, <$.detail.note>, "--id=<$.detail.order.id>", <$.detail.paid>]
    environment_variables: { NOTE: "note: <$.detail.note>" }
    timeout_seconds: 600
  disabled:
    event_pattern: { source: [{ prefix: shop. }] }
    state: DISABLED
    task_command: [never]
`;

/** Values with characters that a template, a shell or a command line could interpret. */
const hostileValues = [
  'plain',
  '"quoted" and \'quoted\'',
  'back\\slash\\" , "injected',
  'new\nline\ttab',
  '<$.detail.name>/<event_id>',
  '${x} %{y} $(rm -rf ~) `id`; {{z}}',
  '-rf --help',
  'ünïcödé 漢字 🙈 + %20 & ?#=',
];

describe('an applied environment with event jobs', () => {
  const folder = new TemporaryFolder();
  let emulator: Emulator;
  let aws: Aws;
  let stack: Stack;
  beforeAll(async () => {
    emulator = await Emulator.start();
    aws = new Aws(emulator.url, accountId, 'us-east-1');
    folder.write({ 'env-config/e2e.yml': configuration });
    const { environments, issues } = loadEnvironments(join(folder.path, 'env-config'));
    expect(issues).toEqual([]);
    const [environment] = environments;
    if (environment === undefined) throw new Error('the configuration has no environment');
    await prepareAccount(aws, environment);
    printProgress('applying the event jobs');
    stack = await new Stack(emulatorOverride(emulator, accountId)).write(environment).init();
    await stack.apply();
  });
  afterAll(async () => {
    stack.remove();
    folder.remove();
    await emulator.stop();
  });

  /** Puts an event on a bus. */
  const put = async (detail: unknown, bus = 'default', source = 'shop.orders'): Promise<void> => {
    const entry = {
      Source: source,
      DetailType: 'OrderPlaced',
      Detail: JSON.stringify(detail),
      EventBusName: bus,
    };
    const { FailedEntryCount } = await aws.json('events', 'PutEvents', { Entries: [entry] });
    expect(FailedEntryCount).toBe(0);
  };

  test('has no changes in the next plan', async () => {
    expect(await stack.hasNoChanges()).toBe(true);
  });

  test.each(hostileValues)('starts the task directly, with exactly the value %j', async (name) => {
    await put({ order: { id: 'ord-1' }, total: 101, name }, 'orders');
    const [task, ...others] = await waitForTasks(aws, cluster, 1);
    expect(others).toEqual([]);
    expect(task?.command).toEqual(['ship', name, 'shop.orders', 'OrderPlaced']);
    expect(task?.environment).toEqual({
      NAME: name,
      EVENT: expect.stringMatching(/^[0-9a-f-]{36}$/),
      TIME: expect.stringMatching(/^20\d\d-\d\d-\d\dT/),
    });
    expect(task?.startedBy).toBe('events-rule/app-e2e-direct');
    await stopTask(emulator.url, task?.arn ?? '', 0);
    report({
      promise: 'events',
      subject: 'an ECS cluster',
      counts: { events: 1, 'tasks with the exact value': 1 },
    });
  });

  test.each<[unknown, readonly string[], string]>([
    [
      { status: 'PAID', order: { id: 17 }, note: 'it\'s "a" \\ note' },
      ['it\'s "a" \\ note', '--id=17', ''],
      'it\'s "a" \\ note',
    ],
    [{ status: 'PAID', paid: 2.5 }, ['', '--id=', '2.5'], ''],
  ])('starts a state machine for %j, which fills in missing values', async (detail, values, note) => {
    await put(detail);
    const [task, ...others] = await waitForTasks(aws, cluster, 1);
    expect(others).toEqual([]);
    expect(task?.command).toEqual(['bill', ...values]);
    expect(task?.environment).toEqual({ NOTE: `note: ${note}` });
    await stopTask(emulator.url, task?.arn ?? '', 0);
    const machine = `arn:aws:states:us-east-1:${accountId}:stateMachine:app-e2e-tracked`;
    expect(await lastExecutionResult(aws, machine)).toMatchObject({ status: 'SUCCEEDED' });
    report({
      promise: 'events',
      subject: 'a state machine',
      counts: { events: 1, 'tasks with the exact value': 1 },
    });
  });

  test('starts no task for an event of another bus, source or value', async () => {
    const order = { order: { id: 'ord-1' }, total: 101, name: 'x' };
    await put({ ...order, status: 'NEW' });
    await put({ ...order, total: 100 }, 'orders');
    await put({ ...order, total: '101' }, 'orders');
    await put(order, 'orders', 'shop.returns');
    await sleep(2000);
    expect(await runningTasks(aws, cluster)).toEqual([]);
  });
});
