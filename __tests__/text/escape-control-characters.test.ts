import { describe, expect, test } from '@jest/globals';
import { fc } from '../support/property-tests';
import { escapeControlCharacters, escapeLines } from '../../lib/text/escape-control-characters';
import { escapeWorkflowCommands } from '../../lib/text/workflow-commands';

const codePoints = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code));
/** Unicode's categories of control, format and separator characters, and its property of invisible characters. */
const dangerous = codePoints.filter((character) =>
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}]/u.test(
    character,
  ),
);

describe('an escaped text', () => {
  test('has no control, format or invisible character', () => {
    expect(dangerous.length).toBeGreaterThan(4000);
    const escaped = dangerous.map((character) => escapeControlCharacters(`x${character}x`));
    expect(escaped.filter((text) => !/^x\\[\w"\\]+x$/.test(text))).toEqual([]);
  });

  test('means the same text in JSON', () => {
    const text = dangerous.join('x');
    expect(JSON.parse(`"${escapeControlCharacters(text)}"`)).toBe(text);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.stringify(value, undefined, 2);
        expect(JSON.parse(escapeWorkflowCommands(escapeLines(json)))).toEqual(JSON.parse(json));
      }),
    );
  });

  test('does not change when it is escaped again', () => {
    const text = escapeLines(dangerous.join('x'));
    expect(escapeLines(text)).toBe(text);
    expect(escapeControlCharacters('a\nb')).toBe('a\\nb');
    expect(escapeLines('a\nb')).toBe('a\nb');
  });

  test.each([
    ['Latin letters with marks', 'naïve e\u0301 Ångström'],
    ['Han, Kana and Hangul', '日本語 かな 한국어'],
    ['Persian with a non-joiner', 'می\u200cخواهم'],
    ['Devanagari with a joiner', 'क्\u200dष'],
    ['emoji of several people', '👨\u200d👩\u200d👧\u200d👦 👩🏽\u200d🚀 ❤\ufe0f\u200d🔥'],
    ['emoji with selectors', '☎\ufe0f ☎\ufe0e 1\ufe0f\u20e3 🇩🇪'],
  ])('keeps %s', (_, text) => {
    expect(escapeControlCharacters(text)).toBe(text);
  });

  test.each([
    ['a joiner between Latin letters', 'a\u200db', 'a\\u200db'],
    ['a non-joiner at the start', '\u200cمی', '\\u200cمی'],
    ['a joiner after an emoji without another', '👩\u200dx', '👩\\u200dx'],
    ['a selector after a letter or digit', 'a\ufe0f1\ufe0f', 'a\\ufe0f1\\ufe0f'],
    ['tags, also in a flag', '🏴\u{e0067}\u{e007f}', '🏴\\udb40\\udc67\\udb40\\udc7f'],
    ['half of a surrogate pair', '\ud83d', '\\ud83d'],
  ])('escapes %s', (_, text, expected) => {
    expect(escapeControlCharacters(text)).toBe(expected);
  });
});

describe('a workflow command', () => {
  test.each([
    ['::error::x', '\\u003a:error::x'],
    ['a\n \t\u00a0::set-output name=x::y', 'a\n \t\u00a0\\u003a:set-output name=x::y'],
    ['a ##[add-mask]x', 'a \\u0023#[add-mask]x'],
    ['###[x] ##vso[task.x]y ##TeamCity[z]', '#\\u0023#[x] \\u0023#vso[task.x]y \\u0023#TeamCity[z]'],
  ])('is escaped: %j', (text, expected) => {
    expect(escapeWorkflowCommands(text)).toBe(expected);
  });

  test.each(['a ::error::x', 'a: b', ':x', '# a', '## [a]', '#[a]', 'ns::name'])(
    'is not any other text: %s',
    (text) => {
      expect(escapeWorkflowCommands(text)).toBe(text);
    },
  );

  test('remains if the program annotates a file', () => {
    const text = '::error file=a,line=1::m ##[x]\n::warning file=b::m\n::add-mask::x\n ::error file=x::y';
    expect(escapeWorkflowCommands(text, true)).toBe(
      '::error file=a,line=1::m \\u0023#[x]\n::warning file=b::m\n\\u003a:add-mask::x\n \\u003a:error file=x::y',
    );
  });
});
