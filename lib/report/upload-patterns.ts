import type { UploadRule } from '../jobs/triggers/triggers';
import { escapeControlCharacters } from '../text/escape-control-characters';

/** The keys that a job takes, with `*` for any text: one for each combination of a prefix and a suffix, or each pattern. */
export function keyPattern({ source }: UploadRule): readonly string[] {
  const { prefixes, suffixes, wildcards } = source.filter;
  const begins = prefixes.length === 0 ? [''] : prefixes;
  const ends = suffixes.length === 0 ? [''] : suffixes;
  return wildcards.length > 0
    ? wildcards
    : begins.flatMap((prefix) => ends.map((suffix) => `${prefix}*${suffix}`));
}

/** What a rule waits for, on one line. */
export function describeUploads(rule: UploadRule): string {
  const keys = keyPattern(rule);
  const more = keys.length === 1 ? '' : ` and ${keys.length - 1} more`;
  const scanned = rule.source.event === 'scanned' ? ', once scanned' : '';
  return printable(`s3://${rule.source.filter.bucketName}/${keys[0] ?? '*'}${more}${scanned}`);
}

/** A text that a terminal does not obey. */
export function printable(text: string): string {
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) ? escapeControlCharacters(JSON.stringify(text)) : text;
}
