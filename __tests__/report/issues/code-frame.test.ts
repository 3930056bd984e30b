import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderFrame } from '../../../lib/report/issues/code-frame';
import { plainText } from '../../../lib/report/color';
import { countCalls } from '../../support/count-calls';

const frameOf = (source: string, column: number, line = 7) =>
  renderFrame({ line, column, severity: 'error' }, source, plainText);

describe('the frame of a line', () => {
  test.each<[what: string, source: string, column: number, frame: readonly string[]]>([
    ['puts the caret under the column', '  cpu: 1', 8, ['  7 |   cpu: 1', '    |        ^']],
    ['puts it behind the end where something is missing', 'a: [', 5, ['  7 | a: [', '    |     ^']],
    ['stays at the end when the column is beyond', 'a', 99, ['  7 | a', '    |  ^']],
    ['makes four spaces of a tab', '\ta: 1', 2, ['  7 |     a: 1', '    |     ^']],
    ['counts two columns for what is two wide', '名: x', 4, ['  7 | 名: x', '    |     ^']],
    ['counts a pair of surrogates as the one it is', '😀: x', 5, ['  7 | 😀: x', '    |     ^']],
    ['counts none for an accent that stands over', 'e\u0301: x', 5, ['  7 | e\u0301: x', '    |    ^']],
    ['takes the line end of Windows off', 'a: 1\r', 4, ['  7 | a: 1', '    |    ^']],
    [
      'shows a control character by its number',
      '\u001b[31m: x',
      8,
      ['  7 | \\u001b[31m: x', '    |             ^'],
    ],
    ['shows what turns the direction by its number', 'a\u202eb', 3, ['  7 | a\\u202eb', '    |        ^']],
    [
      'shows half of a pair of surrogates by its number',
      'a\ud800b',
      3,
      ['  7 | a\\ud800b', '    |        ^'],
    ],
  ])('%s', (_, source, column, frame) => {
    expect(frameOf(source, column)).toEqual(frame);
  });

  test('makes room for the number of the line', () => {
    expect(frameOf('a: 1', 1, 1234)).toEqual(['  1234 | a: 1', '       | ^']);
  });

  test.each(['', '   ', '\t\r'])('is left out where the line %j says nothing', (source) => {
    expect(frameOf(source, 1)).toBeUndefined();
  });

  test('cuts a long line on both sides of the column', () => {
    const [shown = '', caret = ''] = frameOf(`${'a'.repeat(500)}HERE${'b'.repeat(500)}`, 501) ?? [];
    expect(shown).toBe(`  7 | …${'a'.repeat(40)}HERE${'b'.repeat(56)}…`);
    expect(caret.indexOf('^')).toBe(shown.indexOf('H'));
  });

  test('cuts a long line only where it is cut', () => {
    expect(frameOf('a'.repeat(200), 1)?.[0]).toBe(`  7 | ${'a'.repeat(100)}…`);
    expect(frameOf('a'.repeat(200), 200)?.[0]).toBe(`  7 | …${'a'.repeat(41)}`);
    expect(frameOf('a'.repeat(100), 100)?.[0]).toBe(`  7 | ${'a'.repeat(100)}`);
  });

  test('of a line of ten million characters takes the work of a line of a thousand', () => {
    const callsFor = (length: number) => {
      const line = 'x'.repeat(length);
      return countCalls(() => frameOf(line, length / 2), /\/lib\//);
    };
    expect(callsFor(10_000_000)).toBe(callsFor(1000));
  });

  test('has nothing that a terminal obeys, and the caret below the line, whatever the text', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 300 }));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 400 }), (source, column) => {
        const frame = frameOf(source.replaceAll('\n', ''), column);
        if (frame === undefined) return;
        expect(frame).toHaveLength(2);
        for (const line of frame)
          expect(line).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
        expect(frame[1]).toMatch(/^ {4}\| {1,102}\^$/);
      }),
    );
  });
});
