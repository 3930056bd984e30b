/** The program, which `bin/background-jobs.js` starts. */
import { terminalOf } from './output/terminal';
import { wantsColor } from './output/wants-color';
import { runProgram, type ExitStatus } from './program';

const stop = new AbortController();

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Nobody reads the results any more.
  stop.abort();
  // A reader that closes the pipe early, such as head, is not an error.
  if (error.code === 'EPIPE') return;
  process.stderr.write(`the output can't be written (${error.message})\n`);
  process.exitCode = 2;
});
// If standard error is closed, errors can't be printed. The exit status still reports them.
process.stderr.on('error', () => undefined);

const ended = runProgram(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  // A pseudo terminal without a size has 0 columns.
  columns: process.stdout.columns || undefined,
  screen: terminalOf(process.stdout, process.env),
  stop: stop.signal,
  isColored: {
    out: wantsColor(process.stdout.isTTY, process.env),
    error: wantsColor(process.stderr.isTTY, process.env),
  },
});
const exit = (status: ExitStatus): void => {
  process.exitCode = status;
};
if (typeof ended === 'number') exit(ended);
else void ended.then(exit);
