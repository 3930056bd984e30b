import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../../support/property-tests';
import { locationOf } from '../../../lib/aws/arns';
import { matchesPattern } from '../../../lib/aws/events/match-event-pattern';
import { commonKey } from '../../../lib/aws/s3/common-key';
import { objectPattern, type ObjectFilter } from '../../../lib/aws/s3/object-events';
import { objectEvent } from '../../../lib/aws/s3/sample-events';

const texts = fc.string({ unit: fc.constantFrom('a', 'b', '*', '\\'), minLength: 1, maxLength: 3 });
const wildcards = fc
  .array(fc.constantFrom('a', 'b', '*', String.raw`\*`, String.raw`\\`), { minLength: 1, maxLength: 5 })
  // EventBridge rejects two wildcards in a row.
  .map((parts) => parts.filter((part, index) => part !== '*' || parts[index - 1] !== '*').join(''));

const keys: fc.Arbitrary<Pick<ObjectFilter, 'prefixes' | 'suffixes' | 'wildcards'>> = fc.oneof(
  fc.record({
    prefixes: fc.array(texts, { maxLength: 2 }),
    suffixes: fc.array(texts, { maxLength: 2 }),
    wildcards: fc.constant([]),
  }),
  fc.record({
    prefixes: fc.constant([]),
    suffixes: fc.constant([]),
    wildcards: fc.array(wildcards, { minLength: 1, maxLength: 2 }),
  }),
);
const filters: fc.Arbitrary<ObjectFilter> = keys.map((fields) => ({
  bucketName: 'bucket',
  minimumSize: undefined,
  maximumSize: undefined,
  reasons: [],
  ...fields,
}));

/** Whether a rule with this filter matches the event of an object with this key. */
function matches(filter: ObjectFilter, key: string): boolean {
  const unknown = { versionId: undefined, etag: undefined, sequencer: undefined };
  const object = { bucketName: 'bucket', key, size: 1, reason: 'PutObject', ...unknown } as const;
  const location = locationOf('us-east-1', '123456789012');
  return matchesPattern(objectPattern('created', filter), objectEvent('created', object, location));
}

describe('the key that two filters have in common', () => {
  test('matches the patterns of both rules', () => {
    fc.assert(
      fc.property(filters, filters, (first, second) => {
        const key = commonKey(first, second);
        if (key === undefined || key === '') return;
        expect([matches(first, key), matches(second, key)]).toEqual([true, true]);
      }),
      { numRuns: tries(500) },
    );
  });

  test('is found if any key matches both rules', () => {
    const candidates = fc.string({ unit: fc.constantFrom('a', 'b', '*', '\\'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(filters, filters, candidates, (first, second, key) => {
        if (!matches(first, key) || !matches(second, key)) return;
        expect(commonKey(first, second)).toBeDefined();
      }),
      { numRuns: tries(1000) },
    );
  });
});
