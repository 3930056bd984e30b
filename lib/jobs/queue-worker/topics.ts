/** The subscriptions of a worker's queue to SNS topics. */
import { sortFields } from '../../aws/events/sort-fields';
import { isEventPattern } from '../../aws/events/validate-event-pattern';
import type { FilterPolicyScope } from '../../aws/sns/filter-policies';
import type { QueueWorkerJobConfig } from '../../config/schema/queue-worker-job';
import type { TopicSubscriptionConfig } from '../../config/schema/topic-subscription';
import { compare } from '../../text/compare';
import { shortHash } from '../../text/short-hash';
import type { TopicSubscription } from './queue-worker';

/** What SNS compares with a filter policy, if the configuration does not set it. */
export const defaultFilterPolicyScope: FilterPolicyScope = 'MessageAttributes';

type Topics = NonNullable<QueueWorkerJobConfig['queue']['subscribe_topic_arns']>;

/** Returns the subscription of an item, which can be only the ARN of a topic. */
export function asSubscription(item: Topics[number]): TopicSubscriptionConfig {
  return typeof item === 'string' ? { topic_arn: item, raw_message_delivery: false } : item;
}

/** Builds the subscriptions of a worker, in the order of the topics. The order in the file has no effect. */
export function buildSubscriptions({ queue }: QueueWorkerJobConfig): readonly TopicSubscription[] {
  return (queue.subscribe_topic_arns ?? [])
    .map(asSubscription)
    .toSorted((a, b) => compare(a.topic_arn, b.topic_arn))
    .map(buildSubscription);
}

function buildSubscription({
  topic_arn: topicArn,
  filter_policy: policy,
  filter_policy_scope: scope = defaultFilterPolicyScope,
  raw_message_delivery: isRaw,
}: TopicSubscriptionConfig): TopicSubscription {
  if (policy !== undefined && !isEventPattern(policy))
    throw new TypeError(`the subscription to ${topicArn} has an invalid filter policy`);
  return {
    key: shortHash(topicArn),
    topicArn,
    filter: policy === undefined ? undefined : { policy: sortFields(policy), scope },
    isRaw,
  };
}
