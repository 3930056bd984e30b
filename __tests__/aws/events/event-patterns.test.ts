import { describe, expect, test } from '@jest/globals';
import { fc, tries } from '../../support/property-tests';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { matchesPattern } from '../../../lib/aws/events/match-event-pattern';
import { objectPattern } from '../../../lib/aws/s3/object-events';
import { isEventPattern, validatePattern } from '../../../lib/aws/events/validate-event-pattern';
import { objectCreatedEvent } from '../../jobs/support/environments';
import { objectKeys } from '../../jobs/support/hostile';
import { asList, asRecord, parsed } from '../../support/stack-json';
import { maximumEventPatternBytes, maximumOrCombinations } from '../../../lib/aws/events/limits';

function uploads(bucketName: string, prefixes: readonly string[]) {
  const conditions = {
    suffixes: [],
    wildcards: [],
    minimumSize: undefined,
    maximumSize: undefined,
    reasons: [],
  };
  return objectPattern('created', { bucketName, prefixes, ...conditions });
}

const recorded = ['event-ruler.json', 'operators.json'].flatMap((file) =>
  asList(parsed(readFileSync(join(__dirname, 'recorded', file), 'utf8'))).map(asRecord),
);

/** The answer of lib/aws for a pattern and an event, in the words of the recording. */
function answer(pattern: unknown, event: unknown): string {
  if (!isEventPattern(pattern)) return 'refused';
  return matchesPattern(pattern, event) ? 'yes' : 'no';
}

describe('the matcher', () => {
  test.each(['yes', 'no', 'refused'])('answers %s where AWS’s matcher was recorded to do so', (expected) => {
    const cases = recorded.filter((entry) => entry['answer'] === expected);
    expect(cases.length).toBeGreaterThan(50);
    const wrong = cases.filter(({ pattern, event }) => answer(pattern, event) !== expected);
    expect(wrong).toEqual([]);
  });

  test('is compared with the recording for each operator', () => {
    const text = JSON.stringify(recorded.filter((entry) => entry['answer'] === 'yes'));
    for (const operator of [
      ...['prefix', 'suffix', 'equals-ignore-case', 'wildcard', 'numeric', 'exists', 'anything-but'],
      'cidr',
      '$or',
    ]) {
      expect([operator, text.split(`"${operator}":`).length > 5]).toEqual([operator, true]);
    }
  });
});

describe('the pattern of an upload job', () => {
  test('matches exactly the keys that begin with its prefix', () => {
    fc.assert(
      fc.property(objectKeys, objectKeys, fc.nat(), (key, other, length) => {
        const characters = Array.from(key);
        const prefix = characters.slice(0, length % (characters.length + 1)).join('');
        for (const one of [key, other]) {
          const event = objectCreatedEvent(one, 'bucket');
          expect(matchesPattern(uploads('bucket', [prefix]), event)).toBe(one.startsWith(prefix));
          expect(matchesPattern(uploads('bucket', []), event)).toBe(true);
          expect(matchesPattern(uploads('another', []), event)).toBe(false);
        }
      }),
      { numRuns: tries(500) },
    );
  });

  test('is valid unless it is too long', () => {
    fc.assert(
      fc.property(objectKeys, (prefix) => {
        const pattern = uploads('bucket', [prefix]);
        const isTooLong = Buffer.byteLength(JSON.stringify(pattern)) > maximumEventPatternBytes;
        expect(validatePattern(pattern)).toHaveLength(isTooLong ? 1 : 0);
      }),
    );
  });
});

describe('a pattern', () => {
  test.each([
    ['x', 'the pattern is "x"; it must be an object'],
    [{}, 'the pattern: the object is empty; it must have a field'],
    [{ a: { b: 'x' } }, 'a.b: "x" must be in a list: ["x"]'],
    [{ a: [] }, 'a: the list is empty; it must have at least one matcher'],
    [
      { a: [['x']] },
      'a: got a list in the list; a matcher must be a string, number, true, false, null or operator',
    ],
    [{ a: [{ prefix: 5 }] }, 'a: prefix must have a string or {"equals-ignore-case": string}, not 5'],
    [{ a: [{ wildcard: 'a**b' }] }, 'a: wildcard "a**b": ** is not allowed; write * once'],
    [
      { a: [{ wildcard: 'a\\b' }] },
      'a: wildcard "a\\\\b": a backslash must be followed by * or another backslash',
    ],
    [{ a: [{ exists: 1 }] }, 'a: exists must have true or false, not 1'],
    [{ a: [{ prefix: 'a', suffix: 'b' }] }, 'a: got prefix and suffix; each object must have one operator'],
    [
      { a: [{ numeric: ['>', 2, '<', 1] }] },
      'a: numeric has the lower bound 2; it must be below the upper bound (1)',
    ],
    [
      { a: [{ numeric: ['>', 6e9] }] },
      'a: numeric must compare with numbers from -5000000000 to 5000000000, not 6000000000',
    ],
    [
      { a: [{ cidr: '10.0.0.5' }] },
      'a: cidr must be an address, a slash and a prefix length: 10.0.0.0/24, 2001:db8::/32',
    ],
    [
      { a: [{ cidr: '10.0.0.5/32' }] },
      'a: cidr must have a prefix length from 0 to 31; write a single address as a string without cidr',
    ],
    [
      { a: [{ 'anything-but': { prefix: '' } }] },
      'a: anything-but has an invalid operator: prefix must not have an empty string here',
    ],
    [{ $or: [{ a: ['x'] }] }, '$or: got a list; $or must be a list of at least two patterns'],
    [
      { a: [{ constructor: 'x' }] },
      'a: constructor is not an operator; use one of prefix, suffix, equals-ignore-case, wildcard, numeric, exists, anything-but, cidr',
    ],
    [
      { a: ['x'.repeat(5000)] },
      `the pattern has 5010 bytes; it must have at most ${maximumEventPatternBytes}`,
    ],
  ])('%j is rejected with a reason', (pattern, reason) => {
    expect(validatePattern(pattern)).toEqual([reason]);
  });

  test('is rejected if it is too long', () => {
    const reason = `the pattern has 4097 bytes; it must have at most ${maximumEventPatternBytes}`;
    expect(validatePattern({ a: ['x'.repeat(4087)] })).toEqual([reason]);
    expect(validatePattern({ a: ['x'.repeat(4086)] })).toEqual([]);
  });

  test('is rejected if $or has too many combinations', () => {
    const either = { $or: [{ a: ['x'] }, { b: ['x'] }] };
    const names = Array.from({ length: 10 }, (_, index) => `f${index}`);
    const patternOf = (fields: readonly string[]) => Object.fromEntries(fields.map((name) => [name, either]));
    expect(validatePattern(patternOf(names))).toEqual([
      `the lists of $or have 1024 combinations; they must have at most ${maximumOrCombinations}`,
    ]);
    expect(validatePattern(patternOf(names.slice(1)))).toEqual([]);
  });

  test('can be any JSON: it gets an answer', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (pattern, event) => {
        expect(['yes', 'no', 'refused']).toContain(answer(pattern, event));
      }),
    );
  });

  test('with many lists and one field that does not match is evaluated without backtracking', () => {
    const names = Array.from({ length: 60 }, (_, index) => `f${index}`);
    const pattern = Object.fromEntries([...names, 'z'].map((name) => [name, ['x']]));
    const event = Object.fromEntries(names.map((name) => [name, Array.from({ length: 60 }, () => 'x')]));
    expect(answer(pattern, event)).toBe('no');
  });
});
