import { describe, expect, test } from '@jest/globals';
import { canOverlap, isContained, parsePattern } from '../../../lib/review/permissions/patterns';
import { fc, tries } from '../../support/property-tests';

const letters = ['a', 'b'];
/**
 * Every text of at most six letters, with one letter that no pattern has. Two patterns of four tokens can need six letters
 * for a common text: `aaa*` and `*bbb`.
 */
const texts = Array.from({ length: 6 }).reduce<readonly string[]>(
  (all) => [...new Set([...all, ...all.flatMap((text) => [...letters, 'c'].map((letter) => text + letter))])],
  [''],
);
const pattern = fc
  .array(fc.constantFrom(...letters, '*', '?'), { maxLength: 4 })
  .map((parts) => parts.join(''));

const known = new Map<string, ReadonlySet<string>>();

/** Returns the texts that a pattern matches. */
function matching(text: string): ReadonlySet<string> {
  const expression = new RegExp(`^${text.replaceAll('?', '.').replaceAll('*', '.*')}$`);
  const found = known.get(text) ?? new Set(texts.filter((each) => expression.test(each)));
  known.set(text, found);
  return found;
}

describe('patterns against all short texts', () => {
  test('a pattern is contained if the other pattern matches each of its texts', () => {
    fc.assert(
      fc.property(pattern, pattern, (inner, outer) => {
        const all = matching(outer);
        expect([inner, outer, isContained(parsePattern(inner), parsePattern(outer))]).toEqual([
          inner,
          outer,
          [...matching(inner)].every((text) => all.has(text)),
        ]);
      }),
      { numRuns: tries(3000) },
    );
  });

  test('patterns overlap if a text matches both', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const all = matching(a);
        expect([a, b, canOverlap(parsePattern(a), parsePattern(b))]).toEqual([
          a,
          b,
          [...matching(b)].some((text) => all.has(text)),
        ]);
      }),
      { numRuns: tries(3000) },
    );
  });
});

test('a common text can be longer than both patterns', () => {
  expect(canOverlap(parsePattern('aaa*'), parsePattern('*bbb'))).toBe(true);
});

describe('special characters of policies', () => {
  test.each([
    ['a${*}', 'a*', true],
    ['a*', 'a${*}', false],
    ['${aws:username}', '*', true],
    ['${aws:username}', '?*', false],
    ['${aws:username}', '${aws:username}', true],
    ['x/${aws:username}', 'x/${aws:userid}', false],
  ])('%s is contained in %s: %s', (inner, outer, isInside) => {
    expect(isContained(parsePattern(inner), parsePattern(outer))).toBe(isInside);
  });

  test('a variable can have any value', () => {
    expect(canOverlap(parsePattern('a${aws:username}'), parsePattern('abc'))).toBe(true);
    expect(canOverlap(parsePattern('a${aws:username}'), parsePattern('bc'))).toBe(false);
    expect(canOverlap(parsePattern('a${*}'), parsePattern('ab'))).toBe(false);
  });

  test('a pattern that needs too many steps counts as not contained', () => {
    const long = '?'.repeat(60);
    expect(isContained(parsePattern(`*a${long}b*`), parsePattern(`*a${long}*`))).toBe(false);
  });
});
