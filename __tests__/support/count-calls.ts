import { Session } from 'node:inspector';

/** Calls of functions: how often, by the file that declares them. */
export interface Calls {
  /** All calls in files whose path matches; without a pattern, in all files. */
  readonly in: (pattern?: RegExp) => number;
}

/** One entry of what V8's profiler reports. */
interface Coverage {
  readonly url: string;
  readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
}

/**
 * Counts the calls of JavaScript functions while `work` runs, as V8 itself counts them. The count is the same on every
 * machine, which a time is not. A native function, such as `indexOf` or a regular expression, counts only the callbacks
 * that it calls.
 *
 * @see https://chromedevtools.github.io/devtools-protocol/v8/Profiler/
 */
export function countCalls(work: () => unknown): Calls {
  const session = new Session();
  session.connect();
  try {
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    work();
    const coverage: Coverage[] = [];
    session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      if (error !== null) throw error;
      coverage.push(...result);
    });
    session.post('Profiler.stopPreciseCoverage');
    const counts = coverage.map(({ url, functions }) => ({
      url,
      count: functions.reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0),
    }));
    return {
      in: (pattern = /(?:)/) =>
        counts.reduce((sum, { url, count }) => (pattern.test(url) ? sum + count : sum), 0),
    };
  } finally {
    session.disconnect();
  }
}

/**
 * Returns how many times as many calls `work` needs for four times the size: 4 when the calls grow with the size, 16 when
 * they grow with its square.
 *
 * @param prepare Builds the input of a size, which is not counted, and returns the work.
 */
export function growthOfCalls(
  size: number,
  prepare: (size: number) => () => unknown,
  pattern?: RegExp,
): number {
  const [small, large] = [prepare(size), prepare(4 * size)];
  // What the first call of all sets up, such as a schema that is built once, belongs to neither.
  small();
  return countCalls(large).in(pattern) / countCalls(small).in(pattern);
}
