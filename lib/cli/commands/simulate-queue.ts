import { Option } from 'commander';
import { parseScheduleDate } from '../../aws/schedules/schedules';
import type { EnvironmentJobs } from '../../jobs/environment';
import { isRunJob } from '../../jobs/job';
import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import { queueFormats } from '../../report/simulate-queue/formats';
import type { Arrival } from '../../simulate/queue/arrival';
import { isRate, parseArrivals, parseRate, renderArrivalProblems } from '../../simulate/queue/arrivals';
import { explainInvalidQueueOptions, type QueueNumber } from '../../simulate/queue/options';
import { simulateQueue } from '../../simulate/queue/simulate-queue';
import { optionsOfWorker } from '../../simulate/queue/worker-options';
import { readRegularFile } from '../../text/read-regular-file';
import { defineCommand, type CommandContext, type CommandResult } from '../command';
import { CommandError } from '../command-error';
import { findJob } from '../find-job';
import { loadValid } from '../load-valid';
import { configOptions, formatOption, type ConfigOptions } from '../options';

/** Options of `simulate queue`, as text of the command line. */
export interface SimulateQueueOptions extends ConfigOptions {
  /** Output format. */
  readonly format: keyof typeof queueFormats;
  /** Arrivals of messages: a rate, a burst, or the name of a file. */
  readonly arrivals: string;
  /** Whole seconds in which a task processes a message. */
  readonly secondsPerMessage: string;
  /**
   * Messages that a task processes at the same time.
   *
   * @default 1
   */
  readonly concurrency?: string;
  /**
   * Seconds until a new task receives messages.
   *
   * @default 60
   */
  readonly startSeconds?: string;
  /**
   * Seconds from the end of a minute until alarms get its metrics.
   *
   * @default 60
   */
  readonly metricDelaySeconds?: string;
  /**
   * The length of the simulation in seconds.
   *
   * @default the simulation ends when the queue is empty and the service has min_tasks tasks
   */
  readonly durationSeconds?: string;
  /**
   * Seconds after the start at which a deployment replaces all tasks.
   *
   * @default no deployment
   */
  readonly deployAt?: string;
  /**
   * Whether the queue was idle for six hours before the simulation starts.
   *
   * @default false
   */
  readonly idleQueue?: boolean;
  /**
   * Whether the metric math function `FILL` replaces data points that arrive late.
   *
   * @default false
   */
  readonly fillLateMetrics?: boolean;
  /**
   * The start of the simulation: an ISO 8601 instant.
   *
   * @default the start is unknown, and scheduled_scaling is not simulated
   */
  readonly from?: string;
}

/** `background-jobs simulate queue JOB` */
export const simulateQueueCommand = defineCommand({
  name: 'queue',
  summary: 'simulate how the generated scaling changes the number of a queue worker’s tasks',
  argument: { name: 'job', description: 'name of the queue worker' },
  options: [
    ...configOptions(),
    new Option(
      '--arrivals <file|rate>',
      'arrival of messages: "10/minute", "10/minute for 30m", "burst of 500", or a file with a time in seconds and a count on each line',
    ).makeOptionMandatory(),
    new Option(
      '--seconds-per-message <seconds>',
      'time in which a task processes a message',
    ).makeOptionMandatory(),
    new Option('--concurrency <messages>', 'messages that a task processes at the same time (default: 1)'),
    new Option('--start-seconds <seconds>', 'time until a new task receives messages (default: 60)'),
    new Option(
      '--metric-delay-seconds <seconds>',
      'time from the end of a minute until alarms get its metrics (default: 60)',
    ),
    new Option(
      '--duration-seconds <seconds>',
      'length of the simulation (default: until the queue is empty and min_tasks run)',
    ),
    new Option(
      '--deploy-at <seconds>',
      'time after the start at which a deployment replaces all tasks (default: no deployment)',
    ),
    new Option(
      '--idle-queue',
      'assume that the queue was idle for six hours; its first metrics are then late',
    ),
    new Option('--fill-late-metrics', 'let FILL replace a data point that is late').hideHelp(),
    new Option(
      '--from <time>',
      'time at which the simulation starts; without this option, scheduled_scaling is not simulated',
    ),
    formatOption(queueFormats),
  ],
  run: simulateQueues,
});

