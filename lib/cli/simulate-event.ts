import { readFileSync } from 'node:fs';
import { sampleEnvelope } from '../aws/events/sample-event';
import type { EnvironmentJobs } from '../jobs/environment';
import { jobsOfType } from '../jobs/job';
import { plainText, type Color } from '../report/color';
import { eventsToJson, renderEvents, renderEventStartCommands } from '../report/simulate-event/render-event';
import { simulateEvent } from '../simulate/event/simulate-event';
import { isObject, type JsonObject } from '../values/json';
import { CommandError } from './command-error';
import { findJob } from './find-job';
import { load } from './load';
import { throwOnErrors } from './throw-on-errors';

export interface SimulateEventOptions {
  readonly config: string;
  readonly environment: readonly string[];
  readonly format: 'text' | 'json';
  /** A file with an event of EventBridge, as JSON. */
  readonly event: string;
  /** The only job to simulate. @default every event job */
  readonly job?: string;
  readonly printStartCommand: boolean;
}

/**
 * Returns what an event starts, as text or JSON.
 *
 * @throws CommandError for an invalid configuration, for a file without an event, and for a job that does not exist or is
 * of another kind.
 */
export function simulateEvents(options: SimulateEventOptions, paint: Color = plainText): string {
  const { event: file, job, format } = options;
  const event = readEvent(file);
  const loaded = load(options.config, options.environment);
  throwOnErrors(loaded, { format, paint });
  if (job !== undefined) checkJob(loaded.environments, job);
  const events = loaded.environments
    .filter((environment) => job === undefined || hasEventJob(environment, job))
    .map((environment) =>
      simulateEvent(environment, { ...sampleEnvelope(environment.location), ...event }, job),
    );
  if (format === 'json') return eventsToJson(events, options);
  return options.printStartCommand ? renderEventStartCommands(events) : renderEvents(events);
}

function checkJob(environments: readonly EnvironmentJobs[], name: string): void {
  const [found] = findJob(environments, name);
  if (environments.some((environment) => hasEventJob(environment, name))) return;
  const hint = found?.job.type === 'file_upload_job' ? '; simulate upload shows what starts it' : '';
  throw new CommandError(2, `--job ${name}: must be the name of an event job${hint}`);
}

function hasEventJob({ jobs }: EnvironmentJobs, jobName: string): boolean {
  return jobsOfType(jobs, 'event_job').some(({ name }) => name === jobName);
}

function readEvent(file: string): JsonObject {
  const event = parseFile(file);
  const [source, type] = isObject(event) ? [event['source'], event['detail-type']] : [];
  if (isObject(event) && typeof source === 'string' && typeof type === 'string') return event;
  const isEntry = isObject(event) && ('Source' in event || 'DetailType' in event);
  const hint = isEntry
    ? '; this is an entry of PutEvents: write source, detail-type and detail, with detail as an object'
    : '';
  throw new CommandError(
    2,
    `--event ${file}: must be an event of EventBridge, a JSON object with source and detail-type${hint}`,
  );
}

function parseFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError(2, `--event ${file}: ${reasonOf(error)}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(2, `--event ${file}: must be JSON: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
