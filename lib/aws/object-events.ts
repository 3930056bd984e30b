/**
 * The events that tell of an object in a bucket: that it was created, and that GuardDuty found no malware in it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html
 */
import { objectKeyBytes } from './buckets';
import type { EventPattern, NumericComparison, ValueMatcher } from './event-patterns';
import { valueAt, type EventValue } from './event-values';

/** How an object was created, by the names of S3's API. */
export const creationReasons = ['PutObject', 'CopyObject', 'CompleteMultipartUpload', 'POST'] as const;
export type CreationReason = (typeof creationReasons)[number];

const reasonInEvent = {
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

const ofEveryEvent = {
  event_id: { name: 'event_id', path: '$.id', maximumLength: 36, kind: 'text', presence: 'always' },
  event_time: { name: 'event_time', path: '$.time', maximumLength: 24, kind: 'text', presence: 'always' },
} as const satisfies Readonly<Record<string, EventValue>>;

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
      maximumLength: objectKeyBytes,
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
    ...ofEveryEvent,
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
      maximumLength: objectKeyBytes,
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
    ...ofEveryEvent,
  },
} as const satisfies Readonly<Record<ObjectEvent, Readonly<Record<string, EventValue>>>>;

/** What is known of an object that somebody uploads. */
export interface UploadedObject {
  readonly bucketName: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly reason: CreationReason;
  /** Absent in a bucket without versions. */
  readonly versionId: string | undefined;
  /** Absent where it is not known. */
  readonly etag: string | undefined;
  readonly sequencer: string | undefined;
}

/** What every event of a simulation has, which no pattern of ours looks at. */
const madeUp = {
  version: '0',
  id: '00000000-0000-0000-0000-000000000000',
  time: '2000-01-01T00:00:00Z',
} as const;

/** The event that the object makes, as its service would put it on the bus; its id and its time are made up. */
export function objectEvent(
  event: ObjectEvent,
  { bucketName, key, size, reason, versionId, etag, sequencer }: UploadedObject,
  place: { readonly region: string; readonly accountId: string; readonly partition: string },
): Readonly<Record<string, unknown>> {
  const envelope = (source: string, type: string, resource: string) => ({
    version: madeUp.version,
    id: madeUp.id,
    'detail-type': type,
    source,
    account: place.accountId,
    time: madeUp.time,
    region: place.region,
    resources: [resource],
  });
  if (event === 'scanned') {
    const plan = `arn:${place.partition}:guardduty:${place.region}:${place.accountId}:malware-protection-plan/b4c7f464ab3a4EXAMPLE`;
    return {
      ...envelope('aws.guardduty', 'GuardDuty Malware Protection Object Scan Result', plan),
      detail: {
        schemaVersion: '1.0',
        scanStatus: 'COMPLETED',
        resourceType: 'S3_OBJECT',
        s3ObjectDetails: {
          bucketName,
          objectKey: key,
          ...(etag === undefined ? {} : { eTag: etag }),
          ...(versionId === undefined ? {} : { versionId }),
          s3Throttled: false,
        },
        scanResultDetails: { scanResultStatus: 'NO_THREATS_FOUND', threats: null },
      },
    };
  }
  return {
    ...envelope('aws.s3', 'Object Created', `arn:${place.partition}:s3:::${bucketName}`),
    detail: {
      version: '0',
      bucket: { name: bucketName },
      object: {
        key,
        size,
        ...(etag === undefined ? {} : { etag }),
        ...(versionId === undefined ? {} : { 'version-id': versionId }),
        ...(sequencer === undefined ? {} : { sequencer }),
      },
      'request-id': '0000000000000000',
      requester: place.accountId,
      'source-ip-address': '192.0.2.1',
      reason: reasonInEvent[reason],
    },
  };
}

/** What CloudTrail calls the creation of an object. */
const apiCalls: ReadonlyMap<unknown, CreationReason> = new Map([
  ['PutObject', 'PutObject'],
  ['CopyObject', 'CopyObject'],
  ['CompleteMultipartUpload', 'CompleteMultipartUpload'],
  ['PostObject', 'POST'],
]);

/**
 * The upload that a record of CloudTrail's data events tells of; `undefined` when it is none. Its size is not in every
 * record, and 1 byte without.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
export function uploadInCloudTrail(record: Readonly<Record<string, unknown>>): UploadedObject | undefined {
  const reason = apiCalls.get(record['eventName']);
  if (record['eventSource'] !== 's3.amazonaws.com' || reason === undefined) return undefined;
  const bucketName = valueAt(record, '$.requestParameters.bucketName');
  const key = valueAt(record, '$.requestParameters.key');
  if (typeof bucketName !== 'string' || typeof key !== 'string') return undefined;
  const size = valueAt(record, '$.additionalEventData.bytesTransferredIn');
  const versionId = valueAt(record, '$.responseElements.x-amz-version-id');
  return {
    bucketName,
    key,
    size: typeof size === 'number' ? size : 1,
    reason,
    versionId: typeof versionId === 'string' ? versionId : undefined,
    etag: undefined,
    sequencer: undefined,
  };
}
