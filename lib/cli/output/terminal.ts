import type { WriteStream } from 'node:tty';
import type { Screen } from '../command';

/** Moves the cursor to the start of the screen, and clears the screen. */
const clearScreen = '\u{1b}[H\u{1b}[J';
/** Moves the cursor to the start of the line, and clears the line. */
const clearLine = '\r\u{1b}[K';
/** The height of a terminal that does not report its size. */
const defaultRows = 24;

/**
 * Returns the terminal that a stream writes to; `undefined` if the stream is a file or a pipe, or the terminal has no control
 * sequences (`TERM=dumb`).
 */
export function terminalOf(
  stream: Pick<WriteStream, 'isTTY' | 'rows' | 'write'>,
  { TERM: term }: NodeJS.ProcessEnv,
): Screen | undefined {
  // The type does not say so, but `isTTY` is undefined for a file.
  if (!stream.isTTY || term === 'dumb') return undefined;
  return {
    clear() {
      // Line breaks move the earlier lines to the history. A clear would delete them.
      stream.write('\n'.repeat(stream.rows || defaultRows) + clearScreen);
    },
    showProgress(text) {
      stream.write(clearLine + text);
    },
  };
}
