import { describe, expect, test } from '@jest/globals';
import { parseYaml } from '../../../lib/config/yaml/parse-yaml';
import { toValue } from '../../../lib/config/yaml/tree';

function valueOf(text: string): unknown {
  const { root, issues } = parseYaml('f.yml', text);
  return issues.length > 0 ? issues : toValue(root);
}

describe('a file', () => {
  test.each([
    ['without content', ''],
    ['with only comments', '# a\n\n  # b\n'],
    ['with only ---', '---\n'],
    ['with only a byte order mark', '\uFEFF'],
  ])('%s is an empty map', (_, text) => {
    expect(valueOf(text)).toEqual({});
  });

  test.each([
    ['a byte order mark at the beginning', '\uFEFFa: x\nb: [y]\n'],
    ['the line ends of Windows', 'a: x\r\nb:\r\n  - y\r\n'],
    ['--- at the beginning and ... at the end', '---\na: x\nb: [y]\n...\n'],
    ['%YAML 1.2 at the beginning', '%YAML 1.2\n---\na: x\nb: [y]\n'],
    ['JSON syntax', '{"a": "x", "b": ["y"]}'],
    ['a question mark before a key', '? a\n: x\nb: [y]\n'],
    ['no line end after the last line', 'a: x\nb: [y]'],
  ])('is read with %s', (_, text) => {
    expect(valueOf(text)).toEqual({ a: 'x', b: ['y'] });
  });
});

test('yes, no, dates, versions with two dots and numbers with underscores are text', () => {
  expect(valueOf('a: [yes, no, on, 2026-03-01, 12:30:45, 1.2.3, 1_000, y]')).toEqual({
    a: ['yes', 'no', 'on', '2026-03-01', '12:30:45', '1.2.3', '1_000', 'y'],
  });
});

test('a number, true or null keeps the text that the file has', () => {
  const texts = [
    '1.10',
    '022',
    '0x1F',
    '1e3',
    '.inf',
    '.nan',
    '0o17',
    '-0',
    '+1',
    '12345678901234567890',
    'null',
    'TRUE',
  ];
  const { root } = parseYaml('f.yml', `a: [${texts.join(', ')}]`);
  const list = root.entries.get('a')?.value;
  expect(list?.kind === 'list' && list.items.map((item) => item.kind === 'scalar' && item.source)).toEqual(
    texts,
  );
});

test('a literal text keeps its line ends, and a folded text does not', () => {
  expect(valueOf('a: |\n  x\n    y\nb: >-\n  x\n  y\n')).toEqual({ a: 'x\n  y\n', b: 'x y' });
});

test('names that every JavaScript object has are ordinary keys', () => {
  const text = 'constructor: 1\ntoString: { hasOwnProperty: 2 }\nvalueOf: [3]\nprototype: 4\n';
  expect(valueOf(text)).toEqual({
    constructor: 1,
    toString: { hasOwnProperty: 2 },
    valueOf: [3],
    prototype: 4,
  });
});

describe('an anchor', () => {
  test('can be used in every section below it, and can be at a scalar, a list, a map or a key', () => {
    const text = 'a: &m { x: 1 }\nb: { c: *m, d: &l [*m] }\n&k e: &s text\nf: [*l, *s, *k]\n';
    expect(valueOf(text)).toEqual({
      a: { x: 1 },
      b: { c: { x: 1 }, d: [{ x: 1 }] },
      e: 'text',
      f: [[{ x: 1 }], 'text', 'e'],
    });
  });

  test('with a duplicate name is replaced by the later anchor below it', () => {
    expect(valueOf('a: &x 1\nb: *x\nc: &x 2\nd: *x\n')).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });
});

describe('<<', () => {
  const sources = 'x: &x { a: 1, b: 2 }\ny: &y { b: 3, c: 4 }\n';

  test.each([
    ['inherits the keys of an alias', '<<: *x', { a: 1, b: 2 }],
    ['does not override the keys of the map, in any order', 'b: 0\n  <<: *x\n  a: 9', { a: 9, b: 0 }],
    ['inherits a key from the first map of a list that has it', '<<: [*x, *y]', { a: 1, b: 2, c: 4 }],
    ['can appear twice in a map', '<<: *y\n  <<: *x', { a: 1, b: 3, c: 4 }],
    ['accepts a map instead of an alias', '<<: { a: 1 }', { a: 1 }],
    ['is an ordinary key in quotes', '"<<": { a: 1 }', { '<<': { a: 1 } }],
  ])('%s', (_, lines, expected) => {
    expect(valueOf(`${sources}z:\n  ${lines}\n`)).toEqual({
      x: { a: 1, b: 2 },
      y: { b: 3, c: 4 },
      z: expected,
    });
  });

  test('does not merge maps below a key that the map has itself', () => {
    expect(valueOf('x: &x { a: { p: 1 } }\ny: { <<: *x, a: { q: 2 } }\n')).toEqual({
      x: { a: { p: 1 } },
      y: { a: { q: 2 } },
    });
  });

  test('inherits keys that the source inherited with <<', () => {
    expect(valueOf(`${sources}z: &z { <<: *x }\nw: { <<: *z, c: 5 }\n`)).toMatchObject({
      w: { a: 1, b: 2, c: 5 },
    });
  });
});
