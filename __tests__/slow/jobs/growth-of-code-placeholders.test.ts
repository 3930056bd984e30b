import { describe, expect, test } from '@jest/globals';
import { rejectedArguments } from '../../jobs/code-placeholders/support/commands';
import { growthOfCalls } from '../../support/count-calls';

const placeholder = '<object_key>';

describe('the work of the rule for placeholders in code is linear in the number of arguments', () => {
  const files = /code-placeholders/;
  const repeated = (pair: readonly string[]) => (size: number) => {
    const all = [...Array.from({ length: size }, () => pair).flat(), placeholder];
    return () => rejectedArguments(all);
  };
  test.each([
    [['su', '-c']],
    [['sh', '-o']],
    [['bash', '-oooooooooo']],
    [['env', 'A=b']],
    [['timeout', '60']],
    [['python3', '-W', 'x']],
    [['psql', 'mysql', 'su', 'bq']],
    [['rails', 'runner', '-e', 'x']],
    [['make', 'ssh']],
  ])('%j', (pair) => {
    expect(growthOfCalls(250, repeated(pair), files)).toBeLessThan(4.5);
  });

  test('for a program of many versions', () => {
    const versions = (size: number) => {
      const all = [...Array.from({ length: size }, (_, index) => `psql${index}`), placeholder];
      return () => rejectedArguments(all);
    };
    expect(growthOfCalls(250, versions, files)).toBeLessThan(4.5);
  });
});
