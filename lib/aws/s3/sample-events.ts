/**
 * An upload, and the events that it makes: for simulations, and for looking at what a rule would take.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
import type { Location } from '../arns';
import { valueAt } from '../../values/event-templates';
import { reasonInEvent, type CreationReason, type ObjectEvent } from './object-events';

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

/** What every such event has, which no pattern of ours looks at. */
const sampleEnvelope = {
  version: '0',
  id: '00000000-0000-0000-0000-000000000000',
  time: '2000-01-01T00:00:00Z',
  /** Of an account that is looked up at plan. */
  account: '123456789012',
} as const;

/** The event that the object makes, as its service would put it on the bus; its id and its time are made up. */
export function objectEvent(
  event: ObjectEvent,
  { bucketName, key, size, reason, versionId, etag, sequencer }: UploadedObject,
  { region, partition, accountId }: Location,
): Readonly<Record<string, unknown>> {
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
