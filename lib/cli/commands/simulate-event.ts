import { Option } from 'commander';
import { maximumEventBytes } from '../../aws/events/limits';
import { sampleEnvelope } from '../../aws/events/sample-event';
import type { EnvironmentJobs } from '../../jobs/environment';
import { jobsOfType } from '../../jobs/job';
import { eventFormats } from '../../report/simulate-event/formats';
import { simulateEvent } from '../../simulate/event/simulate-event';
import { isObject, type JsonObject } from '../../values/json';
import { defineCommand, type CommandContext, type CommandResult } from '../command';
import { CommandError } from '../command-error';
import { findJob } from '../find-job';
import { loadValid } from '../load-valid';
import { configOptions, formatOption, type ConfigOptions } from '../options';
import { readJsonFile } from '../read-json-file';

interface SimulateEventOptions extends ConfigOptions {
  readonly format: keyof typeof eventFormats;
  /** The name of a JSON file with an event. */
  readonly event: string;
  /**
   * The name of the only job to simulate.
   *
   * @default every event job
   */
  readonly job?: string;
  /**
   * Whether to print the AWS CLI commands that start the jobs.
   *
   * @default false
   */
  readonly printStartCommand?: boolean;
}

/** `background-jobs simulate event` */
export const simulateEventCommand = defineCommand({
  name: 'event',
  summary: 'simulate an event: the event jobs that it starts, and the exact command of each task',
  options: [
    ...configOptions(),
    new Option('--event <file>', 'JSON file with an EventBridge event').makeOptionMandatory(),
    new Option('--job <name>', 'simulate only this job'),
    new Option(
      '--print-start-command',
      'print AWS CLI commands that start the jobs for this event; requires every field of an event',
    ),
    formatOption(eventFormats),
  ],
  run: simulateEvents,
});

function simulateEvents(options: SimulateEventOptions, { errorColor }: CommandContext): CommandResult {
  const { job, printStartCommand: hasStartCommands = false } = options;
  const event = readEvent(options);
  const { environments } = loadValid(options, errorColor);
  if (job !== undefined) checkJob(environments, job);
  const events = environments
    .filter((environment) => job === undefined || hasEventJob(environment, job))
    .map((environment) =>
      simulateEvent(environment, { ...sampleEnvelope(environment.location), ...event }, job),
    );
  return { output: eventFormats[options.format]({ events, hasStartCommands }), isExact: hasStartCommands };
}

function checkJob(environments: readonly EnvironmentJobs[], name: string): void {
  const [found] = findJob(environments, name);
  if (environments.some((environment) => hasEventJob(environment, name))) return;
  const hint = found?.job.type === 'file_upload_job' ? '; use simulate upload for a file upload job' : '';
  throw new CommandError(2, `--job ${name}: must be the name of an event job${hint}`);
}

function hasEventJob({ jobs }: EnvironmentJobs, jobName: string): boolean {
  return jobsOfType(jobs, 'event_job').some(({ name }) => name === jobName);
}

/** Fields that every real event has, but that may be missing from the file for a simulation. */
const optionalFields = ['version', 'id', 'account', 'time', 'region', 'resources', 'detail'] as const;

function readEvent({ event: file, printStartCommand = false }: SimulateEventOptions): JsonObject {
  const option = `--event ${file}`;
  const event = readJsonFile(option, file);
  if (!isObject(event)) throw new CommandError(2, `${option}: must contain a JSON object`);
  const bytes = Buffer.byteLength(JSON.stringify(event));
  if (bytes > maximumEventBytes)
    throw new CommandError(
      2,
      `${option}: the event has ${bytes} bytes; it must have at most ${maximumEventBytes}`,
    );
  if (typeof event['source'] !== 'string' || typeof event['detail-type'] !== 'string') {
    const isEntry = 'Source' in event || 'DetailType' in event;
    const hint = isEntry
      ? '; this is an entry of PutEvents, so write source, detail-type and detail, with detail as an object'
      : '';
    throw new CommandError(2, `${option}: must be an EventBridge event, with source and detail-type${hint}`);
  }
  // A start command starts a real run, so its event must not contain sample values.
  const missing = optionalFields.filter((field) => !Object.hasOwn(event, field));
  if (printStartCommand && missing.length > 0)
    throw new CommandError(
      2,
      `--print-start-command: requires the real event; add ${missing.join(', ')} to ${file}`,
    );
  return event;
}
