import { z } from 'zod';
import { anyTopicArnPattern } from '../../aws/arns';
import { filterPolicyScopes } from '../../aws/sns/filter-policies';
import { arnHint } from './other-forms';
import { field, withHint } from './values';

const topicArn = z
  .string()
  .regex(
    anyTopicArnPattern,
    withHint('must be the ARN of an SNS topic, such as arn:aws:sns:us-east-1:123456789012:name', (text) =>
      arnHint(text, { resource: '', prefix: 'arn:aws:sns:<region>:<account>:' }),
    ),
  );

/**
 * A subscription of a worker's queue to a topic.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
const topicSubscription = z.strictObject({
  topic_arn: field(
    topicArn,
    'ARN of the topic, in the region of the environment. A topic of another account must allow sns:Subscribe for this account. Required. https://docs.aws.amazon.com/sns/latest/dg/sns-send-message-to-sqs-cross-account.html',
    'arn:aws:sns:us-east-1:123456789012:orders',
  ),
  filter_policy: field(
    z.record(z.string(), z.unknown()).optional(),
    'Messages that the queue receives. Every field must match. In a list of matchers, one must match. A matcher is a text, a number, true, false, null, or an operator such as prefix, anything-but, numeric or exists. At most 5 fields and 150 combinations of values. A change takes up to 15 minutes. Default: every message. https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html',
    { kind: ['paid', 'refunded'], total: [{ numeric: ['>', 100] }] },
  ),
  filter_policy_scope: field(
    z.enum(filterPolicyScopes).optional(),
    'What filter_policy compares: the attributes of a message (MessageAttributes), or the fields of its JSON body (MessageBody). Default: MessageAttributes. https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering-scope.html',
    'MessageBody',
  ),
  raw_message_delivery: field(
    z.boolean().default(false),
    'Whether the queue receives the published text only. Otherwise, the body of the message in the queue is a JSON object of SNS, and its field Message has the text. With true, SNS drops a message with more than 10 attributes. Default: false. https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html',
    true,
  ),
});
export type TopicSubscriptionConfig = z.output<typeof topicSubscription>;

/** Topics whose messages a worker's queue receives. */
export const topicSubscriptions = field(
  z
    .array(
      z.union([topicArn, topicSubscription], {
        error: 'must be the ARN of a topic, or a map with topic_arn and filter_policy',
      }),
    )
    .min(1, 'must have at least one topic; remove the field if the queue receives messages of no topic')
    .max(20, 'must have at most 20 topics')
    .optional(),
  'SNS topics whose messages the queue receives, 1 to 20. An item is the ARN of a topic, or a map with topic_arn and its filter. A FIFO queue can receive only messages of FIFO topics. https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html',
  [
    'arn:aws:sns:us-east-1:123456789012:orders',
    { topic_arn: 'arn:aws:sns:us-east-1:123456789012:payments', filter_policy: { kind: ['paid'] } },
  ],
);
