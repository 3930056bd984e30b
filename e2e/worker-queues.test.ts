import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { TemporaryFolder } from '../__tests__/support/run-program';
import { at, parsed } from '../__tests__/support/stack-json';
import type { EnvironmentJobs } from '../lib/jobs/environment';
import { loadEnvironments } from '../lib/jobs/load-environments';
import { prepareAccount } from './support/prepare-account';
import { Aws } from './support/aws';
import { Emulator } from './support/emulator';
import { sleep } from './support/sleep';
import { messageCount, queueUrl, sendMessages, receiveMessages } from './support/queues';
import { report } from './support/report';
import { printProgress } from './support/print-progress';
import { emulatorOverride, Stack } from './support/stack';
import { WorkerProcess } from './support/worker-process';

jest.setTimeout(900_000);

const accountId = '123456789012';
const bucket = 'e2e-uploads';
/**
 * Returns an environment whose one-time schedule fires at a given time.
 *
 * @param once A time in UTC, such as `2027-01-01T00:00:00`.
 */
const configuration = (once: string): string => `
app_name: app
region: us-east-1
account_id: "${accountId}"
service:
  subnet_ids: [subnet-1]
  security_group_ids: [sg-1]
  task_role_arn: arn:aws:iam::${accountId}:role/app-e2e-app
  execution_role_arn: arn:aws:iam::${accountId}:role/app-e2e-task-executor
storage: { bucket_name: ${bucket} }
queue_worker_jobs:
  claims:
    task_command: [bin/worker]
    max_processing_seconds: 1
    stop_timeout_seconds: 2
    min_tasks: 0
    max_tasks: 3
    backlog_per_task: 10
    queue: { max_receive_count: 3, visibility_timeout_seconds: 3 }
  filled:
    task_command: [bin/worker]
    max_processing_seconds: 1
    stop_timeout_seconds: 2
    min_tasks: 0
    max_tasks: 1
    file_upload: { path_prefix: claims/ }
  ordered:
    task_command: [bin/worker]
    max_processing_seconds: 1
    stop_timeout_seconds: 2
    min_tasks: 0
    max_tasks: 1
    queue: { fifo: true, message_group_id: of-the-e2e-suite }
    file_upload:
      path_prefix: claims/
      message: { bucket: <bucket_name>, key: <object_key> }
    schedule:
      schedule_expression: at(${once})
      message: { import: all, at: <scheduled_time> }
  published:
    task_command: [bin/worker]
    max_processing_seconds: 1
    stop_timeout_seconds: 2
    min_tasks: 0
    max_tasks: 1
    queue:
      subscribe_topic_arns:
        - arn:aws:sns:us-east-1:${accountId}:decisions
        - topic_arn: arn:aws:sns:us-east-1:${accountId}:claims
          filter_policy: { kind: [paid, { prefix: re }] }
          raw_message_delivery: true
        - topic_arn: arn:aws:sns:us-east-1:${accountId}:audit
          filter_policy: { claim: { state: [new] } }
          filter_policy_scope: MessageBody
          raw_message_delivery: true
  by-key:
    task_command: [bin/worker]
    max_processing_seconds: 1
    stop_timeout_seconds: 2
    min_tasks: 0
    max_tasks: 3
    queue: { fifo: true, message_group_id: <object_key> }
    file_upload:
      path_prefix: pages/
      delivery: { maximum_retry_attempts: 0, dead_letter_queue: true }
      message: { uri: "s3://<bucket_name>/<object_key>", version: <object_version_id>, sequencer: <sequencer> }
`;

