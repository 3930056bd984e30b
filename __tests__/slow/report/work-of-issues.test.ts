import { describe, expect, jest, test } from '@jest/globals';
import { plainText } from '../../../lib/report/color';
import { renderFrame } from '../../../lib/report/issues/code-frame';
import { renderIssues } from '../../../lib/report/issues/text';
import { issue } from '../../report/issues/support/issues';
import { countCalls, growthOfCalls } from '../../support/count-calls';

describe('issues as text', () => {
  test('read a line of a million characters once for a thousand issues', () => {
    const files = new Map([[issue.file, 'x'.repeat(1_000_000)]]);
    const reads = jest.spyOn(files, 'get');
    const many = Array.from({ length: 1000 }, (_, index) => ({ ...issue, column: 1 + index * 1000 }));
    const searchesFor = (count: number) =>
      countCalls(() => {
        const rendered = renderIssues(many.slice(0, count), { sources: files });
        expect(rendered.match(/\^$/gm)).toHaveLength(count);
      }, /may-hold-secret/);
    expect(searchesFor(1000)).toBe(searchesFor(1));
    expect(reads).toHaveBeenCalledTimes(2);
  });

  test('of one line need calls in proportion to their number', () => {
    const files = new Map([[issue.file, 'x'.repeat(100_000)]]);
    const growth = growthOfCalls(100, (count) => {
      const many = Array.from({ length: count }, (_, index) => ({ ...issue, column: 1000 + index * 100 }));
      return () => renderIssues(many, { sources: files });
    });
    expect(growth).toBeLessThan(4.1);
  });
});

test('the frame of a line needs no more calls for ten million characters than for a thousand', () => {
  const callsFor = (length: number) => {
    const line = 'x'.repeat(length);
    return countCalls(
      () => renderFrame({ line: 7, column: length / 2, severity: 'error' }, line, plainText),
      /\/lib\//,
    );
  };
  expect(callsFor(10_000_000)).toBe(callsFor(1000));
});
