import { readFileSync } from 'node:fs';
import { parseScheduleDate } from '../aws/schedules/schedules';
import {
  isRate,
  parseArrivals,
  parseRate,
  renderArrivalProblems,
  type Arrival,
} from '../simulate/queue/arrivals';
import { drawQueue } from '../report/simulate-queue/queue-chart-svg';
import { queuesToJson } from '../report/simulate-queue/queue-to-json';
import { explainInvalidQueueOptions, type QueueNumber } from '../simulate/queue/options';
import { renderQueues } from '../report/simulate-queue/render-queue';
import { simulateQueue } from '../simulate/queue/simulate-queue';
import type { EnvironmentJobs } from '../jobs/environment';
import { isRunJob } from '../jobs/job';
import type { QueueWorkerJob } from '../jobs/queue-worker/queue-worker';
import { plainText, type Color } from '../report/color';
import { CommandError } from './command-error';
import { findJob } from './find-job';
import { load } from './load';
import { throwOnErrors } from './throw-on-errors';

export const queueFormats = ['text', 'json', 'svg'] as const;

export interface SimulateQueueOptions {
  readonly config: string;
  readonly environment: readonly string[];
  readonly format: (typeof queueFormats)[number];
  /** A rate, a burst, or the name of a file. */
  readonly arrivals: string;
  readonly secondsPerMessage: string;
  readonly concurrency?: string;
  readonly startSeconds?: string;
  readonly metricDelaySeconds?: string;
  readonly durationSeconds?: string;
  readonly idleQueue: boolean;
  readonly fillsUnseen: boolean;
  readonly from?: string;
}

/**
 * How the tasks of a queue are scaled when messages come; returns what to print.
 *
 * @throws CommandError for arrivals and options that are wrong, a configuration that is, and a job that has no queue.
 */
export function simulateQueues(
  name: string,
  options: SimulateQueueOptions,
  paint: Color = plainText,
): string {
  const arrivals = readArrivals(options.arrivals);
  const { secondsPerMessage, ...numbers } = readNumbers(options);
  const from = readFrom(options.from);
  const queues = findWorkers(name, options, paint).map(({ environment, job }) => ({
    environment: environment.config.name,
    job: job.name,
    simulation: simulateQueue(job.scaling, {
      arrivals,
      secondsPerMessage,
      ...numbers,
      fillsUnseen: options.fillsUnseen,
      isAsleep: options.idleQueue,
      isProtected: job.protection !== undefined,
      isFifo: job.queue.messageGroupId !== undefined,
      visibilityTimeoutSeconds: job.queue.visibilityTimeoutSeconds,
      ...(from === undefined ? {} : { from }),
    }),
  }));
  const [first, second] = queues;
  switch (options.format) {
    case 'text':
      return renderQueues(queues);
    case 'json':
      return queuesToJson(queues);
    case 'svg':
      if (first === undefined || second !== undefined)
        throw new CommandError(
          2,
          '--format svg: a picture is of one environment; say which with --environment',
        );
      return drawQueue(first);
  }
}

function findWorkers(
  name: string,
  { config, environment, format }: SimulateQueueOptions,
  paint: Color,
): readonly { readonly environment: EnvironmentJobs; readonly job: QueueWorkerJob }[] {
  const loaded = load(config, environment);
  throwOnErrors(loaded, { format: format === 'json' ? 'json' : 'text', paint });
  return findJob(loaded.environments, name).map(({ environment: of, job }) => {
    if (!isRunJob(job)) return { environment: of, job };
    throw new CommandError(2, `${name}: no queue worker; simulate run shows what its runs do`);
  });
}

function readArrivals(text: string): readonly Arrival[] {
  const isFile = !isRate(text) && text !== '';
  const parsed = isFile ? parseArrivals(readFile(text)) : parseRate(text);
  if (parsed.ok) return parsed.arrivals;
  throw new CommandError(2, renderArrivalProblems(isFile ? text : '--arrivals', parsed.problems));
}

function readFile(name: string): string {
  try {
    return readFileSync(name, 'utf8');
  } catch {
    throw new CommandError(
      2,
      `--arrivals ${name}: neither a file nor a rate such as 10/minute or burst of 500`,
    );
  }
}

const names = [
  ['secondsPerMessage', '--seconds-per-message'],
  ['concurrency', '--concurrency'],
  ['startSeconds', '--start-seconds'],
  ['metricDelaySeconds', '--metric-delay-seconds'],
  ['durationSeconds', '--duration-seconds'],
] as const satisfies readonly (readonly [QueueNumber, string])[];

type Numbers = Readonly<Partial<Record<QueueNumber, number>>>;

/** All of them, or all that is wrong with them. */
function readNumbers(options: SimulateQueueOptions): Numbers & { readonly secondsPerMessage: number } {
  const given: Partial<Record<QueueNumber, number>> = {};
  for (const [name] of names) {
    const text = options[name];
    // What is no number is refused like one that is none of those allowed.
    if (text !== undefined) given[name] = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  }
  const refusals = explainInvalidQueueOptions(given).flatMap(({ option, reason }) =>
    names.flatMap(([name, flag]) => (name === option ? [`${flag} ${options[name] ?? ''}: ${reason}`] : [])),
  );
  const { secondsPerMessage } = given;
  if (secondsPerMessage === undefined || refusals.length > 0) throw new CommandError(2, refusals.join('\n'));
  return { ...given, secondsPerMessage };
}

function readFrom(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const parsed = parseScheduleDate(text);
  if (!parsed.ok) throw new CommandError(2, `--from ${text}: ${parsed.reason}`);
  return new Date(parsed.value);
}
