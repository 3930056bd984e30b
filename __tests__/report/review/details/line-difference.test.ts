import { describe, expect, test } from '@jest/globals';
import { lineDifference } from '../../../../lib/report/review/details/line-difference';
import { fc, tries } from '../../../support/property-tests';

const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });

/** Returns the length of the longest common subsequence, by its definition. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  let below: readonly number[] = [];
  for (const line of a.toReversed()) {
    const row: number[] = [];
    for (let j = b.length - 1; j >= 0; j -= 1)
      row[j] = line === b[j] ? 1 + (below[j + 1] ?? 0) : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    below = row;
  }
  return below[0] ?? 0;
}

describe('the difference of lines', () => {
  test('both texts can be read from it, and it has as few changes as possible', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        // The texts are short, so that no equal line is far from a change unless there is none.
        const shown = lineDifference([...before, 'x', ...before], [...after, 'x', ...before], 1000);
        const changed = shown.filter(({ sign }) => sign === '-' || sign === '+').length;
        expect(changed).toBe(
          [...before, 'x', ...before].length +
            [...after, 'x', ...before].length -
            2 * commonLength([...before, 'x', ...before], [...after, 'x', ...before]),
        );
      }),
      { numRuns: tries(500) },
    );
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b'), { maxLength: 4 }),
        fc.array(fc.constantFrom('a', 'b'), { maxLength: 4 }),
        (before, after) => {
          const shown = lineDifference(before, after, 1000).filter(({ sign }) => sign !== '…');
          const side = (sign: '-' | '+') =>
            shown.filter((line) => line.sign === sign || line.sign === ' ').map(({ text }) => text);
          if (shown.length === 0) expect(before).toEqual(after);
          else expect([side('-'), side('+')]).toEqual([before, after]);
        },
      ),
      { numRuns: tries(500) },
    );
  });

  test('three equal lines are around a change, and the others are counted', () => {
    const numbers = Array.from({ length: 20 }, (_, index) => String(index));
    const changed = numbers.with(8, 'x');
    expect(lineDifference(numbers, changed, 100).map(({ sign, text }) => `${sign}${text}`)).toEqual([
      '…5 equal lines',
      ' 5',
      ' 6',
      ' 7',
      '-8',
      '+x',
      ' 9',
      ' 10',
      ' 11',
      '…8 equal lines',
    ]);
  });

  test('a long difference ends with the number of the other changed lines', () => {
    const [before, after] = ['a', 'b'].map((letter) =>
      Array.from({ length: 50 }, (_, index) => `${letter}${index}`),
    );
    const shown = lineDifference(before ?? [], after ?? [], 10);
    expect(shown).toHaveLength(10);
    expect(shown.at(-1)).toEqual({ sign: '…', text: '91 more changed lines' });
  });

  test('texts with thousands of changes are shown as a whole', () => {
    const [before, after] = ['a', 'b'].map((letter) =>
      Array.from({ length: 5000 }, (_, index) => `${letter}${index}`),
    );
    expect(lineDifference(before ?? [], after ?? [], 20_000)).toHaveLength(10_000);
  });
});
