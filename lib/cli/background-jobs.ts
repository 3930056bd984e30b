#!/usr/bin/env node
import { runProgram } from './program';

process.exitCode = runProgram(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});
