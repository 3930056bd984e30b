/**
 * The events that tell of an object in a bucket: that it was created, and that GuardDuty found no malware in it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html
 */
import { maximumObjectKeyBytes } from './buckets';
import { envelopeValues } from '../events/envelope';
import type { EventPattern, NumericComparison, ValueMatcher } from '../events/event-patterns';
import type { EventReference } from '../../values/event-templates';

/** How an object was created, by the names of S3's API. */
export const creationReasons = ['PutObject', 'CopyObject', 'CompleteMultipartUpload', 'POST'] as const;
export type CreationReason = (typeof creationReasons)[number];

/** What S3's events call them. */
export const reasonInEvent = {
  PutObject: 'PutObject',
  CopyObject: 'CopyObject',
  CompleteMultipartUpload: 'CompleteMultipartUpload',
  POST: 'POST Object',
} as const satisfies Record<CreationReason, string>;

/** Which objects: all conditions hold, and of a list one. An empty list is no condition. */
export interface ObjectFilter {
  readonly bucketName: string;
  /** What keys begin with. */
  readonly prefixes: readonly string[];
  /** What keys end with; behind the prefix, where both are there. */
  readonly suffixes: readonly string[];
  /** Keys in which `*` is any text, as EventBridge writes them. There without prefixes and suffixes alone. */
  readonly wildcards: readonly string[];
  /** Bytes. Sizes and reasons are in the event of a creation alone. */
  readonly minimumSize: number | undefined;
  readonly maximumSize: number | undefined;
  readonly reasons: readonly CreationReason[];
}

/** `created`: by upload, copy, form or multipart upload. `scanned`: GuardDuty has looked into it since. */
export const objectEvents = ['created', 'scanned'] as const;
export type ObjectEvent = (typeof objectEvents)[number];

/** The pattern of the rule for those objects. */
export function objectPattern(event: ObjectEvent, filter: ObjectFilter): EventPattern {
  return event === 'created' ? created(filter) : scanned(filter);
}

function created(filter: ObjectFilter): EventPattern {
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

function scanned(filter: ObjectFilter): EventPattern {
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

/** One field's list is an OR: what has to begin and end in certain ways is a wildcard. */
function keyMatchers({ prefixes, suffixes, wildcards }: ObjectFilter): readonly ValueMatcher[] {
  if (wildcards.length > 0) return wildcards.map((wildcard) => ({ wildcard }));
  if (suffixes.length === 0) return prefixes.map((prefix) => ({ prefix }));
  if (prefixes.length === 0) return suffixes.map((suffix) => ({ suffix }));
  return prefixes.flatMap((prefix) =>
    suffixes.map((suffix) => ({ wildcard: `${inWildcard(prefix)}*${inWildcard(suffix)}` })),
  );
}

function inWildcard(literal: string): string {
  return literal.replace(/[*\\]/g, '\\$&');
}

function sizeMatcher({ minimumSize, maximumSize }: ObjectFilter): NumericComparison | undefined {
  if (minimumSize === undefined) return maximumSize === undefined ? undefined : ['<=', maximumSize];
  if (maximumSize === undefined) return ['>=', minimumSize];
  // A range of a single number is refused.
  return minimumSize === maximumSize ? ['=', minimumSize] : ['>=', minimumSize, '<=', maximumSize];
}

/** What the events say of the object, by the placeholder of each value. */
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
      presence: 'sometimes',
    },
    object_etag: {
      name: 'object_etag',
      path: '$.detail.object.etag',
      maximumLength: 128,
      kind: 'text',
      presence: 'sometimes',
    },
    object_size: {
      name: 'object_size',
      path: '$.detail.object.size',
      maximumLength: 16,
      kind: 'number',
      presence: 'sometimes',
    },
    sequencer: {
      name: 'sequencer',
      path: '$.detail.object.sequencer',
      maximumLength: 64,
      kind: 'text',
      presence: 'sometimes',
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
      presence: 'sometimes',
    },
    object_etag: {
      name: 'object_etag',
      path: '$.detail.s3ObjectDetails.eTag',
      maximumLength: 128,
      kind: 'text',
      presence: 'sometimes',
    },
    ...envelopeValues,
  },
} as const satisfies Readonly<Record<ObjectEvent, Readonly<Record<string, EventReference>>>>;
