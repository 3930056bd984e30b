/**
 * Events about objects in buckets: an object was created, or GuardDuty found no malware in it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html
 */
import type { DeferredString, Json } from '../../values/deferred-values';
import { maximumObjectKeyBytes } from './buckets';
import { envelopeValues } from '../events/envelope';
import type { EventPattern, NumericComparison, ValueMatcher } from '../events/event-patterns';
import type { EventReference } from '../../values/event-templates';

/** The operations of S3's API that create an object. */
export const creationReasons = ['PutObject', 'CopyObject', 'CompleteMultipartUpload', 'POST'] as const;
/** An operation that creates an object. */
export type CreationReason = (typeof creationReasons)[number];

/** The value of `reason` in S3's events, for each operation. */
export const reasonInEvent = {
  PutObject: 'PutObject',
  CopyObject: 'CopyObject',
  CompleteMultipartUpload: 'CompleteMultipartUpload',
  POST: 'POST Object',
} as const satisfies Record<CreationReason, string>;

/**
 * Selects objects. An object must match every field. An object matches a list if it matches at least one element. An
 * empty list matches all objects.
 */
export interface ObjectFilter {
  /** The bucket of the objects. */
  readonly bucketName: string;
  /** The prefixes that an object's key can have. */
  readonly prefixes: readonly string[];
  /** The suffixes that an object's key can have. The suffix of a key must not overlap its prefix. */
  readonly suffixes: readonly string[];
  /**
   * The patterns that an object's key can match, in EventBridge's syntax: `*` is any text. A filter with wildcards must
   * have no prefixes or suffixes.
   */
  readonly wildcards: readonly string[];
  /** The minimum size of an object in bytes. Only `created` events have sizes and reasons. */
  readonly minimumSize: number | undefined;
  /** The maximum size of an object in bytes. */
  readonly maximumSize: number | undefined;
  /** The operations that can have created an object. */
  readonly reasons: readonly CreationReason[];
}

/** A filter whose bucket may be a variable. */
type DeferredFilter = Omit<ObjectFilter, 'bucketName'> & { readonly bucketName: DeferredString };

/** `created`: by upload, copy, form or multipart upload. `scanned`: GuardDuty found no malware in the object. */
export const objectEvents = ['created', 'scanned'] as const;
/** An event about an object. */
export type ObjectEvent = (typeof objectEvents)[number];

/**
 * Returns the event pattern of a rule that matches events about objects.
 *
 * @param event - The type of the events.
 * @param filter - The objects of the events.
 */
export function objectPattern(event: ObjectEvent, filter: ObjectFilter): EventPattern;
export function objectPattern(event: ObjectEvent, filter: DeferredFilter): Json;
export function objectPattern(event: ObjectEvent, filter: DeferredFilter): Json {
  return event === 'created' ? created(filter) : scanned(filter);
}

function created(filter: DeferredFilter): Json {
  const key = keyMatchers(filter);
  const size = sizeMatcher(filter);
  const object = {
    ...(key.length === 0 ? {} : { key }),
    ...(size === undefined ? {} : { size: [{ numeric: size }] }),
  };
  return {
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: {
      bucket: { name: [filter.bucketName] },
      ...(Object.keys(object).length === 0 ? {} : { object }),
      ...(filter.reasons.length === 0
        ? {}
        : { reason: filter.reasons.map((reason) => reasonInEvent[reason]) }),
    },
  };
}

function scanned(filter: DeferredFilter): Json {
  const key = keyMatchers(filter);
  return {
    source: ['aws.guardduty'],
    'detail-type': ['GuardDuty Malware Protection Object Scan Result'],
    detail: {
      scanStatus: ['COMPLETED'],
      resourceType: ['S3_OBJECT'],
      s3ObjectDetails: {
        bucketName: [filter.bucketName],
        ...(key.length === 0 ? {} : { objectKey: key }),
      },
      scanResultDetails: { scanResultStatus: ['NO_THREATS_FOUND'] },
    },
  };
}

/**
 * Returns the matchers for keys. The elements of a list are alternatives, so a wildcard is needed to require both a
 * prefix and a suffix.
 */
function keyMatchers({ prefixes, suffixes, wildcards }: DeferredFilter): readonly ValueMatcher[] {
  if (wildcards.length > 0) return wildcards.map((wildcard) => ({ wildcard }));
  if (suffixes.length === 0) return prefixes.map((prefix) => ({ prefix }));
  if (prefixes.length === 0) return suffixes.map((suffix) => ({ suffix }));
  return prefixes.flatMap((prefix) =>
    suffixes.map((suffix) => ({ wildcard: `${escapeWildcard(prefix)}*${escapeWildcard(suffix)}` })),
  );
}

function escapeWildcard(literal: string): string {
  return literal.replace(/[*\\]/g, '\\$&');
}

function sizeMatcher({ minimumSize, maximumSize }: DeferredFilter): NumericComparison | undefined {
  if (minimumSize === undefined) return maximumSize === undefined ? undefined : ['<=', maximumSize];
  if (maximumSize === undefined) return ['>=', minimumSize];
  // EventBridge rejects a range of one number.
  return minimumSize === maximumSize ? ['=', minimumSize] : ['>=', minimumSize, '<=', maximumSize];
}

/** The values of each event, by their placeholders. */
export const objectValues = {
  created: {
    bucket_name: {
      name: 'bucket_name',
      path: '$.detail.bucket.name',
      maximumLength: 63,
      kind: 'text',
      presence: 'always',
    },
    object_key: {
      name: 'object_key',
      path: '$.detail.object.key',
      maximumLength: maximumObjectKeyBytes,
      kind: 'text',
      presence: 'always',
    },
    object_version_id: {
      name: 'object_version_id',
      path: '$.detail.object.version-id',
      maximumLength: 1024,
      kind: 'text',
      presence: 'optional',
    },
    object_etag: {
      name: 'object_etag',
      path: '$.detail.object.etag',
      maximumLength: 128,
      kind: 'text',
      presence: 'optional',
    },
    object_size: {
      name: 'object_size',
      path: '$.detail.object.size',
      maximumLength: 16,
      kind: 'number',
      presence: 'optional',
    },
    sequencer: {
      name: 'sequencer',
      path: '$.detail.object.sequencer',
      maximumLength: 64,
      kind: 'text',
      presence: 'optional',
    },
    ...envelopeValues,
  },
  scanned: {
    bucket_name: {
      name: 'bucket_name',
      path: '$.detail.s3ObjectDetails.bucketName',
      maximumLength: 63,
      kind: 'text',
      presence: 'always',
    },
    object_key: {
      name: 'object_key',
      path: '$.detail.s3ObjectDetails.objectKey',
      maximumLength: maximumObjectKeyBytes,
      kind: 'text',
      presence: 'always',
    },
    object_version_id: {
      name: 'object_version_id',
      path: '$.detail.s3ObjectDetails.versionId',
      maximumLength: 1024,
      kind: 'text',
      presence: 'optional',
    },
    object_etag: {
      name: 'object_etag',
      path: '$.detail.s3ObjectDetails.eTag',
      maximumLength: 128,
      kind: 'text',
      presence: 'optional',
    },
    ...envelopeValues,
  },
} as const satisfies Readonly<Record<ObjectEvent, Readonly<Record<string, EventReference>>>>;