describe('the queue workers of an applied environment', () => {
  const folder = new TemporaryFolder();
  let emulator: Emulator;
  let aws: Aws;
  let stack: Stack;
  let worker: WorkerProcess | undefined;
  /** Loads the environment with a time for its schedule. */
  const environmentThatFires = (once: string): EnvironmentJobs => {
    folder.write({ 'env-config/e2e.yml': configuration(once) });
    const { environments, issues } = loadEnvironments(join(folder.path, 'env-config'));
    expect(issues).toEqual([]);
    const [environment] = environments;
    if (environment === undefined) throw new Error('the configuration has no environment');
    return environment;
  };
  beforeAll(async () => {
    emulator = await Emulator.start();
    aws = new Aws(emulator.url, accountId, 'us-east-1');
    const environment = environmentThatFires('2099-12-31T23:59:59');
    await prepareAccount(aws, environment);
    printProgress('applying queues and workers');
    stack = await new Stack(emulatorOverride(emulator, accountId)).write(environment).init();
    await stack.apply();
  });
  afterAll(async () => {
    await worker?.stop();
    stack.remove();
    folder.remove();
    await emulator.stop();
  });

  test('a worker processes each message once, and a message that fails max_receive_count times becomes a dead letter', async () => {
    const queue = await queueUrl(aws, 'app-e2e-claims');
    const deadLetters = await queueUrl(aws, 'app-e2e-claims-dead-letters');
    const good = Array.from({ length: 20 }, (_, index) => `claim ${index}: "it's" <b> \\ 漢字 🙈`);
    await sendMessages(aws, queue, [...good.slice(0, 10), 'poison', ...good.slice(10)]);
    worker = new WorkerProcess(aws, { QUEUE_URL: queue });
    for (let attempt = 0; attempt < 300 && (await messageCount(aws, deadLetters)) === 0; attempt += 1)
      await sleep(100);
    const bodies = worker.received.map(({ body }) => body);
    expect(bodies.filter((body) => body !== 'poison').sort()).toEqual([...good].sort());
    expect(
      worker.received.filter(({ body }) => body === 'poison').map(({ receiveCount }) => receiveCount),
    ).toEqual([1, 2, 3]);
    expect(await messageCount(aws, queue)).toBe(0);
    expect(await receiveMessages(aws, deadLetters, 1)).toEqual([{ body: 'poison', group: undefined }]);
    // A deployment sends SIGTERM too; the worker must exit by itself.
    expect(await worker.stop()).toBe(0);
    report({
      promise: 'workers',
      subject: 'a queue',
      counts: {
        messages: good.length + 1,
        'processed once': good.length,
        'dead letters after 3 receives': 1,
      },
    });
  });

  test('an upload sends one message to each queue that it matches', async () => {
    const key = `claims/it's {"a": [1]} \\ <object_key> 漢字.pdf`;
    await aws.s3('PUT', bucket, key, '', 'content');
    const [event, ...others] = await receiveMessages(aws, await queueUrl(aws, 'app-e2e-filled'), 1);
    expect(others).toEqual([]);
    expect(at(parsed(event?.body), 'detail-type')).toBe('Object Created');
    expect(at(parsed(event?.body), 'detail', 'object', 'key')).toBe(key);
    const [message, ...more] = await receiveMessages(aws, await queueUrl(aws, 'app-e2e-ordered.fifo'), 1);
    expect(more).toEqual([]);
    expect(parsed(message?.body)).toEqual({ bucket, key });
    expect(message?.group).toBe('of-the-e2e-suite');
    expect(await messageCount(aws, await queueUrl(aws, 'app-e2e-claims'))).toBe(0);
    report({
      promise: 'workers',
      subject: 'an upload',
      counts: { keys: 1, 'messages with the exact key': 2, 'other messages': 0 },
    });
  });

  test('a worker receives what its filters select, and nothing else', async () => {
    const publish = (topic: string, text: string, kind?: string) =>
      aws.query('sns', 'Publish', {
        TopicArn: `arn:aws:sns:us-east-1:${accountId}:${topic}`,
        Message: text,
        ...(kind === undefined
          ? {}
          : {
              'MessageAttributes.entry.1.Name': 'kind',
              'MessageAttributes.entry.1.Value.DataType': 'String',
              'MessageAttributes.entry.1.Value.StringValue': kind,
            }),
      });
    const text = `decision: "it's" <b> \\ 漢字 🙈`;
    await publish('decisions', text, 'any');
    await publish('claims', 'dropped: other kind', 'sent');
    await publish('claims', 'dropped: no kind');
    await publish('claims', 'kept: paid', 'paid');
    await publish('claims', 'kept: refunded', 'refunded');
    await publish('audit', '{"claim":{"state":"old"},"is":"dropped"}');
    await publish('audit', '{"claim":{"state":"new"},"is":"kept"}');
    const worker = new WorkerProcess(aws, { QUEUE_URL: await queueUrl(aws, 'app-e2e-published') });
    for (let attempt = 0; attempt < 300 && worker.received.length < 4; attempt += 1) await sleep(100);
    // Further messages would arrive now.
    await sleep(1000);
    const bodies = worker.received.map(({ body }) => body);
    expect(await worker.stop()).toBe(0);
    // Without raw delivery, the message is in the JSON object of SNS.
    const [notification = '{}'] = bodies.filter((body) => body.includes('"Type"'));
    expect(at(parsed(notification), 'Message')).toBe(text);
    expect(bodies.filter((body) => body !== notification).sort()).toEqual([
      'kept: paid',
      'kept: refunded',
      '{"claim":{"state":"new"},"is":"kept"}',
    ]);
    expect(await messageCount(aws, await queueUrl(aws, 'app-e2e-published'))).toBe(0);
    report({
      promise: 'workers',
      subject: 'SNS topics with filters',
      counts: { published: 7, received: 4, 'dropped by a filter': 3 },
    });
  });

  test('a state machine puts the messages of each key into a separate group', async () => {
    const queue = await queueUrl(aws, 'app-e2e-by-key.fifo');
    const keys = [`pages/it's {"a": [1]} \\ <object_key> {} 漢字.pdf`, 'pages/2.pdf'];
    for (const key of keys) await aws.s3('PUT', bucket, key, '', 'content');
    const messages = await receiveMessages(aws, queue, keys.length);
    const expected = keys.map((key) => ({
      uri: `s3://${bucket}/${key}`,
      group: createHash('sha256').update(key).digest('hex'),
    }));
    const seen = messages.map(({ body, group }) => ({ uri: at(parsed(body), 'uri'), group }));
    expect(new Set(seen)).toEqual(new Set(expected));
    report({
      promise: 'workers',
      subject: 'uploads through a state machine',
      counts: {
        keys: keys.length,
        'messages with the exact key': keys.length,
        groups: new Set(seen.map(({ group }) => group)).size,
      },
    });
  });

  test('a schedule sends its message to the queue', async () => {
    printProgress('waiting for a schedule to fire (up to a minute)');
    // The emulator's Scheduler polls every ten seconds, and the time must be in the future at apply.
    const soon = new Date(Date.now() + 40_000).toISOString().slice(0, 19);
    await stack.write(environmentThatFires(soon)).apply();
    const [message] = await receiveMessages(aws, await queueUrl(aws, 'app-e2e-ordered.fifo'), 1, 60);
    expect(parsed(message?.body)).toEqual({ import: 'all', at: `${soon}Z` });
    expect(message?.group).toBe('of-the-e2e-suite');
    report({ promise: 'workers', subject: 'a schedule', counts: { messages: 1 } });
  });

  test('the event of an upload is kept if its message can’t be delivered', async () => {
    await aws.json('sqs', 'DeleteQueue', { QueueUrl: await queueUrl(aws, 'app-e2e-by-key.fifo') });
    await aws.s3('PUT', bucket, 'pages/3.pdf', '', 'content');
    const [undelivered, ...others] = await receiveMessages(
      aws,
      await queueUrl(aws, 'app-e2e-by-key-undelivered'),
      1,
    );
    expect(others).toEqual([]);
    expect(at(parsed(undelivered?.body), 'detail', 'object', 'key')).toBe('pages/3.pdf');
  });
});
