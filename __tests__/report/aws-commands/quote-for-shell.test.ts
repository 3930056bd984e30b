import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { quote, quoteJson } from '../../../lib/report/aws-commands/quote-for-shell';
import { harmOf, hostileText } from '../../support/hostile-text';

const texts = [hostileText, `'"$x\`x\`\\n\n::x::`, '##[x]', "it's", '\u202e', 'é 日本', '', '$(x) !x'];

/** Returns the arguments that bash reads. */
function argumentsIn(words: readonly string[]): readonly string[] {
  return execFileSync('bash', ['-c', `printf '%s\\0' ${words.join(' ')}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);
}

test('bash reads a quoted text as the same argument, although the command has no control characters', () => {
  const words = texts.map(quote);
  expect(argumentsIn(words)).toEqual(texts);
  expect(harmOf(words.join('\n'), 'text')).toEqual([]);
});

test('bash reads a quoted value as JSON with the same value', () => {
  const words = texts.map(quoteJson);
  expect(argumentsIn(words).map((word): unknown => JSON.parse(word))).toEqual(texts);
  expect(harmOf(words.join('\n'), 'text')).toEqual([]);
});
