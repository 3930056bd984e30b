import { describe, expect, test } from '@jest/globals';
import { anyCharacter, fc } from '../../support/property-tests';
import { renderFrame } from '../../../lib/report/issues/code-frame';
import { plainText } from '../../../lib/report/color';

const frameOf = (source: string, column: number, line = 7) =>
  renderFrame({ line, column, severity: 'error' }, source, plainText);

describe('the frame of a line', () => {
  test.each<[title: string, source: string, column: number, frame: readonly string[]]>([
    ['puts the caret under the column', '  cpu: 1', 8, ['  7 |   cpu: 1', '    |        ^']],
    ['puts the caret after the end if something is missing there', 'a: [', 5, ['  7 | a: [', '    |     ^']],
    ['puts the caret at the end if the column is after it', 'a', 99, ['  7 | a', '    |  ^']],
    ['shows a tab as four spaces', '\ta: 1', 2, ['  7 |     a: 1', '    |     ^']],
    ['counts two columns for a wide character', '名: x', 4, ['  7 | 名: x', '    |     ^']],
    ['counts a pair of surrogates as one character', '😀: x', 5, ['  7 | 😀: x', '    |     ^']],
    ['counts no column for a combining accent', 'e\u0301: x', 5, ['  7 | e\u0301: x', '    |    ^']],
    ['removes a Windows line ending', 'a: 1\r', 4, ['  7 | a: 1', '    |    ^']],
    [
      'shows a control character by its number',
      '\u001b[31m: x',
      8,
      ['  7 | \\u001b[31m: x', '    |             ^'],
    ],
    [
      'shows a character that changes the text direction by its number',
      'a\u202eb',
      3,
      ['  7 | a\\u202eb', '    |        ^'],
    ],
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

  test.each(['', '   ', '\t\r'])('does not exist for the blank line %j', (source) => {
    expect(frameOf(source, 1)).toBeUndefined();
  });

  test('cuts a long line on both sides of the column', () => {
    const [shown = '', caret = ''] = frameOf(`${'a'.repeat(500)}HERE${'b'.repeat(500)}`, 501) ?? [];
    expect(shown).toBe(`  7 | …${'a'.repeat(40)}HERE${'b'.repeat(56)}…`);
    expect(caret.indexOf('^')).toBe(shown.indexOf('H'));
  });

  test('marks only the side on which it cuts a long line', () => {
    expect(frameOf('a'.repeat(200), 1)?.[0]).toBe(`  7 | ${'a'.repeat(100)}…`);
    expect(frameOf('a'.repeat(200), 200)?.[0]).toBe(`  7 | …${'a'.repeat(41)}`);
    expect(frameOf('a'.repeat(100), 100)?.[0]).toBe(`  7 | ${'a'.repeat(100)}`);
  });

  test('escapes control characters and has the caret below the line, with any text', () => {
    const text = fc.oneof(fc.string({ unit: anyCharacter }), fc.string({ maxLength: 300 }));
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
