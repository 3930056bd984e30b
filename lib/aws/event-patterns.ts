/**
 * Which events a rule takes.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */

/** A leaf of a pattern is always a list: one of its elements has to match. */
type Matcher = string | { readonly prefix: string };
export type EventPattern = { readonly [field: string]: readonly Matcher[] | EventPattern };

/** The characters that a pattern may have. */
export const eventPatternSize = 4096;

/**
 * S3's event for every object that is created, by upload, copy, form or multipart upload, in a bucket that sends its
 * events to EventBridge.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function objectCreated(bucketName: string, keyPrefix: string | undefined): EventPattern {
  return {
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: {
      bucket: { name: [bucketName] },
      ...(keyPrefix === undefined ? {} : { object: { key: [{ prefix: keyPrefix }] } }),
    },
  };
}

/** What such an event says of the object, as far as every one of them does. */
export const objectCreatedValues = {
  bucket_name: { name: 'bucket_name', path: '$.detail.bucket.name', maximumLength: 63 },
  object_key: { name: 'object_key', path: '$.detail.object.key', maximumLength: 1024 },
} as const;
