import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { golden } from '../support/fixtures';
import { run } from '../support/run-program';
import { pairFile, pairs } from './support/pairs';

/** The account of the example, and the account of the secrets in the stub of AWS. */
const accounts: readonly string[] = ['333333333333', '222222222222'];
/** The lines that a reader sees without scrolling. */
const firstScreenLines = 25;

describe('the review of a real plan', () => {
  test.each(pairs.map((pair) => [pair.name, pair] as const))('%s', (_, pair) => {
    const { status, out } = run('review', pairFile(pair, 'plan.json'));
    expect(status).toBe(0);
    expect(out).toBe(golden(pairFile(pair, 'review.md'), out));
    const firstScreen = out.split('\n').slice(0, firstScreenLines).join('\n');
    expect(firstScreen.replaceAll('`', '')).toContain(pair.lesson);
    for (const words of pair.firstScreen) expect(firstScreen).toContain(words);
  });

  test('the stored plans name no account but those of the example and of the stub, and no path of a machine', () => {
    for (const pair of pairs) {
      const text = readFileSync(pairFile(pair, 'plan.json'), 'utf8');
      expect(text.match(/\b\d{12}\b/g)?.filter((id) => !accounts.includes(id)) ?? []).toEqual([]);
      expect(text).not.toMatch(/\/(?:tmp|home|work|usr)\//);
    }
  });
});
