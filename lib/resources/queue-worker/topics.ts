import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import { describeJobResource } from '../job-resource';
import type { PlainResource } from '../resource';
import { JsonText } from '../terraform-values';

/** Describes the subscriptions of a worker's queue to SNS topics. The policy of the queue must allow them first. */
export function subscriptionResources(
  job: QueueWorkerJob,
  queueAddress: string,
): readonly PlainResource<'aws_sns_topic_subscription'>[] {
  return job.subscriptions.map(({ key, topicArn, filter, isRaw }) =>
    describeJobResource(
      job,
      { part: 'topic_subscription', key, path: ['topics', key] },
      {
        topicArn,
        protocol: 'sqs',
        endpoint: job.queue.arn,
        rawMessageDelivery: isRaw,
        filterPolicy: filter === undefined ? undefined : new JsonText(filter.policy),
        filterPolicyScope: filter?.scope,
      },
      { dependsOn: [queueAddress] },
    ),
  );
}
