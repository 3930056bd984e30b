import { describe, expect, test } from '@jest/globals';
import { canWrap, renderTable, wrap } from '../../../lib/report/list/table';
import { printable } from '../../../lib/report/upload-patterns';

describe('a table', () => {
  test('has columns as wide as their widest line, and no spaces after the last', () => {
    const rows = [[['a'], ['b', 'bbb'], ['c']], [['aaa'], [], ['c', 'cc']], [['']]];
    expect(renderTable(rows, '> ')).toEqual([
      '> a    b    c',
      '>      bbb',
      '> aaa       c',
      '>           cc',
      '>',
    ]);
    expect(renderTable([], '')).toEqual([]);
  });

  test('wraps the lines of its last column if it is wider than the terminal', () => {
    const rows = [[['a'], ['one two three four five six', '  seven eight nine ten eleven']]];
    expect(renderTable(rows, '> ', 29)).toEqual([
      '> a  one two three four five',
      '>      six',
      '>      seven eight nine ten',
      '>        eleven',
    ]);
    expect(canWrap(rows, '> ', 29)).toBe(true);
    expect(canWrap(rows, '> ', 28)).toBe(false);
  });
});

describe('a text', () => {
  test('is wrapped only between words, at its width', () => {
    expect(wrap('aaa bbb ccc', 7)).toEqual(['aaa bbb', '  ccc']);
    expect(wrap('aaa bbb ccc', 6)).toEqual(['aaa', '  bbb', '  ccc']);
    expect(wrap('aaaaaaaaaa b', 7)).toEqual(['aaaaaaaaaa', '  b']);
    expect(wrap('', 7)).toEqual(['']);
  });
});

test.each(['a\u009b31m', 'a\u001b[31m', 'a\u2028b', 'a\nb'])(
  '%j is printed without control characters',
  (text) => {
    expect(printable(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
  },
);

test('text without control characters is printed unchanged', () => {
  expect(printable('s3://ü/"x" \\')).toBe('s3://ü/"x" \\');
});
