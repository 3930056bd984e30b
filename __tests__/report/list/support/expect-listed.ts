import { expect } from '@jest/globals';
import { run } from '../../../support/run-program';

/** Expects that `list` prints a configuration deterministically and without control characters, in each format. */
export function expectListed(config: string, when: readonly string[]): void {
  for (const format of ['text', 'json', 'ics']) {
    const call = ['list', '--config', config, '--format', format, ...when];
    const { status, out, error } = run(...call);
    expect({ status, error }).toEqual({ status: 0, error: '' });
    expect(run(...call).out).toBe(out);
    expect(out.replaceAll(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    expect(out).not.toMatch(/undefined|NaN|\[object/);
  }
}
