/**
 * Names of buckets and keys of objects.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */

/**
 * Matches 3 to 63 lowercase letters, digits, dots and hyphens. The first and last character must be a letter or digit; `..`
 * is not allowed.
 */
export const bucketNamePattern = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Prefixes that S3 reserves. */
const reservedPrefixes = ['xn--', 'sthree-', 'amzn-s3-demo-'] as const;

/**
 * Suffixes that S3 reserves. The values describe names that have the suffix. Only general purpose buckets send events
 * to EventBridge, and their names must not have these suffixes.
 */
const reservedSuffixes = {
  '-s3alias': 'the alias of an access point; use the name of its bucket',
  '--ol-s3': 'the alias of an Object Lambda access point; use the name of its bucket',
  '.mrap': 'the alias of a Multi-Region Access Point; use the name of one of its buckets',
  '--x-s3': 'the name of a directory bucket, which sends no events to EventBridge',
  '--table-s3': 'the name of a table bucket, which sends no events to EventBridge',
} as const;

/**
 * Explains why a name can't be the name of a general purpose bucket.
 *
 * @returns `undefined` if the name is valid.
 */
export function explainInvalidBucketName(name: string): string | undefined {
  if (!bucketNamePattern.test(name)) {
    return 'the name of a bucket must have 3 to 63 lowercase letters, digits, dots and hyphens, and must begin and end with a letter or digit';
  }
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name))
    return 'the name of a bucket must not have the form of an IP address';
  const prefix = reservedPrefixes.find((reserved) => name.startsWith(reserved));
  if (prefix !== undefined) return `the name of a bucket must not begin with ${prefix}, which S3 reserves`;
  const suffix = Object.entries(reservedSuffixes).find(([reserved]) => name.endsWith(reserved));
  return suffix === undefined ? undefined : `a name that ends with ${suffix[0]} is ${suffix[1]}`;
}

/**
 * The maximum size of the key of an object, in UTF-8.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
export const maximumObjectKeyBytes = 1024;
