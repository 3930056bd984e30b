import { describe, expect, test } from '@jest/globals';
import { expectEnough, fc, tries } from '../../support/property-tests';
import { locationOf } from '../../../lib/aws/arns';
import { matchesPattern } from '../../../lib/aws/events/match-event-pattern';
import { sampleEvent } from '../../../lib/aws/events/sample-event';
import { guaranteeOf } from '../../../lib/jobs/event/guarantees';
import { valueAt } from '../../../lib/values/event-templates';
import { randomEvents, randomPatterns } from '../../aws/events/support/random-patterns';

const location = locationOf('us-east-1', '123456789012');
const paths = ['a', 'b', 'c'].flatMap((name) => [
  ['detail', name],
  ...['a', 'b', 'c'].map((inner) => ['detail', name, inner]),
]);

describe('what a pattern guarantees', () => {
  test('is true of every event without lists that it matches', () => {
    let matched = 0;
    fc.assert(
      fc.property(randomPatterns, randomEvents, fc.boolean(), (pattern, random, isSample) => {
        const event = isSample ? sampleEvent(pattern, location) : random;
        if (JSON.stringify(event['detail']).includes('[') || !matchesPattern(pattern, event)) return;
        for (const names of paths) {
          const { isPresent, isText } = guaranteeOf(pattern, names);
          const value = valueAt(event, `$.${names.join('.')}`);
          if (isPresent) {
            matched += 1;
            expect(value).not.toBe(undefined);
          }
          if (isText) expect(typeof value).toBe('string');
        }
      }),
      { numRuns: tries(4000) },
    );
    expectEnough(matched, 1000);
  });

  test('is nothing of a field that only one alternative has', () => {
    const pattern = { source: ['x'], $or: [{ detail: { a: ['x'] } }, { detail: { b: ['x'] } }] };
    expect(guaranteeOf(pattern, ['detail', 'a'])).toEqual({ isPresent: false, isText: false });
  });

  test.each([
    [{ 'a.b': ['x'] }],
    [{ 'a.b': ['x'], a: { b: ['x'] } }],
    [{ $or: [{ 'a.b': ['x'] }, { a: { b: ['x'] } }] }],
  ])('is nothing of a nested field if a key has a dot: %j', (detail) => {
    expect(guaranteeOf({ detail }, ['detail', 'a', 'b'])).toEqual({ isPresent: false, isText: false });
    expect(matchesPattern({ detail }, sampleEvent({ detail }, location))).toBe(true);
  });
});
