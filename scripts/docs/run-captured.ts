import { runProgram, type Outside } from '../../lib/cli/program';

/** The result of a call of the program. */
export interface Outcome {
  /** The exit code. */
  readonly status: number;
  /** Standard output. */
  readonly out: string;
  /** Standard error. */
  readonly error: string;
}

/** Runs the program in this process, and returns its output. */
export function runCaptured(programArguments: readonly string[]): Outcome {
  const { status, printed } = capture(programArguments);
  if (typeof status !== 'number')
    throw new TypeError(`${programArguments.join(' ')}: the command reads AWS; use captureReading`);
  return { status, ...printed };
}

/** Runs a command that reads AWS in this process, and returns its output. */
export async function captureReading(
  programArguments: readonly string[],
  outside: Partial<Outside>,
): Promise<Outcome> {
  const { status, printed } = capture(programArguments, outside);
  return { status: await status, ...printed };
}

function capture(programArguments: readonly string[], outside?: Partial<Outside>) {
  const printed = { out: '', error: '' };
  const status = runProgram(
    programArguments,
    {
      out: (text) => {
        printed.out += text;
      },
      error: (text) => {
        printed.error += text;
      },
    },
    outside,
  );
  return { status, printed };
}
