import type { DeferredString } from '../../values/deferred-values';
import { sharedAddress } from '../../jobs/addresses';
import { sectionOfType } from '../../jobs/job';
import { describeResource, type TerraformResource } from '../resource';

/** Describes the setting that sends a bucket's events to EventBridge. */
export function bucketNotificationResource(bucket: DeferredString): TerraformResource {
  return describeResource(
    sharedAddress('bucket_notification'),
    [sectionOfType.file_upload_job, 'bucket notification'],
    { bucket, eventbridge: true },
  );
}
