import type { UploadRule } from '../jobs/triggers/triggers';
import { escapeControlCharacters } from '../text/escape-control-characters';

/**
 * Returns the patterns of the keys that a rule matches: the configured patterns, or one pattern for each pair of a prefix
 * and a suffix. In a pattern, `*` is any text.
 */
export function keyPatterns({ source }: UploadRule): readonly string[] {
  const { prefixes, suffixes, wildcards } = source.filter;
  const begins = prefixes.length === 0 ? [''] : prefixes;
  const ends = suffixes.length === 0 ? [''] : suffixes;
  return wildcards.length > 0
    ? wildcards
    : begins.flatMap((prefix) => ends.map((suffix) => `${prefix}*${suffix}`));
}

/** Describes the uploads that a rule matches, on one line. */
export function describeUploads(rule: UploadRule): string {
  const keys = keyPatterns(rule);
  const more = keys.length === 1 ? '' : ` and ${keys.length - 1} more`;
  const scanned = rule.source.event === 'scanned' ? ', after a malware scan' : '';
  return printable(`s3://${rule.source.filter.bucketName}/${keys[0] ?? '*'}${more}${scanned}`);
}

/** Quotes and escapes a text that has control characters or invisible characters. Returns every other text as it is. */
export function printable(text: string): string {
  return escapeControlCharacters(text) === text ? text : escapeControlCharacters(JSON.stringify(text));
}
