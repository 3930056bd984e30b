/** The object events that start a file upload job, or fill a worker's queue. */
import { objectValues, type ObjectEvent } from '../../aws/s3/object-events';
import type { EnvConfig } from '../../config/env-config';
import type { FileUploadJobConfig, uploadFields } from '../../config/schema/file-upload-job';
import { toArray } from '../../config/schema/values';
import { compare } from '../../text/compare';
import { runValues, type Placeholders } from '../placeholders';
import type { ObjectEventSource } from '../triggers/triggers';

/** The fields of the configuration that select the objects of a bucket. */
export type UploadConfig = Pick<FileUploadJobConfig, keyof typeof uploadFields>;

/** Returns the type of event that the rule matches. */
export function objectEventOf(job: { readonly after_malware_scan?: boolean | undefined }): ObjectEvent {
  return job.after_malware_scan === true ? 'scanned' : 'created';
}

/** Returns the placeholders of a file upload job. */
export function fileUploadPlaceholders(job: {
  readonly after_malware_scan?: boolean | undefined;
  readonly path_prefix?: UploadConfig['path_prefix'] | undefined;
  readonly path_pattern?: UploadConfig['path_pattern'] | undefined;
}): Placeholders {
  const values = objectValues[objectEventOf(job)];
  const starts = toArray(job.path_pattern ?? job.path_prefix);
  const hasKnownStart = starts.length > 0 && starts.every((start) => folderAtStart.test(start));
  return {
    values: {
      ...values,
      bucket_name: { ...values.bucket_name, hasKnownStart: true },
      ...(hasKnownStart ? { object_key: { ...values.object_key, hasKnownStart: true } } : {}),
      ...runValues,
    },
    literals: {},
    isClosed: true,
  };
}

/** Matches a prefix or pattern whose keys are all in one folder with a plain name. */
const folderAtStart = /^[A-Za-z0-9][A-Za-z0-9._-]*\//;

/**
 * Builds the event source of an EventBridge rule that matches uploads.
 *
 * @throws TypeError if neither the upload trigger nor the environment has a bucket. Validation rejects such a
 *   configuration.
 */
export function buildObjectSource(
  { bucketName: defaultBucketName }: EnvConfig,
  jobName: string,
  upload: UploadConfig,
): ObjectEventSource {
  const bucketName = upload.source_bucket ?? defaultBucketName;
  if (bucketName === undefined) throw new TypeError(`the job ${jobName} has no bucket`);
  return {
    kind: 'objects',
    event: objectEventOf(upload),
    filter: {
      bucketName,
      // The order of a list has no effect, so it must not change a plan.
      prefixes: toArray(upload.path_prefix).toSorted(compare),
      suffixes: toArray(upload.path_suffix).toSorted(compare),
      wildcards: toArray(upload.path_pattern).toSorted(compare),
      minimumSize: upload.minimum_size_bytes,
      maximumSize: upload.maximum_size_bytes,
      reasons: (upload.reasons ?? []).toSorted(compare),
    },
  };
}
