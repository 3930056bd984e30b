import type { EnvironmentJobs } from '../../jobs/environment';
import type { Job } from '../../jobs/job';

/** What becomes of a start while a run of the same job goes on. */
export type Overlap = 'allow' | 'skip' | 'replace';

/** How a run goes, as the configuration says it. */
export interface RunPolicy {
  /** Runs after the first, when that fails. */
  readonly retries: number;
  readonly timeoutSeconds: number | undefined;
  readonly overlap: Overlap;
}

/** The one place in which lists read how a job's runs go. */
export function runPolicyOf({ config }: EnvironmentJobs, { type, name }: Job): RunPolicy {
  const jobs = type === 'scheduled_job' ? config.scheduledJobs : config.fileUploadJobs;
  const job = Object.hasOwn(jobs, name) ? jobs[name] : undefined;
  return {
    retries: job?.retry?.max_attempts ?? 0,
    timeoutSeconds: job?.timeout_seconds,
    overlap: 'allow',
  };
}

/** The same in words. */
export function policyWords({ retries, timeoutSeconds, overlap }: RunPolicy): readonly string[] {
  return [retryWords(retries), timeoutWords(timeoutSeconds), overlapWords[overlap]];
}

function retryWords(retries: number): string {
  if (retries === 0) return 'no retries: 1 run';
  return `${retries} ${retries === 1 ? 'retry' : 'retries'}: ${retries + 1} runs at the most`;
}

function timeoutWords(seconds: number | undefined): string {
  return seconds === undefined ? 'no timeout' : `timeout ${durationWords(seconds)}`;
}

const units = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
] as const;

/** In the largest unit of which it is a whole number. */
function durationWords(seconds: number): string {
  const [length, unit] = units.find(([size]) => seconds % size === 0) ?? ([1, 'second'] as const);
  const count = seconds / length;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

const overlapWords = {
  allow: 'runs may overlap',
  skip: 'no start while a run goes on',
  replace: 'a start ends the run that goes on',
} as const satisfies Record<Overlap, string>;
