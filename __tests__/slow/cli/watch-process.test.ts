import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from '@jest/globals';
import { BuiltProgram } from '../../support/built-program';
import { PrintedText } from '../../support/printed-text';
import { smallConfig, TemporaryFolder } from '../../support/run-program';

let program: BuiltProgram;
let folder: TemporaryFolder;

beforeAll(() => {
  program = new BuiltProgram();
});
afterAll(() => {
  program.remove();
});
beforeEach(() => {
  folder = new TemporaryFolder().write(smallConfig);
});
afterEach(() => {
  folder.remove();
});

/** Watches the folder in a process, which ends with the test. */
async function withProcess(
  work: (process: ReturnType<typeof start>, printed: PrintedText) => Promise<void>,
): Promise<void> {
  const started = start();
  const printed = new PrintedText();
  started.stdout.setEncoding('utf8').on('data', printed.add);
  const ended = once(started, 'exit');
  try {
    await work(started, printed);
  } finally {
    started.kill('SIGKILL');
    await ended;
  }
}

function start() {
  return spawn(process.execPath, [program.path, 'validate', '--watch'], {
    cwd: folder.path,
    env: {},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('the process of validate --watch', () => {
  test('prints plain lines without control sequences to a pipe, and ends with the signal of Ctrl-C', async () => {
    await withProcess(async (started, printed) => {
      const first = await printed.until('press Ctrl-C to end\n');
      folder.write({ 'env-config/dev.yml': 'regoin: x\n' });
      const text = first + (await printed.until('1 error (1 new, 0 fixed)'));
      expect(text).not.toContain('\u{1b}');
      expect(text).not.toContain('checking');
      const ended = once(started, 'exit');
      started.kill('SIGINT');
      expect(await ended).toEqual([null, 'SIGINT']);
    });
  });

  test('ends when the reader of its output ends', async () => {
    await withProcess(async (started, printed) => {
      await printed.until('press Ctrl-C to end\n');
      const ended = once(started, 'exit');
      started.stdout.destroy();
      folder.write({ 'env-config/dev.yml': 'regoin: x\n' });
      expect(await ended).toEqual([0, null]);
    });
  });
});
