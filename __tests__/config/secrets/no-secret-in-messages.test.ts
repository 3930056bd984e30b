import { describe, expect, test } from '@jest/globals';
import { leaksIn, markedFields, markedTexts } from '../support/marked-files';

/** A slow test has all files and formats. Each line of the text format has the path and message of the other formats. */
const some = [...markedFields, ...markedTexts].filter((_, index) => index % 13 === 0);

describe('a message or code frame never shows', () => {
  test('a value that can be secret, in a valid or broken form', () => {
    expect(some.length).toBeGreaterThan(250);
    expect(some.flatMap((file) => leaksIn(file, ['text']))).toEqual([]);
  });
});
