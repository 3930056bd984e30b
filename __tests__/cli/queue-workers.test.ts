import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { run } from '../support/run-program';
import { asList, at, parsed } from '../support/stack-json';

const config = join(__dirname, '..', 'fixtures', 'workers', 'env-config');
const of = (...call: readonly string[]) => run(...call, '--config', config, '--environment', 'queues');

/** The arguments of each AWS CLI call, printed by a stub. */
function callsOf(job: string): readonly string[] {
  const script = `aws() { printf '<%s>' "$@"; echo; }\n${of('commands', job).out}`;
  const { stdout, status, stderr } = spawnSync('bash', ['--norc', '-eu', '-c', script], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout.trim().split('\n');
}

test('commands sends a message, counts messages, and retries dead letters', () => {
  const queue = 'https://sqs.us-east-1.amazonaws.com/123456789012/intake-queues-scans';
  const calls = callsOf('scans');
  expect(calls[0]).toBe(
    `<sqs><send-message><--region><us-east-1><--queue-url><${queue}><--message-body><{"test": true}>`,
  );
  expect(calls[1]).toContain(`<sqs><get-queue-attributes><--region><us-east-1><--queue-url><${queue}>`);
  expect(calls[2]).toContain(`<--queue-url><${queue}-dead-letters>`);
  expect(calls[4]).toBe(
    '<sqs><start-message-move-task><--region><us-east-1><--source-arn><arn:aws:sqs:us-east-1:123456789012:intake-queues-scans-dead-letters>',
  );
});

test('commands names the message group of a FIFO queue', () => {
  expect(callsOf('legacy-claims')[0]).toMatch(
    /intake-queues-legacy-claims\.fifo>.*<--message-group-id><legacy>$/,
  );
});

test('commands shows messages that a state machine could not send, and sends them', () => {
  const machine = 'arn:aws:states:us-east-1:123456789012:stateMachine:intake-queues-pages';
  const calls = callsOf('pages');
  expect(calls[0]).toMatch(/<--message-group-id><pages>$/);
  const undelivered = (job: string) =>
    `<sqs><receive-message><--region><us-east-1><--queue-url><https://sqs.us-east-1.amazonaws.com/123456789012/intake-queues-${job}-undelivered>`;
  expect(calls).toContainEqual(expect.stringContaining(undelivered('pages')));
  expect(calls).toContain(
    `<stepfunctions><start-execution><--region><us-east-1><--state-machine-arn><${machine}><--input><EVENT>`,
  );
  expect(calls.join('\n')).not.toContain('redrive-execution');
  // EventBridge itself delivers to this one.
  expect(callsOf('scans')).toContainEqual(expect.stringContaining(undelivered('scans')));
  expect(callsOf('scans').join('\n')).not.toContain('<stepfunctions>');
  // Without a queue for undelivered events, the failed run can be redriven.
  const { out } = run('commands', 'sealed', '--config', config, '--environment', 'sealed');
  expect(out).toMatch(/stepfunctions list-executions[^#]*--status-filter FAILED/);
  expect(out).toMatch(/stepfunctions redrive-execution[^#]*--execution-arn RUN/);
  expect(out).not.toContain('undelivered');
});

test('simulate upload shows the message of a state machine, and its group', () => {
  const object = ['--bucket', 'platform-intake-uploads', '--key', 'pages/1.pdf'];
  const { out } = of('simulate', 'upload', ...object);
  expect(out).toContain(
    'pages gets a message in its queue intake-queues-pages.fifo, through a state machine',
  );
  const group = createHash('sha256').update('pages/1.pdf').digest('hex');
  expect(out).toContain(group);
  const command = of('simulate', 'upload', ...object, '--size', '1024', '--print-start-command').out;
  expect(command).toContain('# queues: pages\naws sqs send-message');
  expect(command).toContain(`--message-group-id '${group}'`);
  const json: unknown = JSON.parse(of('simulate', 'upload', ...object, '--format', 'json').out);
  const [message] = asList(at(json, 'environments', 0, 'messages'));
  expect(message).toMatchObject({ job: 'pages', message_group_id: group });
  expect(parsed(at(message, 'body'))).toMatchObject({
    uri: 's3://platform-intake-uploads/pages/1.pdf',
    "it's": '{} ${X} \\',
  });
});

test('list shows the task limits, the senders of messages, and the dead-letter queue', () => {
  const { out } = of('list', '--from', '2026-11-26T00:00:00Z', '--count', '2');
  for (const words of [
    '0 to 30 tasks, scaled by the backlog, at most 12%',
    'arn:aws:iam::210987654321:role/sender can send',
    'the account 345678901234 can send messages',
    'all uploads have the',
    'high throughput: quota and deduplication',
    'interrupted by a deployment, a scale-in or zone',
    's3://platform-intake-uploads/claims/*.pdf',
    'At 08:00 AM, Monday through Friday,',
    'after 3 receives, a',
    'Thu 2026-11-26 00:15 +00:00  2026-11-26 00:15Z',
    'disabled; messages stay in the queue',
    'the group legacy',
    'receives every message of',
    'each object key is',
  ])
    expect(out).toContain(words);
  const jobs = asList(at(JSON.parse(of('list', '--format', 'json').out), 'environments', 0, 'jobs'));
  expect(jobs.find((job) => at(job, 'name') === 'office-hours')).toMatchObject({
    type: 'queue_worker_job',
    target: 'ecs_service',
    state: 'ENABLED',
    queue: 'intake-queues-office-hours',
    message_group_id: null,
    min_tasks: 0,
    max_tasks: 2,
    scheduled_scaling: [
      { schedule_expression: 'cron(0 8 ? * MON-FRI *)', min_tasks: 2, max_tasks: 10 },
      { schedule_expression: 'cron(0 18 ? * MON-FRI *)', min_tasks: 0, max_tasks: 2 },
    ],
  });
  expect(jobs.map((job) => at(job, 'message_group_id'))).toEqual([
    'uploads',
    'legacy',
    null,
    '<object_key>',
    null,
    null,
    null,
    null,
  ]);
});

test('list has the senders, the message groups and the rebalancing in JSON', () => {
  const jobs = asList(at(JSON.parse(of('list', '--format', 'json').out), 'environments', 0, 'jobs'));
  const named = (name: string) => jobs.find((job) => at(job, 'name') === name);
  expect(at(named('published'), 'subscribe_topic_arns', 1)).toEqual({
    topic_arn: 'arn:aws:sns:us-east-1:123456789012:claims',
    filter_policy: { amount: [{ numeric: ['>=', 100] }], kind: ['appeal', { prefix: 'claim-' }] },
    filter_policy_scope: 'MessageAttributes',
    raw_message_delivery: true,
  });
  expect(named('fair')).toMatchObject({
    fifo: false,
    message_group_id: 'uploads',
    subscribe_topic_arns: [],
    send_from_account_ids: ['210987654321', '345678901234'],
    send_from_role_arns: ['arn:aws:iam::210987654321:role/sender'],
    availability_zone_rebalancing: false,
  });
  expect(named('pages')).toMatchObject({ fifo: true, high_throughput: true });
  expect(named('office-hours')).toMatchObject({ availability_zone_rebalancing: true });
});

test('simulate queue deploys with the percentages, the stop timeout and the maximum receives of the job', () => {
  const deploy = (job: string, ...more: readonly string[]) =>
    of('simulate', 'queue', job, '--arrivals', 'burst of 30', ...more, '--deploy-at', '350').out;
  const interrupted = deploy('plain', '--seconds-per-message', '150');
  expect(interrupted).toContain('a deployment begins to replace all tasks');
  expect(interrupted).toMatch(/up to \d messages? interrupted, because ECS can stop a busy task/);
  // Its stop timeout is 120 seconds, and its tasks protect themselves.
  expect(deploy('scans', '--seconds-per-message', '120')).toContain('no message is interrupted');
  expect(
    of(
      'simulate',
      'queue',
      'plain',
      '--arrivals',
      'burst of 5',
      '--seconds-per-message',
      '5',
      '--deploy-at',
      'x',
    ),
  ).toMatchObject({
    status: 2,
    error: '--deploy-at x: must be a whole number from 0 to 172800\n',
  });
});

test('simulate queue mentions its assumption about message groups', () => {
  const options = ['--arrivals', 'burst of 5', '--seconds-per-message', '5'];
  const note = 'note: the simulation assumes that each message has its own group';
  expect(of('simulate', 'queue', 'legacy-claims', ...options).out).toContain(note);
  expect(of('simulate', 'queue', 'plain', ...options).out).not.toContain(note);
});

test('simulate run suggests simulate queue for a queue worker', () => {
  expect(of('simulate', 'run', 'scans')).toEqual({
    status: 2,
    out: '',
    error: 'scans: a queue worker has no runs; use simulate queue\n',
  });
});

test('permissions has the actions for workers only if there are workers', () => {
  const printed = of('permissions').out;
  for (const action of ['ecs:CreateService', 'sqs:CreateQueue', 'application-autoscaling:PutScalingPolicy'])
    expect(printed).toContain(action);
  const runs = run('permissions', '--config', join(config, '..', '..', 'runs', 'env-config')).out;
  expect(runs).not.toMatch(/ecs:|sqs:|autoscaling|cloudwatch/);
});
