import { Session } from 'node:inspector';
import { afterAll } from '@jest/globals';

/** What V8's profiler reports of a file. */
interface Coverage {
  readonly url: string;
  readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
}

/** V8's counters, once a test of the file has counted: to start and to stop them takes longer than to read them. */
let counters: Session | undefined;

afterAll(() => {
  counters?.post('Profiler.stopPreciseCoverage');
  counters?.disconnect();
  counters = undefined;
});

function startCounters(): Session {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  return session;
}

/** Returns what was counted since the last time. */
function readCounters(session: Session): readonly Coverage[] {
  const coverage: Coverage[] = [];
  session.post('Profiler.takePreciseCoverage', (error, { result }) => {
    if (error !== null) throw error;
    coverage.push(...result);
  });
  return coverage;
}

/**
 * Counts the calls of JavaScript functions while `work` runs, as V8 itself counts them for coverage. The count is the same
 * on every machine, which a time is not. Of a native function, such as `indexOf` or a regular expression, only the
 * callbacks are counted.
 *
 * @param files The paths of the files whose functions are counted. Default: all files.
 * @see https://chromedevtools.github.io/devtools-protocol/v8/Profiler/
 */
export function countCalls(work: () => unknown, files = /(?:)/): number {
  counters ??= startCounters();
  readCounters(counters);
  work();
  return readCounters(counters)
    .filter(({ url }) => files.test(url))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0);
}

/**
 * Returns how many times as many calls four times the size needs: 4 when the work grows with the size, 16 when it grows
 * with its square.
 *
 * @param prepare Builds the input of a size, which is not counted, and returns the work.
 * @param files The paths of the files whose functions are counted. Default: all files.
 */
export function growthOfCalls(
  size: number,
  prepare: (size: number) => () => unknown,
  files?: RegExp,
): number {
  const [small, large] = [prepare(size), prepare(4 * size)];
  // What the first call of all sets up, such as a schema that is built once, belongs to neither.
  small();
  return countCalls(large, files) / countCalls(small, files);
}
