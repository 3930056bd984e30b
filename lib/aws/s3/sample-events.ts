/**
 * Sample uploads and their events, for simulations.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
import type { Location } from '../arns';
import { valueAt } from '../../values/event-templates';
import type { JsonObject } from '../../values/json';
import { reasonInEvent, type CreationReason, type ObjectEvent } from './object-events';

/** An uploaded object. */
export interface UploadedObject {
  /** The bucket of the object. */
  readonly bucketName: string;
  /** The key of the object, not encoded. */
  readonly key: string;
  /** The size in bytes. */
  readonly size: number;
  /** The operation that created the object. */
  readonly reason: CreationReason;
  /** The ID of the object's version; `undefined` in a bucket without versions. */
  readonly versionId: string | undefined;
  /** The ETag; `undefined` if it is unknown. */
  readonly etag: string | undefined;
  /** The sequencer, which orders the events of one key; `undefined` if it is unknown. */
  readonly sequencer: string | undefined;
}

/** Sample values for those fields of each event that no generated pattern reads. */
const sampleEnvelope = {
  version: '0',
  id: '00000000-0000-0000-0000-000000000000',
  time: '2000-01-01T00:00:00Z',
  /** The account ID of samples if Terraform looks up the real account ID. */
  account: '123456789012',
} as const;

/**
 * Returns a sample of the event that a service sends for an object.
 *
 * @param event - The type of the event.
 * @param object - The object.
 * @param location - The location of the bucket.
 */
export function objectEvent(event: ObjectEvent, object: UploadedObject, location: Location): JsonObject {
  const { bucketName, key, size, reason, versionId, etag, sequencer } = object;
  const { region, partition, accountId } = location;
  const account = typeof accountId === 'string' ? accountId : sampleEnvelope.account;
  const envelope = (source: string, type: string, resource: string) => ({
    version: sampleEnvelope.version,
    id: sampleEnvelope.id,
    'detail-type': type,
    source,
    account,
    time: sampleEnvelope.time,
    region,
    resources: [resource],
  });
  if (event === 'scanned') {
    const plan = `arn:${partition}:guardduty:${region}:${account}:malware-protection-plan/b4c7f464ab3a4EXAMPLE`;
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
    ...envelope('aws.s3', 'Object Created', `arn:${partition}:s3:::${bucketName}`),
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
      requester: account,
      'source-ip-address': '192.0.2.1',
      reason: reasonInEvent[reason],
    },
  };
}

/** The names of CloudTrail's events for operations that create an object. */
const reasonsByEventName: ReadonlyMap<unknown, CreationReason> = new Map([
  ['PutObject', 'PutObject'],
  ['CopyObject', 'CopyObject'],
  ['CompleteMultipartUpload', 'CompleteMultipartUpload'],
  ['PostObject', 'POST'],
]);

/**
 * Reads an upload from a record of CloudTrail's data events.
 *
 * @param record - The record, JSON of any form.
 * @returns The object, of 1 byte if the record has no size; `undefined` if the record is not an upload.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
export function uploadInCloudTrail(record: JsonObject): UploadedObject | undefined {
  const reason = reasonsByEventName.get(record['eventName']);
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
