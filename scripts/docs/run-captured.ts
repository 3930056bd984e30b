import { runProgram } from '../../lib/cli/program';

/** Result of a call of the program. */
export interface Outcome {
  /** Exit code. */
  readonly status: number;
  /** Standard output. */
  readonly out: string;
  /** Standard error. */
  readonly error: string;
}

/** Runs the program in this process, and returns its output. */
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
