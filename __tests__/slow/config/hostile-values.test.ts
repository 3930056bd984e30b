import { test } from '@jest/globals';
import { expectRejectedEverywhere } from '../../config/support/rejected-texts';

test.each([
  ['the first half of a surrogate pair', 'x\ud800y'],
  ['the second half of a surrogate pair', 'x\udc00y'],
  ['U+FFFE', 'x\ufffey'],
  ['U+FFFF', 'x\uffffy'],
])('a text that can’t reach a task is rejected at every place: %s', (_, text) => {
  expectRejectedEverywhere(text, 'unusable-character');
});
