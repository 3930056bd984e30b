import type { Path } from '../../config/issues/issues';
import { isObject } from '../../values/json';
import type { Check, Finding } from '../check';

export const literalWildcard: Check = {
  code: 'literal-wildcard',
  why: 'In an event pattern, * is special only in the operator wildcard. In a plain text, a prefix or a suffix, * matches only an asterisk, so the job would probably never start.',
  fix: 'use { wildcard: … } or { prefix: … }, or ignore this check with ignore_checks if the value has an asterisk',
  find: ({ config }) =>
    Object.entries(config.eventJobs).flatMap(([name, job]) =>
      asterisks(job.event_pattern, ['event_jobs', name, 'event_pattern'], false).map(
        ({ path, text }): Finding => {
          const form =
            /^[^*]*\*$/.test(text) && text.length > 1
              ? `; { prefix: ${text.slice(0, -1)} } matches every value that begins with ${text.slice(0, -1)}`
              : '';
          return { path, at: 'value', message: `${text} matches only a value with an asterisk${form}` };
        },
      ),
    ),
};

interface Asterisk {
  readonly path: Path;
  readonly text: string;
}

/** Operators whose texts are literal. */
const literalOperators: ReadonlySet<string> = new Set([
  'prefix',
  'suffix',
  'equals-ignore-case',
  'anything-but',
]);

/**
 * Returns the texts with an asterisk.
 *
 * @param isMatcher - Whether the value is inside a list of matchers, where keys are operators.
 */
function asterisks(value: unknown, path: Path, isMatcher: boolean): readonly Asterisk[] {
  if (typeof value === 'string') return value.includes('*') ? [{ path, text: value }] : [];
  if (Array.isArray(value)) {
    // A list below $or has patterns, and not matchers.
    const hasMatchers = path.at(-1) !== '$or';
    return value.flatMap((item: unknown, index) => asterisks(item, [...path, index], hasMatchers));
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    isMatcher && !literalOperators.has(key) ? [] : asterisks(inner, [...path, key], isMatcher),
  );
}
