import { describe, expect, test } from '@jest/globals';
import { plainText, words } from '../../../lib/report/review/words';

describe('words', () => {
  test('a string is a value, a number is text, and other words are inserted', () => {
    expect(words`${'a`b'} runs ${2} times ${words`at ${'06:00'}`}`).toEqual([
      { code: 'a`b' },
      ' runs 2 times at ',
      { code: '06:00' },
    ]);
  });

  test('the plain text has the values without marks', () => {
    expect(plainText(words`${'nightly'} is deleted`)).toBe('nightly is deleted');
  });
});
