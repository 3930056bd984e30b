import { expect, test } from '@jest/globals';
import { anyCharacter, fc, tries } from '../../support/property-tests';
import { parseYaml } from '../../../lib/config/yaml/parse-yaml';

const pieces = fc.constantFrom(
  ...['a', 'b', ': ', ':', '\n', '\r\n', '\r', '  ', '\t', '- ', '? ', '[', ']', '{', '}', ', ', '#', ' # '],
  ...[
    '&a ',
    '*a',
    '<<: ',
    '<<',
    '!',
    '!!',
    '!!merge ',
    '!!str ',
    '!!int ',
    '!!null ',
    '%YAML 1.1',
    '%TAG ! x',
    '---',
    '...',
  ],
  ...[
    '"',
    "'",
    '|',
    '>',
    '|-\n',
    '\\',
    '\\x',
    '@',
    '`',
    '~',
    'null',
    '1',
    '.nan',
    '0x1F',
    '__proto__',
    '\uFEFF',
    '\u0000',
    '\ud800',
  ],
);
const texts = fc.oneof(
  { weight: 5, arbitrary: fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: anyCharacter, maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 60 }) },
);

test('the result for any text is a tree, or issues with positions in the text', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const lines = text.split('\n');
      for (const { line, column, message } of parseYaml('f.yml', text).issues) {
        expect(message).not.toBe('');
        expect(lines[line - 1]).toBeDefined();
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
      }
    }),
    { numRuns: tries(4000) },
  );
});