/**
 * Simulates the queue of a worker in each selected environment.
 *
 * @param name - The name of the queue worker.
 * @throws CommandError if an option or the configuration is invalid, or the job is not a queue worker.
 */
export function simulateQueues(
  options: SimulateQueueOptions,
  { errorColor }: CommandContext,
  name: string,
): CommandResult {
  const arrivals = readArrivals(options.arrivals);
  const { secondsPerMessage, ...numbers } = parseNumbers(options);
  const from = parseFrom(options.from);
  const { environments } = loadValid(options, errorColor);
  const queues = findWorkers(environments, name).map(({ environment, job }) => ({
    environment: environment.config.name,
    job: job.name,
    simulation: simulateQueue(job.scaling, {
      arrivals,
      secondsPerMessage,
      ...numbers,
      fillsLateMetrics: options.fillLateMetrics ?? false,
      isIdleAtStart: options.idleQueue ?? false,
      ...optionsOfWorker(job),
      ...(from === undefined ? {} : { from }),
    }),
  }));
  if (options.format === 'svg' && queues.length > 1)
    throw new CommandError(2, '--format svg: an image shows one environment; select it with --environment');
  return { output: queueFormats[options.format](queues), format: options.format };
}

function findWorkers(
  environments: readonly EnvironmentJobs[],
  name: string,
): readonly { readonly environment: EnvironmentJobs; readonly job: QueueWorkerJob }[] {
  return findJob(environments, name).map(({ environment, job }) => {
    if (!isRunJob(job)) return { environment, job };
    throw new CommandError(2, `${name}: not a queue worker; use simulate run`);
  });
}

function readArrivals(text: string): readonly Arrival[] {
  const isFile = !isRate(text) && text !== '';
  const parsed = isFile ? parseArrivals(readFile(text)) : parseRate(text);
  if (parsed.ok) return parsed.arrivals;
  throw new CommandError(2, renderArrivalProblems(isFile ? text : '--arrivals', parsed.problems));
}

function readFile(name: string): string {
  const content = readRegularFile(name);
  if (content.ok) return content.value.toString('utf8');
  throw new CommandError(
    2,
    `--arrivals ${name}: not a rate such as 10/minute or "burst of 500", and ${content.reason}`,
  );
}

const flags = [
  ['deployAt', '--deploy-at'],
  ['secondsPerMessage', '--seconds-per-message'],
  ['concurrency', '--concurrency'],
  ['startSeconds', '--start-seconds'],
  ['metricDelaySeconds', '--metric-delay-seconds'],
  ['durationSeconds', '--duration-seconds'],
] as const satisfies readonly (readonly [QueueNumber, string])[];

type Numbers = Readonly<Partial<Record<QueueNumber, number>>>;

/**
 * Parses the options that are numbers.
 *
 * @throws CommandError with every invalid number.
 */
function parseNumbers(options: SimulateQueueOptions): Numbers & { readonly secondsPerMessage: number } {
  const parsed: Partial<Record<QueueNumber, number>> = {};
  for (const [name] of flags) {
    const text = options[name];
    // Text that is not a number becomes NaN, which explainInvalidQueueOptions rejects like any invalid number.
    if (text !== undefined) parsed[name] = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  }
  const problems = explainInvalidQueueOptions(parsed).flatMap(({ option, reason }) =>
    flags.flatMap(([name, flag]) => (name === option ? [`${flag} ${options[name] ?? ''}: ${reason}`] : [])),
  );
  const { secondsPerMessage } = parsed;
  if (secondsPerMessage === undefined || problems.length > 0) throw new CommandError(2, problems);
  return { ...parsed, secondsPerMessage };
}

function parseFrom(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const parsed = parseScheduleDate(text);
  if (!parsed.ok) throw new CommandError(2, `--from ${text}: ${parsed.reason}`);
  return new Date(parsed.value);
}
