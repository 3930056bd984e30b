import { defaultEventBus } from '../../aws/events/event-buses';
import type { Check } from '../check';
import { enabledUploads } from '../job-paths';

export const assumedNotification: Check = {
  code: 'assumed-notification',
  why: 'A bucket sends its events to EventBridge only once that is switched on, in one place for each bucket; without it no upload starts anything, and nothing fails. Whoever owns the bucket owns the switch, so that it is left alone unless storage.eventbridge_notification says manage.',
  fix: 'have its owner switch it on; once that is sure, say so in ignore_checks',
  find(environment) {
    const buckets = enabledUploads(environment).flatMap(({ rule: { eventBusName, source } }) =>
      source.event === 'created' &&
      eventBusName === defaultEventBus &&
      source.filter.bucketName !== environment.managedBucket
        ? [source.filter.bucketName]
        : [],
    );
    const [first] = enabledUploads(environment);
    return [...new Set(buckets)].sort().map((bucket) => ({
      path: first?.path.slice(0, 1) ?? [],
      at: 'key',
      message: `nothing here makes ${bucket} send its events to EventBridge; "aws s3api get-bucket-notification-configuration --bucket ${bucket}" shows EventBridgeConfiguration once it does`,
    }));
  },
};
