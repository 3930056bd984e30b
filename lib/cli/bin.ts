#!/usr/bin/env node
import { wantsColours } from './wants-color';
import { runProgram } from './program';

// A reader that has seen enough, such as head, is no mistake.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = runProgram(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  isColoured: {
    out: wantsColours(process.stdout.isTTY, process.env),
    error: wantsColours(process.stderr.isTTY, process.env),
  },
});
