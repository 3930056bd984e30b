import { expect, test } from '@jest/globals';
import { parseYaml } from '../../../../lib/config/yaml/parse-yaml';
import { growthOfCalls } from '../../../support/count-calls';

function read(text: string) {
  const { issues, root } = parseYaml('f.yml', text);
  return {
    root,
    issues: issues.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`),
  };
}

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

test.each([
  ['lists', (below: string) => `[${Array(9).fill(below).join(', ')}]`],
  ['maps', (below: string) => `{ a: ${below}, b: ${below}, c: ${below} }`],
  ['<<', (below: string) => `{ <<: [${Array(9).fill(below).join(', ')}] }`],
])('aliases of aliases in %s are rejected before they are expanded', (_, level) => {
  const { issues } = read(
    `a0: &a0 { x: 1 }\n${lines(40, (index) => `a${index + 1}: &a${index + 1} ${level(`*a${index}`)}`)}`,
  );
  expect(issues).toEqual([expect.stringMatching(/^\d+:\d+ alias-explosion /)]);
});

test('a chain of aliases with too many levels of nesting is rejected', () => {
  const text = `a0: &a0 { x: 1 }\n${lines(5000, (index) => `a${index + 1}: &a${index + 1} { a: *a${index} }`)}`;
  expect(read(text).issues).toEqual([
    expect.stringMatching(
      /^\d+:\d+ invalid-yaml the value has more than 100 levels of nesting; use fewer levels$/,
    ),
  ]);
});

test.each([
  ['[', `a: ${'['.repeat(10_000)}`],
  ['[ with a closing ]', `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['{', '{ a: '.repeat(10_000)],
  ['- in one line', `a:\n  ${'- '.repeat(10_000)}x`],
  ['keys', lines(2000, (index) => `${' '.repeat(index)}a:`)],
  ['a: in one line', `a${': a'.repeat(10_000)}`],
])('thousands of nested %s are reported once', (_, text) => {
  expect(read(text).issues).toEqual([
    expect.stringMatching(/^\d+:\d+ invalid-yaml the file has too many levels of nesting; use fewer levels$/),
  ]);
});

test.each<[what: string, textOf: (count: number) => string]>([
  ['[', (count) => '['.repeat(count)],
  ['{', (count) => '{ a: '.repeat(count)],
  ['[{', (count) => '[{'.repeat(count)],
  ['- in one line', (count) => `a:\n  ${'- '.repeat(count)}`],
  ['? in one line', (count) => '? '.repeat(count)],
  ['a: in one line', (count) => `a${': a'.repeat(count)}`],
  ['keys', (count) => lines(count, (index) => `${' '.repeat(index)}a:`)],
  ['keys of list items', (count) => lines(count, (index) => `${' '.repeat(2 * index)}- a:`)],
])('nested %s take the same work, however many there are', (_, textOf) => {
  const growth = growthOfCalls(1000, (count) => {
    const text = textOf(count);
    return () => parseYaml('f.yml', text);
  });
  expect(growth).toBeLessThan(1.3);
});

test('a hundred levels of nesting are accepted, and one more is rejected', () => {
  const nested = (levels: number) => read(`a: ${'['.repeat(levels)}x${']'.repeat(levels)}`).issues;
  expect(nested(99)).toEqual([]);
  expect(nested(100)).toEqual([
    '1:104 invalid-yaml the value has more than 100 levels of nesting; use fewer levels',
  ]);
});

test('ten megabytes of text are accepted', () => {
  const { issues, root } = read(`# ${'x'.repeat(4_000_000)}\na: |\n${'  a line of text\n'.repeat(400_000)}`);
  expect(issues).toEqual([]);
  expect([...root.entries.keys()]).toEqual(['a']);
});

test('tens of thousands of keys in one map are accepted', () => {
  const { issues, root } = read(lines(50_000, (index) => `job${index}: x`));
  expect(issues).toEqual([]);
  expect(root.entries.size).toBe(50_000);
});

test('thousands of anchors and aliases are accepted', () => {
  const { issues, root } = read(lines(20_000, (index) => `a${index}: &a${index} x\nb${index}: *a${index}`));
  expect(issues).toEqual([]);
  expect(root.entries.size).toBe(40_000);
});

test.each([
  ['second documents', '---\na: 1\n'.repeat(50_000)],
  ['stars in one line', `a: ${'* '.repeat(20_000)}`],
  ['quoted texts in one line', `a: ${'"b" '.repeat(20_000)}`],
])('thousands of %s are reported once', (_, text) => {
  expect(read(text).issues).toHaveLength(1);
});

test.each<[what: string, textOf: (count: number) => string]>([
  ['lines of text', (count) => `a: |\n${'  a line of text\n'.repeat(count)}`],
  ['keys in one map', (count) => lines(count, (index) => `job${index}: x`)],
  ['keys of one name', (count) => lines(count, () => 'job: x')],
  [
    'anchors and aliases',
    (count) => lines(count, (index) => `a${index}: &a${index} x\nb${index}: *a${index}`),
  ],
  [
    'aliases of aliases',
    (count) => `a0: &a0 x\n${lines(count, (index) => `a${index + 1}: &a${index + 1} { a: *a${index} }`)}`,
  ],
  ['second documents', (count) => '---\na: 1\n'.repeat(count)],
  ['stars in one line', (count) => `a: ${'* '.repeat(count)}`],
  ['quoted texts in one line', (count) => `a: ${'"b" '.repeat(count)}`],
])('%s take work that grows linearly with their number', (_, textOf) => {
  const growth = growthOfCalls(250, (count) => {
    const text = textOf(count);
    return () => parseYaml('f.yml', text);
  });
  expect(growth).toBeLessThan(4.1);
});
