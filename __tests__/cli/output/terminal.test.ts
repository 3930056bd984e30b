import { expect, test } from '@jest/globals';
import { terminalOf } from '../../../lib/cli/output/terminal';

function written(rows: number, use: (screen: NonNullable<ReturnType<typeof terminalOf>>) => void): string {
  let text = '';
  const write = (more: string | Uint8Array): boolean => {
    text += String(more);
    return true;
  };
  const screen = terminalOf({ isTTY: true, rows, write }, { TERM: 'xterm' });
  if (screen !== undefined) use(screen);
  return text;
}

test('a clear keeps the earlier lines in the history of the terminal', () => {
  const text = written(3, (screen) => {
    screen.clear();
  });
  expect(text).toBe('\n\n\n\u{1b}[H\u{1b}[J');
});

test('progress replaces its line', () => {
  const text = written(3, (screen) => {
    screen.showProgress('checking…');
    screen.showProgress('');
  });
  expect(text).toBe('\r\u{1b}[Kchecking…\r\u{1b}[K');
});

test('a pipe, and a terminal without control sequences, have no screen', () => {
  const write = (): boolean => true;
  expect(terminalOf({ isTTY: false, rows: 24, write }, {})).toBeUndefined();
  expect(terminalOf({ isTTY: true, rows: 24, write }, { TERM: 'dumb' })).toBeUndefined();
});
