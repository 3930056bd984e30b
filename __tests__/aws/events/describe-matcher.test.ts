import { expect, test } from '@jest/globals';
import { describeMatcher } from '../../../lib/aws/events/describe-matcher';

test.each([
  ['PAID', 'is "PAID"'],
  [{ prefix: 'in/' }, 'begins with "in/"'],
  [{ suffix: { 'equals-ignore-case': '.CSV' } }, 'ends with ".CSV" (ignoring case)'],
  [{ 'equals-ignore-case': 'paid' }, 'is "paid" (ignoring case)'],
  [{ wildcard: 'in/*' }, 'matches "in/*"'],
  [{ cidr: '10.0.0.0/8' }, 'is an address in "10.0.0.0/8"'],
  [{ numeric: ['>', 0, '<=', 5] }, 'is > 0 and <= 5'],
  [{ exists: false }, 'is missing'],
  [{ 'anything-but': ['TEST', 'DRAFT'] }, 'is not "TEST" or "DRAFT"'],
  [{ 'anything-but': { prefix: ['a', 'b'] } }, 'does not begin with "a" or "b"'],
  [{ 'anything-but': { 'equals-ignore-case': 'paid' } }, 'is not (ignoring case) "paid"'],
])('%j is described in words', (matcher, words) => {
  expect(describeMatcher(matcher)).toBe(words);
});
