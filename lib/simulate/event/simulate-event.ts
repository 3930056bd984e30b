/**
 * Simulates an event: the event jobs that it starts, and the overrides of their tasks. The simulation applies the generated
 * rules, templates and definitions.
 */
import type { Mismatch } from '../../aws/events/explain-mismatch';
import { matchesPattern } from '../../aws/events/match-event-pattern';
import { maximumExecutionInputBytes } from '../../aws/state-machines/limits';
import type { EventJob } from '../../jobs/event/event-job';
import type { EnvironmentJobs } from '../../jobs/environment';
import { jobsOfType } from '../../jobs/job';
import { stepsOf } from '../../jobs/run/run-plan';
import { eventReferencesOf } from '../../jobs/run/ecs-task/task';
import { valueAt } from '../../values/event-templates';
import { isList, isObject, type JsonObject } from '../../values/json';
import { simulateRun, type SimulatedStep } from '../upload/simulate-upload';
import { explainEvent } from './explain-event';

/** A run that the event starts. */
export interface SimulatedEventRun {
  /** The job that the event starts. */
  readonly job: EventJob;
  /** The event. */
  readonly event: JsonObject;
  /** The tasks of the run, in order. */
  readonly steps: readonly SimulatedStep[];
  /** The reason why the run fails; `undefined` if it does not fail. */
  readonly failure: string | undefined;
}

/** A job whose rule does not match. */
export interface UnmatchedEventJob {
  /** The job that the event does not start. */
  readonly job: EventJob;
  /** The fields that do not match. */
  readonly mismatches: readonly Mismatch[];
}

/** The effects of an event in an environment. */
export interface SimulatedEvent {
  /** The environment. */
  readonly environment: EnvironmentJobs;
  /** The jobs that the event starts. */
  readonly runs: readonly SimulatedEventRun[];
  /** Jobs whose disabled rules match. */
  readonly disabled: readonly EventJob[];
  /** Jobs whose rules do not match, the fewest mismatches first. */
  readonly unmatched: readonly UnmatchedEventJob[];
}

/**
 * Simulates an event in an environment. The simulation sends the event to the bus of every job.
 *
 * @param event - A whole event of EventBridge.
 * @param jobName - The only job to simulate.
 * @default jobName every event job
 */
export function simulateEvent(
  environment: EnvironmentJobs,
  event: JsonObject,
  jobName?: string,
): SimulatedEvent {
  const jobs = jobsOfType(environment.jobs, 'event_job').filter(
    ({ name }) => jobName === undefined || name === jobName,
  );
  const matching = jobs.filter(({ rule }) => matchesPattern(rule.eventPattern, event));
  return {
    environment,
    runs: matching
      .filter(({ rule }) => rule.state === 'ENABLED')
      .map((job) => ({ job, event, ...startOf(job, event) })),
    disabled: matching.filter(({ rule }) => rule.state === 'DISABLED'),
    unmatched: jobs
      .filter((job) => !matching.includes(job))
      .map((job) => ({ job, mismatches: explainEvent(job.rule.eventPattern, event) }))
      .sort((a, b) => a.mismatches.length - b.mismatches.length),
  };
}

function startOf(job: EventJob, event: JsonObject): Pick<SimulatedEventRun, 'steps' | 'failure'> {
  const failure = explainLargeInput(job, event) ?? explainUnusableValue(job, event);
  return failure === undefined ? simulateRun(job, event) : { steps: [], failure };
}

/** Returns why the event can't be the input of the job's state machine. */
function explainLargeInput({ target }: EventJob, event: JsonObject): string | undefined {
  const bytes = Buffer.byteLength(JSON.stringify(event));
  return target.kind === 'ecs_cluster' || bytes <= maximumExecutionInputBytes
    ? undefined
    : `the event has ${bytes} bytes; Step Functions accepts an input of at most ${maximumExecutionInputBytes} bytes`;
}

/**
 * Returns why a value of the event can't be passed to a task. ECS accepts only strings. `States.Format` converts numbers,
 * true, false and null to strings, but not lists and objects.
 */
function explainUnusableValue(job: EventJob, event: JsonObject): string | undefined {
  const references = stepsOf(job.run)
    .flatMap(({ task }) => eventReferencesOf(task))
    .filter(({ fromExecution }) => fromExecution !== true);
  for (const { path } of references) {
    const list = pathsAbove(path).find((above) => isList(valueAt(event, above)));
    if (list !== undefined)
      return `${list} is a list in this event, so ${path} can lead to several values; a path must lead to one value, and must not go through a list`;
    const value = valueAt(event, path);
    const type = isList(value) ? 'a list' : isObject(value) ? 'an object' : undefined;
    if (type !== undefined)
      return `${path} is ${type} in this event; the arguments of a command must be strings`;
  }
  return undefined;
}

/** Returns the paths of the objects inside the event that enclose the value at a path, the outermost first. */
function pathsAbove(path: string): readonly string[] {
  const names = path.split('.');
  return names.slice(1, -1).map((_, index) => names.slice(0, index + 2).join('.'));
}
