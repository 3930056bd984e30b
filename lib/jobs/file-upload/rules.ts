/** Validation rules that compare several fields of an upload trigger, in file upload jobs and in queue workers. */
import { bucketNameOf } from '../../config/env-config';
import { explainInvalidBucketName } from '../../aws/s3/buckets';
import type { Violation } from '../../config/rules/apply-rules';
import type { Path } from '../../config/issues/issues';
import type { ValidParts } from '../../config/valid-parts';
import type { ReadEnvironment } from '../../config/reading/read-environment';
import type { uploadFields } from '../../config/schema/file-upload-job';
import { fileUploadPlaceholders } from './object-source';
import { explainUnsupportedTarget } from '../run/state-machine-choice';

type Upload = Pick<NonNullable<ValidParts['file_upload_jobs']>[string], keyof typeof uploadFields>;

interface UploadEntry {
  readonly path: Path;
  readonly upload: Upload;
}

/** Returns the upload triggers of an environment, which start jobs or send messages. */
function uploadsOf({ validParts }: ReadEnvironment): readonly UploadEntry[] {
  return [
    ...Object.entries(validParts.file_upload_jobs ?? {}).map(([name, upload]) => ({
      path: ['file_upload_jobs', name],
      upload,
    })),
    ...Object.entries(validParts.queue_worker_jobs ?? {}).flatMap(([name, { file_upload: upload }]) =>
      upload === undefined ? [] : [{ path: ['queue_worker_jobs', name, 'file_upload'], upload }],
    ),
  ];
}

/**
 * Finds upload triggers with a pattern and a prefix or suffix. EventBridge combines conditions on one field with OR:
 * the job would start for either condition.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-content-based-filtering.html
 */
export function patternExcludesPrefix(environment: ReadEnvironment): readonly Violation[] {
  return uploadsOf(environment).flatMap(({ path, upload }): readonly Violation[] => {
    const others = (['path_prefix', 'path_suffix'] as const).filter((field) => upload[field] !== undefined);
    if (upload.path_pattern === undefined || others.length === 0) return [];
    const message = `path_pattern can’t be combined with ${others.join(' or ')}; remove ${others.join(' and ')}, and write the whole key into path_pattern, for example uploads/*.csv`;
    return [{ path: [...path, 'path_pattern'], at: 'key', message }];
  });
}

/** Finds upload triggers whose minimum size is above the maximum size: the rule would match no object. */
export function minimumSizeNotAboveMaximum(environment: ReadEnvironment): readonly Violation[] {
  return uploadsOf(environment).flatMap(({ path, upload }): readonly Violation[] => {
    const { minimum_size_bytes: minimum = 0, maximum_size_bytes: maximum = Infinity } = upload;
    if (minimum <= maximum) return [];
    const message = `maximum_size_bytes is ${maximum}; it must be at least minimum_size_bytes (${minimum})`;
    return [{ path: [...path, 'maximum_size_bytes'], at: 'key', message }];
  });
}

/** Finds filters on values that GuardDuty's events do not have. */
export function noFieldsMissingFromScanEvents(environment: ReadEnvironment): readonly Violation[] {
  const missing = ['minimum_size_bytes', 'maximum_size_bytes', 'reasons'] as const;
  return uploadsOf(environment).flatMap(({ path, upload }) =>
    missing
      .filter((field) => upload.after_malware_scan === true && upload[field] !== undefined)
      .map((field): Violation => {
        const message = `${field} has no effect with after_malware_scan, because GuardDuty’s event does not have this value; remove it, and check the object in the command`;
        return { path: [...path, field], at: 'key', message };
      }),
  );
}

/** Returns whether a part of the default bucket name is invalid. If it is, the name is unknown. */
function isDefaultBucketUnknown({ isInvalid }: ReadEnvironment): boolean {
  return [['storage'], ['storage', 'bucket_name'], ['project_name'], ['app_name']].some(isInvalid);
}

/** Returns the upload triggers that use the default bucket of the environment. */
function uploadsWithDefaultBucket(environment: ReadEnvironment): readonly UploadEntry[] {
  if (isDefaultBucketUnknown(environment)) return [];
  return uploadsOf(environment).filter(
    ({ path, upload }) =>
      upload.source_bucket === undefined && !environment.isInvalid([...path, 'source_bucket']),
  );
}

/** Finds upload triggers without a bucket, if the environment has no default bucket. */
export function uploadsHaveBucket(environment: ReadEnvironment): readonly Violation[] {
  if (bucketNameOf(environment.validParts, environment.name) !== undefined) return [];
  const message =
    'the job has no bucket; set its source_bucket, or storage.bucket_name or project_name of the environment';
  return uploadsWithDefaultBucket(environment).map(({ path }): Violation => ({ path, at: 'key', message }));
}

/** Finds upload triggers that use the default bucket, if its generated name is invalid. */
export function defaultBucketValid(environment: ReadEnvironment): readonly Violation[] {
  const bucket = bucketNameOf(environment.validParts, environment.name);
  if (bucket === undefined || explainInvalidBucketName(bucket) === undefined) return [];
  const message = `the default bucket name ${bucket} (<project_name>-<app_name>-<environment>) is not a valid S3 bucket name; set storage.bucket_name`;
  return uploadsWithDefaultBucket(environment).map(({ path }): Violation => ({ path, at: 'key', message }));
}

/** Finds an environment that must manage the notification of its bucket, but has no bucket. */
export function managedBucketKnown(environment: ReadEnvironment): readonly Violation[] {
  const { validParts, name } = environment;
  if (validParts.storage?.eventbridge_notification !== 'manage') return [];
  if (isDefaultBucketUnknown(environment) || bucketNameOf(validParts, name) !== undefined) return [];
  const message =
    'eventbridge_notification is manage, but the environment has no bucket; set storage.bucket_name or project_name';
  return [{ path: ['storage', 'eventbridge_notification'], at: 'value', message }];
}

/** Finds jobs with the target `ecs_cluster` that need a state machine. */
export function targetSupportsJob({ validParts }: ReadEnvironment): readonly Violation[] {
  return Object.entries(validParts.file_upload_jobs ?? {}).flatMap(([name, job]): readonly Violation[] => {
    const message = explainUnsupportedTarget(job, fileUploadPlaceholders(job));
    return message === undefined
      ? []
      : [{ path: ['file_upload_jobs', name, 'target'], at: 'value', message }];
  });
}
