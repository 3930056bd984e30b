/**
 * What every service takes as a tag that we put on a resource: EventBridge, its Scheduler, Step Functions, CloudWatch
 * Logs and IAM, which is the strictest in most.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */

/** Tags that a resource may have. */
export const maximumTags = 50;

/** Characters. */
export const maximumTagKeyCharacters = { minimum: 1, maximum: 128 } as const;

/** Characters. An empty value is refused by the Scheduler alone, whose groups get the same tags as everything else. */
export const maximumTagValueCharacters = { minimum: 1, maximum: 256 } as const;

/** Letters and digits of any script, spaces, and `_ . : / = + - @`, in keys and values alike. */
export const tagCharacters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** What does not begin with `aws:`, in any case, which AWS keeps to itself. */
export const unreservedTag = /^(?![aA][wW][sS]:)/;

/** Keys that are another's but for the case of letters, with that other one: IAM takes them for the same key. */
export function caseInsensitiveDuplicates(
  keys: readonly string[],
): readonly (readonly [key: string, first: string])[] {
  const first = new Map<string, string>();
  return keys.flatMap((key) => {
    const folded = key.toLowerCase();
    const other = first.get(folded);
    if (other === undefined) first.set(folded, key);
    return other === undefined ? [] : [[key, other] as const];
  });
}
