import { describe, expect, test } from '@jest/globals';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { deployPermissions } from '../../../lib/jobs/permissions/deploy-permissions';
import { environmentOf, issuesOf } from '../support/environments';
import { least, issuesOfWorker, workerOf } from '../support/workers';

const topic = (name: string, account = '123456789012', region = 'us-east-1'): string =>
  `arn:aws:sns:${region}:${account}:${name}`;
const subscribed = (...items: readonly unknown[]) => ({ queue: { subscribe_topic_arns: items } });

describe('the subscriptions of a worker', () => {
  test('are the same for an ARN and for a map with only this ARN, in any order', () => {
    const short = workerOf(subscribed(topic('b'), topic('a')));
    const long = workerOf(subscribed({ topic_arn: topic('a') }, { topic_arn: topic('b') }));
    expect(short).toEqual(long);
    expect(short.subscriptions).toEqual([
      { key: expect.stringMatching(/^[0-9a-f]{8}$/), topicArn: topic('a'), filter: undefined, isRaw: false },
      { key: expect.stringMatching(/^[0-9a-f]{8}$/), topicArn: topic('b'), filter: undefined, isRaw: false },
    ]);
  });

  test('have a filter of attributes by default, whose fields have a fixed order', () => {
    const of = (policy: object) =>
      workerOf(subscribed({ topic_arn: topic('a'), filter_policy: policy })).subscriptions[0]?.filter;
    expect(of({ b: [1], a: ['x'] })).toEqual({ policy: { a: ['x'], b: [1] }, scope: 'MessageAttributes' });
    expect(JSON.stringify(of({ b: [1], a: ['x'] }))).toBe(JSON.stringify(of({ a: ['x'], b: [1] })));
  });

  test('let exactly their topics send to the queue', async () => {
    const job = workerOf(subscribed(topic('a'), topic('of-others', '210987654321')));
    const canSend = async (sourceArn: string, action = 'sqs:SendMessage', service = 'sns.amazonaws.com') => {
      const result = await runSimulation(
        {
          request: {
            principal: service,
            action,
            resource: { resource: String(job.queue.arn), accountId: '123456789012' },
            contextVariables: { 'aws:SecureTransport': 'true', 'aws:SourceArn': sourceArn },
          },
          identityPolicies: [],
          resourcePolicy: job.queue.policy,
          serviceControlPolicies: [],
          resourceControlPolicies: [],
        },
        {},
      );
      if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
      return result.overallResult === 'Allowed';
    };
    expect(await canSend(topic('a'))).toBe(true);
    expect(await canSend(topic('of-others', '210987654321'))).toBe(true);
    expect(await canSend(topic('a', '210987654321'))).toBe(false);
    expect(await canSend(topic('ab'))).toBe(false);
    expect(await canSend(topic('a'), 'sqs:ReceiveMessage')).toBe(false);
    expect(await canSend(topic('a'), 'sqs:SendMessage', 'events.amazonaws.com')).toBe(false);
  });

  test('need permissions to subscribe only to their topics', () => {
    const statementsOf = (fields: object) =>
      deployPermissions(
        environmentOf({ queue_worker_jobs: { work: { ...least, ...fields } } }),
      ).deployer.apply.filter(({ actions }) => actions.some((action) => action.startsWith('sns:')));
    expect(statementsOf({})).toEqual([]);
    expect(
      statementsOf(subscribed(topic('b'), topic('a'))).map(({ actions, resources }) => ({
        actions,
        resources,
      })),
    ).toEqual([
      {
        actions: [
          'sns:GetSubscriptionAttributes',
          'sns:ListSubscriptionsByTopic',
          'sns:SetSubscriptionAttributes',
          'sns:Subscribe',
          'sns:Unsubscribe',
        ],
        resources: [topic('a'), topic('b')],
      },
    ]);
  });

  test.each<readonly [string, object, RegExp]>([
    ['no topic', subscribed(), /subscribe_topic_arns: must have at least one topic/],
    ['a number', subscribed(7), /subscribe_topic_arns\[0\]: 7: must be the ARN of a topic, or a map/],
    [
      'a text that is no ARN',
      subscribed('orders'),
      /subscribe_topic_arns\[0\]: orders: must be the ARN of an SNS topic/,
    ],
    [
      'a map without a topic',
      subscribed({ raw_message_delivery: true }),
      /\[0\]\.topic_arn: required field is missing/,
    ],
    [
      'a wrong ARN in a map',
      subscribed({ topic_arn: 'orders' }),
      /\[0\]\.topic_arn: orders: must be the ARN of an SNS topic/,
    ],
    ['a misspelt field', subscribed({ topic_arn: topic('a'), filter: {} }), /\[0\]\.filter: unknown field/],
    [
      'an unknown scope',
      subscribed({ topic_arn: topic('a'), filter_policy: { a: [1] }, filter_policy_scope: 'Body' }),
      /filter_policy_scope: Body: not an allowed value/,
    ],
    [
      'a scope without a policy',
      subscribed({ topic_arn: topic('a'), filter_policy_scope: 'MessageBody' }),
      /filter_policy_scope has no effect without filter_policy/,
    ],
    [
      'a topic twice',
      subscribed(topic('a'), { topic_arn: topic('a') }),
      /\[1\]\.topic_arn: .* is twice in subscribe_topic_arns/,
    ],
    [
      'a wrong policy',
      subscribed({ topic_arn: topic('a'), filter_policy: { kind: 'paid' } }),
      /\[0\]\.filter_policy\.kind: must be a list/,
    ],
    [
      'a standard topic of a FIFO queue',
      { queue: { fifo: true, subscribe_topic_arns: [topic('a')] } },
      /is a standard topic, which can’t send to a FIFO queue/,
    ],
    [
      'a topic of another region',
      subscribed(topic('a', undefined, 'eu-west-1')),
      /is in eu-west-1; it must be in the region of the environment \(us-east-1\)/,
    ],
    [
      'a topic of another partition',
      subscribed('arn:aws-cn:sns:cn-north-1:123456789012:a'),
      /must begin with arn:aws:/,
    ],
    [
      '21 topics',
      subscribed(...Array.from({ length: 21 }, (_, index) => topic(`t${index}`))),
      /must have at most 20 topics/,
    ],
  ])('with %s are rejected', (_, fields, message) => {
    expect(issuesOfWorker({ ...fields }).join('\n')).toMatch(message);
  });

  test('may be of another account, and FIFO topics may send to every queue', () => {
    expect(issuesOfWorker(subscribed(topic('a', '210987654321'), topic('b.fifo')))).toEqual([]);
    expect(issuesOfWorker({ queue: { fifo: true, subscribe_topic_arns: [topic('b.fifo')] } })).toEqual([]);
    const account = { account_id: '123456789012' };
    expect(
      issuesOf({
        ...account,
        queue_worker_jobs: { work: { ...least, ...subscribed(topic('a', '210987654321')) } },
      }),
    ).toEqual([]);
  });
});
