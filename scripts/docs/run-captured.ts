import { runProgram } from '../../lib/cli/program';

/** What a call of the program ended with. */
export interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the program in this process, and keeps what it prints. */
export function runCaptured(programArguments: readonly string[]): Outcome {
  let out = '';
  let error = '';
  const status = runProgram(programArguments, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
  });
  return { status, out, error };
}
