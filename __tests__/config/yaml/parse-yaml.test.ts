import { describe, expect, test } from '@jest/globals';
import { parseYaml } from '../../../lib/config/yaml/parse-yaml';
import { toValue } from '../../../lib/config/yaml/tree';

function valueOf(text: string): unknown {
  const { root, issues } = parseYaml('f.yml', text);
  return issues.length > 0 ? issues : toValue(root);
}

describe('a file', () => {
  test.each([
    ['with nothing in it', ''],
    ['with comments alone', '# a\n\n  # b\n'],
    ['with --- alone', '---\n'],
    ['with a byte order mark alone', '\uFEFF'],
  ])('%s is an empty map', (_, text) => {
    expect(valueOf(text)).toEqual({});
  });

  test.each([
    ['a byte order mark before it', '\uFEFFa: x\nb: [y]\n'],
    ['the line ends of Windows', 'a: x\r\nb:\r\n  - y\r\n'],
    ['--- before it and ... after it', '---\na: x\nb: [y]\n...\n'],
    ['%YAML 1.2 at its top', '%YAML 1.2\n---\na: x\nb: [y]\n'],
    ['the form of JSON', '{"a": "x", "b": ["y"]}'],
    ['a question mark before a key', '? a\n: x\nb: [y]\n'],
    ['no line end at its end', 'a: x\nb: [y]'],
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

test('a text keeps its lines, and a folded one loses them', () => {
  expect(valueOf('a: |\n  x\n    y\nb: >-\n  x\n  y\n')).toEqual({ a: 'x\n  y\n', b: 'x y' });
});

test('names that JavaScript’s objects have are names like others', () => {
  const text = 'constructor: 1\ntoString: { hasOwnProperty: 2 }\nvalueOf: [3]\nprototype: 4\n';
  expect(valueOf(text)).toEqual({
    constructor: 1,
    toString: { hasOwnProperty: 2 },
    valueOf: [3],
    prototype: 4,
  });
});

describe('an anchor', () => {
  test('is known in every section below it, at a scalar, a list, a map and a key', () => {
    const text = 'a: &m { x: 1 }\nb: { c: *m, d: &l [*m] }\n&k e: &s text\nf: [*l, *s, *k]\n';
    expect(valueOf(text)).toEqual({
      a: { x: 1 },
      b: { c: { x: 1 }, d: [{ x: 1 }] },
      e: 'text',
      f: [[{ x: 1 }], 'text', 'e'],
    });
  });

  test('of a name that is given twice is the last one above', () => {
    expect(valueOf('a: &x 1\nb: *x\nc: &x 2\nd: *x\n')).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });
});

describe('<<', () => {
  const sources = 'x: &x { a: 1, b: 2 }\ny: &y { b: 3, c: 4 }\n';

  test.each([
    ['takes over what an alias names', '<<: *x', { a: 1, b: 2 }],
    ['leaves what the map says itself, whichever stands first', 'b: 0\n  <<: *x\n  a: 9', { a: 9, b: 0 }],
    ['takes of a list the first that has the key', '<<: [*x, *y]', { a: 1, b: 2, c: 4 }],
    ['may stand there twice', '<<: *y\n  <<: *x', { a: 1, b: 3, c: 4 }],
    ['takes a map that stands there itself', '<<: { a: 1 }', { a: 1 }],
    ['is a key like others in quotes', '"<<": { a: 1 }', { '<<': { a: 1 } }],
  ])('%s', (_, lines, expected) => {
    expect(valueOf(`${sources}z:\n  ${lines}\n`)).toEqual({
      x: { a: 1, b: 2 },
      y: { b: 3, c: 4 },
      z: expected,
    });
  });

  test('replaces a map whole where the map says the key itself', () => {
    expect(valueOf('x: &x { a: { p: 1 } }\ny: { <<: *x, a: { q: 2 } }\n')).toEqual({
      x: { a: { p: 1 } },
      y: { a: { q: 2 } },
    });
  });

  test('goes through what was itself put together by <<', () => {
    expect(valueOf(`${sources}z: &z { <<: *x }\nw: { <<: *z, c: 5 }\n`)).toMatchObject({
      w: { a: 1, b: 2, c: 5 },
    });
  });
});
