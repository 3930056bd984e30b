/**
 * Names of buckets, and the keys of their objects.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */

/** 3–63 lowercase letters, digits, dots and hyphens, beginning and ending with a letter or digit, no two dots together. */
export const bucketNamePattern = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Beginnings that S3 keeps to itself. */
const reservedBeginnings = ['xn--', 'sthree-', 'amzn-s3-demo-'] as const;

/** Ends by which S3 knows what is no general purpose bucket, and sends no events of its own. */
const reservedEnds = {
  '-s3alias': 'the alias of an access point; give the bucket behind it',
  '--ol-s3': 'the alias of an Object Lambda access point; give the bucket behind it',
  '.mrap': 'a multi-region access point; give one of the buckets behind it',
  '--x-s3': 'a directory bucket, which sends no events to EventBridge',
  '--table-s3': 'a table bucket, which sends no events to EventBridge',
} as const;

/** Why S3 has no general purpose bucket of this name, or `undefined`. */
export function explainInvalidBucketName(name: string): string | undefined {
  if (!bucketNamePattern.test(name)) {
    return 'a bucket’s name has 3 to 63 lowercase letters, digits, dots and hyphens, and begins and ends with a letter or a digit';
  }
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return 'a bucket’s name does not look like an IP address';
  const beginning = reservedBeginnings.find((reserved) => name.startsWith(reserved));
  if (beginning !== undefined) return `no bucket’s name begins with ${beginning}, which S3 keeps to itself`;
  const end = Object.entries(reservedEnds).find(([reserved]) => name.endsWith(reserved));
  return end === undefined ? undefined : `a name that ends with ${end[0]} is ${end[1]}`;
}

/**
 * Bytes of the key of an object, in UTF-8.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
export const maximumObjectKeyBytes = 1024;
