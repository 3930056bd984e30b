import { describe, expect, test } from '@jest/globals';
import { hiddenLinesOf } from '../../../lib/config/secrets/hidden-lines';
import { growthOfCalls } from '../../support/count-calls';

const counted = /lib\/(config\/secrets|text)\//;

describe('hiddenLinesOf', () => {
  test.each([
    ['lines of fields', (count: number) => 'region: us-east-1\n'.repeat(count)],
    ['lines of unknown fields', (count: number) => 'regionn_x: us-east-1\n'.repeat(count)],
    ['lines of secrets', (count: number) => 'a:\n  task_command: [x\n y'.repeat(count)],
    ['dashes in one line', (count: number) => `x: 1\n${'- '.repeat(count)}region: x`],
    ['fields in one line', (count: number) => `x: {${' region: x, '.repeat(count)}`],
    ['unknown fields in one line', (count: number) => `x: {${' reion: x, '.repeat(count)}`],
  ])('takes linear work for %s', (_, textOf) => {
    const growth = growthOfCalls(
      200,
      (count) => {
        const text = textOf(count);
        return () => hiddenLinesOf(text);
      },
      counted,
    );
    expect(growth).toBeLessThan(5);
  });
});
