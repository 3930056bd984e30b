import { defaultEventBus } from '../../aws/events/event-buses';
import type { Check } from '../check';
import { enabledUploads } from '../job-paths';

export const assumedNotification: Check = {
  code: 'assumed-notification',
  why: 'A bucket sends events to EventBridge only if its EventBridge notification is enabled. Otherwise no upload starts a job, and there is no error. The bucket’s owner manages this setting, unless storage.eventbridge_notification is manage.',
  fix: 'ask the owner of the bucket to enable the notification, and then ignore this check with ignore_checks',
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
      message: `this configuration does not manage the EventBridge notification of ${bucket}, which must be enabled; to check the setting, look for EventBridgeConfiguration in the output of "aws s3api get-bucket-notification-configuration --bucket ${bucket}"`,
    }));
  },
};
