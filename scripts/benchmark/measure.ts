/** Measures processes of Node in pairs. Times differ between machines and between minutes; the ratio of a pair differs much less. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The arguments of `node` for one process. */
export type NodeArguments = readonly string[];

/** What a process used. */
export interface Usage {
  /** User time in milliseconds. */
  readonly user: number;
  /** Peak memory in MiB. */
  readonly peak: number;
}

/** The result of several pairs of processes. */
export interface Comparison {
  /** The median of the ratios of the user times of each pair. */
  readonly ratio: number;
  /** The least ratio of a pair. */
  readonly least: number;
  /** The greatest ratio of a pair. */
  readonly greatest: number;
  /** The medians of the first process of the pairs. */
  readonly first: Usage;
}

/**
 * Runs two processes in turns, and compares their user times.
 *
 * @param rounds - The number of pairs. One more pair runs before them, so that all files are in the cache of the system.
 */
export function compare(rounds: number, first: NodeArguments, second: NodeArguments): Comparison {
  measure(first);
  measure(second);
  const pairs = Array.from({ length: rounds }, () => ({ first: measure(first), second: measure(second) }));
  const ratios = pairs.map((pair) => pair.first.user / pair.second.user);
  return {
    ratio: median(ratios),
    least: Math.min(...ratios),
    greatest: Math.max(...ratios),
    first: {
      user: median(pairs.map((pair) => pair.first.user)),
      peak: median(pairs.map((pair) => pair.first.peak)),
    },
  };
}

/**
 * Runs a process.
 *
 * @throws Error if the process fails.
 */
export function measure(nodeArguments: NodeArguments): Usage {
  const child = spawnSync(
    process.execPath,
    ['--require', join(__dirname, 'report-usage.js'), ...nodeArguments],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], encoding: 'utf8' },
  );
  const [user = NaN, peak = NaN] = (child.output[3] ?? '').split(' ').map(Number);
  if (child.status !== 0 || Number.isNaN(peak))
    throw new Error(`node ${nodeArguments.join(' ')} ended with ${String(child.status)}: ${child.stderr}`);
  return { user: user / 1000, peak: peak / 1024 };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
