import { Session } from 'node:inspector';
import { afterAll } from '@jest/globals';

/** V8's coverage of a file. */
interface Coverage {
  readonly url: string;
  readonly functions: readonly {
    readonly functionName: string;
    readonly ranges: readonly { readonly count: number; readonly startOffset: number }[];
  }[];
}

/** V8's counters. The first count starts them. They run until the file's tests end, because starting them is slow. */
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

/** Returns the counts since the last time. */
function readCounters(session: Session): readonly Coverage[] {
  const coverage: Coverage[] = [];
  session.post('Profiler.takePreciseCoverage', (error, { result }) => {
    if (error !== null) throw error;
    coverage.push(...result);
  });
  return coverage;
}

/**
 * Counts the calls of JavaScript functions while `work` runs, with V8's coverage. Unlike a duration, the count is the same on
 * every machine. It does not include native functions, such as `indexOf`, except their callbacks.
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

/** The number of calls of each function of the library, by its file, its name and its place in the file. */
export type CallsByFunction = ReadonlyMap<string, number>;

/** Counts the calls of each function of the library while `work` runs. */
export function countEachFunction(work: () => unknown): CallsByFunction {
  counters ??= startCounters();
  readCounters(counters);
  work();
  return new Map(
    readCounters(counters)
      .filter(({ url }) => url.includes('/lib/') && !url.includes('/node_modules/'))
      .flatMap(({ url, functions }) =>
        functions.map(({ functionName, ranges: [whole] }): [string, number] => [
          `${url.slice(url.lastIndexOf('/lib/') + 1)} ${functionName} ${whole?.startOffset ?? 0}`,
          whole?.count ?? 0,
        ]),
      ),
  );
}

/** Returns how often a function with this name was called. Functions of different files can share the name. */
export function callsOfFunction(calls: CallsByFunction, name: string): number {
  const counts = [...calls].filter(([key]) => key.split(' ')[1] === name).map(([, count]) => count);
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * Returns the functions whose number of calls grows by more than eight if the size is four times as large. Sorting grows by
 * less, and quadratic work by 16, however small its share of all work is.
 *
 * @param prepare Builds the input of a size, and returns the work.
 */
export function fastGrowingFunctions(
  size: number,
  prepare: (size: number) => () => unknown,
): readonly string[] {
  const [small, large] = [prepare(size), prepare(4 * size)];
  // The first call can initialize things once.
  small();
  const [before, after] = [countEachFunction(small), countEachFunction(large)];
  // A function with few calls can grow by chance.
  return [...after]
    .filter(([key, count]) => count > 8 * Math.max(before.get(key) ?? 0, 20))
    .map(([key, count]) => `${key}: ${before.get(key) ?? 0} calls, then ${count}`);
}

/**
 * Returns the factor by which the number of calls grows if the size is four times as large: 4 for linear work, 16 for
 * quadratic work.
 *
 * @param prepare Builds the input of a size, and returns the work. Its own calls are not counted.
 * @param files The paths of the files whose functions are counted. Default: all files.
 */
export function growthOfCalls(
  size: number,
  prepare: (size: number) => () => unknown,
  files?: RegExp,
): number {
  const [small, large] = [prepare(size), prepare(4 * size)];
  // The first call can initialize things once, such as a schema; neither count must include that.
  small();
  return countCalls(large, files) / countCalls(small, files);
}
