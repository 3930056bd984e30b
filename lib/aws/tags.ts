/**
 * Rules for tags. A tag that follows these rules is valid in all services of generated resources: EventBridge,
 * EventBridge Scheduler, Step Functions, CloudWatch Logs and IAM. Most of the rules come from IAM, whose rules are the
 * strictest.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */

/** The maximum number of tags of a resource. */
export const maximumTags = 50;

/**
 * The key of the tag with the name of the service. Each resource and each task has this tag. A policy of the service
 * `app` matches the names `app-*`, which include the names of a service `app-dev`. The tag distinguishes the two
 * services.
 */
export const serviceTagKey = 'background-jobs:service';

/**
 * The key of the tag with a job's name. Each task has this tag, and so has the service of a queue worker.
 *
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/custom-tags.html
 */
export const jobTagKey = 'background-jobs:job';

/** The keys of the tags that the program sets. A task has all of them. */
export const ownTagKeys: readonly string[] = [jobTagKey, serviceTagKey];

/** The maximum number of tags in the configuration. A task also has the tags of {@link ownTagKeys}. */
export const maximumConfiguredTags = maximumTags - ownTagKeys.length;

/** The bounds of the length of a tag's key, in characters. */
export const tagKeyCharacters = { minimum: 1, maximum: 128 } as const;

/** The bounds of the length of a tag's value, in characters. Only EventBridge Scheduler rejects an empty value. */
export const tagValueCharacters = { minimum: 1, maximum: 256 } as const;

/** Matches a tag's key or value that has only letters and digits of any script, spaces, and `_ . : / = + - @`. */
export const tagCharacters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * Matches a tag's key or value that does not begin with `aws:` in upper, lower or mixed case. AWS reserves this prefix.
 */
export const unreservedTag = /^(?![aA][wW][sS]:)/;

/**
 * Finds keys that differ only in case. IAM treats them as the same key.
 *
 * @param keys - The keys of a resource's tags.
 * @returns Each duplicate, with the first key that it equals.
 */
export function caseInsensitiveDuplicates(
  keys: readonly string[],
): readonly (readonly [key: string, first: string])[] {
  const firstKeys = new Map<string, string>();
  return keys.flatMap((key) => {
    const folded = key.toLowerCase();
    const first = firstKeys.get(folded);
    if (first === undefined) firstKeys.set(folded, key);
    return first === undefined ? [] : [[key, first] as const];
  });
}
