import { describe, expect, test } from '@jest/globals';
import { wantsColor } from '../../../lib/cli/output/wants-color';
import { runProgram } from '../../../lib/cli/program';
import { join } from 'node:path';
import { smallConfig, TemporaryFolder } from '../../support/run-program';

test.each<[isTerminal: boolean, environment: Readonly<Record<string, string>>, isColored: boolean]>([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: 'false' }, false],
  [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, true],
])('with a terminal (%j) and the variables %j, color is %j', (isTerminal, environment, isColored) => {
  expect(wantsColor(isTerminal, environment)).toBe(isColored);
});

describe('the program', () => {
  /** Returns the output of each stream, with one of them in color. */
  const print = (programArguments: readonly string[], colored: 'out' | 'error') => {
    const printed = { out: '', error: '' };
    const folder = new TemporaryFolder().write({ ...smallConfig, 'env-config/dev.yml': 'x: 1\n' });
    void runProgram([...programArguments, '--config', join(folder.path, 'env-config')], {
      out: (text) => (printed.out += text),
      error: (text) => (printed.error += text),
      isColored: { out: colored === 'out', error: colored === 'error' },
    });
    folder.remove();
    return printed;
  };

  test('colors only the stream that is a terminal', () => {
    expect(print(['validate'], 'out').out).toContain('\u001b[');
    expect(print(['validate'], 'error').out).not.toContain('\u001b[');
    expect(print(['synth'], 'error').error).toContain('\u001b[');
    expect(print(['synth'], 'out').error).not.toContain('\u001b[');
  });

  test.each(['json', 'github', 'sarif'])('never colors %s', (format) => {
    expect(print(['validate', '--format', format], 'out').out).not.toContain('\u001b');
  });
});
