#!/usr/bin/env node
import { wantsColor } from './wants-color';
import { runProgram } from './program';

// A reader that closes the pipe early, such as head, is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = runProgram(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  // A pseudo terminal without a size has 0 columns.
  columns: process.stdout.columns || undefined,
  isColored: {
    out: wantsColor(process.stdout.isTTY, process.env),
    error: wantsColor(process.stderr.isTTY, process.env),
  },
});
