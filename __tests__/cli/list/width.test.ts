import { describe, expect, test } from '@jest/globals';
import { runProgram } from '../../../lib/cli/program';
import { validFixtures } from '../../support/fixtures';

/** Returns what `list` prints to a terminal of this width; `undefined` if standard output is not a terminal. */
function list(config: string, columns: number | undefined, ...more: readonly string[]): string {
  let out = '';
  const streams = {
    out: (text: string) => {
      out += text;
    },
    error: (text: string) => {
      throw new Error(text);
    },
    columns,
  };
  void runProgram(['list', '--config', config, ...more], streams);
  return out;
}

const nextRuns = ['--from', '2026-12-01T00:00:00Z'];
/** Returns the words without the names of columns, which a narrow terminal has in each row. */
const wordsOf = (text: string) =>
  text
    .replaceAll(/^ +(job|starts|worker|time) {2,}.*$/gm, '')
    .replaceAll(/^ +(next runs|runs|same minute|when|in UTC|job|worker|effect):/gm, '')
    .split(/\s+/)
    .sort();

describe.each(validFixtures())('the list of $name in a terminal', ({ config }) => {
  test.each([
    ['the next runs', nextRuns],
    ['a day', ['--on', '2026-12-01']],
  ])('has the same words in 80 columns: %s', (_, options) => {
    const narrow = list(config, 80, ...options);
    expect(wordsOf(narrow)).toEqual(wordsOf(list(config, undefined, ...options)));
    const tooLong = narrow.split('\n').filter((line) => line.length > 80);
    // A word that is longer than the terminal has a line of its own.
    expect(tooLong.filter((line) => line.trim().includes(' '))).toEqual([]);
  });

  test('is a table if the terminal is wide enough', () => {
    expect(list(config, 300, ...nextRuns)).toBe(list(config, undefined, ...nextRuns));
  });
});
