/** Simulates the alarms of a job for a history of its runs. It interprets the generated schedules, rules and definitions. */
import { AlarmEvaluator, type AlarmState } from '../../aws/alarms/evaluate-alarm';
import type { DataPoint } from '../../aws/alarms/metric-math/evaluate-metric-math';
import type { InputTransformer } from '../../aws/events/input-transformer';
import { renderInput } from '../../aws/events/render-input-template';
import { nextRunsOf, type Timing } from '../../aws/schedules/schedule-runs';
import { millisecondsPer } from '../../text/durations';
import { withoutLookups, type Json } from '../../values/deferred-values';
import type { EnvironmentJobs } from '../../jobs/environment';
import { alarmsOf, isRunJob, stateMachineOf, stateOf, topicOfJob, type Job } from '../../jobs/job';
import {
  runningInputPaths,
  runningTargetsOf,
  watchedRunsOf,
  type RunningTarget,
  type Watch,
} from '../../jobs/alarms/watch/watch';
import { scheduledTimeAttribute } from '../../jobs/alarms/watch/notifications';
import { executionArnOf, failureRings, plain, withSkippedRuns } from './failed-runs';
import type { RunHistory } from './history';
import { runCheck, type ListedRun, type Published } from './run-check';

/** The kinds of alarms that can be simulated. */
export const alarmKinds = ['failed', 'missed', 'slow', 'undelivered'] as const;
/** A kind of alarms. */
export type AlarmKind = (typeof alarmKinds)[number];

/** An alarm of a job, and the notifications that it sends. */
export interface SimulatedAlarm {
  /** The kind of the alarm. */
  readonly kind: AlarmKind;
  /** The reason why the job has no such alarm; `undefined` if it has one. */
  readonly isOff: string | undefined;
  /** The messages, in the order of their times. */
  readonly notifications: readonly Published[];
}

/** The simulated alarms of a job. */
export interface SimulatedAlarms {
  /** The environment of the job. */
  readonly environment: EnvironmentJobs;
  /** The job. */
  readonly job: Job;
  /** The history. */
  readonly history: RunHistory;
  /** Each kind of alarm. */
  readonly alarms: readonly SimulatedAlarm[];
}

/** Simulates every kind of alarm of a job. */
export function simulateAlarms(environment: EnvironmentJobs, job: Job, history: RunHistory): SimulatedAlarms {
  return {
    environment,
    job,
    history,
    alarms: alarmKinds.map((kind) => registry[kind](environment, job, withSkippedRuns(job, history))),
  };
}

type Simulation = (environment: EnvironmentJobs, job: Job, history: RunHistory) => SimulatedAlarm;

/** The simulation of each kind of alarm. */
const registry: Readonly<Record<AlarmKind, Simulation>> = {
  failed: failedRuns,
  missed: missedRuns,
  slow: slowRuns,
  undelivered: undeliveredEvents,
};

function failedRuns(environment: EnvironmentJobs, job: Job, history: RunHistory): SimulatedAlarm {
  if (topicOfJob(environment.config, job) === undefined)
    return off('failed', 'the job notifies no SNS topic, or it is disabled');
  return on('failed', failureRings(environment, job, history));
}

function missedRuns(environment: EnvironmentJobs, job: Job, history: RunHistory): SimulatedAlarm {
  const watched = watchedRunsOf(job);
  if (watched === undefined) return off('missed', reasonOfUnwatched(job));
  return on('missed', [
    ...watched.checks.flatMap((check) => {
      const timing = {
        expression: check.parsedExpression,
        timezone: check.timezone,
        startDate: check.startDate,
        endDate: check.endDate,
      };
      const template = textOf(check.input);
      const runs = listedRuns(job, history);
      return dueTimes(timing, history).flatMap((due) => {
        const time = `${due.toISOString().slice(0, 19)}Z`;
        const input: unknown = JSON.parse(template.replaceAll(scheduledTimeAttribute, time));
        return notificationsOfCheck(environment, runs, input, due);
      });
    }),
    ...notificationsOfRuns(environment, job, history, 'next'),
  ]);
}

function slowRuns(environment: EnvironmentJobs, job: Job, history: RunHistory): SimulatedAlarm {
  if (!isRunJob(job) || job.slowRun === undefined)
    return off('slow', 'the job has no expected_seconds, or it notifies no SNS topic');
  return on('slow', notificationsOfRuns(environment, job, history, 'slow'));
}

/**
 * Simulates the alarm of the dead-letter queue, minute by minute. No program reads the messages of the queue, so each
 * one stays there.
 */
function undeliveredEvents(_: EnvironmentJobs, job: Job, history: RunHistory): SimulatedAlarm {
  const found = alarmsOf(job).find(({ key }) => key === 'dead-letters' || key === 'undelivered');
  if (found === undefined || !isRunJob(job) || stateOf(job) === 'DISABLED')
    return off('undelivered', 'the job has no delivery.dead_letter_queue, or it notifies no SNS topic');
  const { alarm, action } = found;
  const topic = action.kind === 'notify_topic' ? plain(action.topic.arn) : '';
  const evaluator = new AlarmEvaluator(alarm);
  const minute = millisecondsPer.minute;
  const values: DataPoint[] = [];
  const notifications: Published[] = [];
  let state: AlarmState = 'OK';
  for (let now = history.from.getTime() + minute; now <= history.until.getTime(); now += minute) {
    const visible = history.undelivered.filter((time) => time.getTime() < now).length;
    values.push(evaluator.valueOf(() => visible));
    const next: AlarmState = evaluator.evaluate(values.slice(-evaluator.range), state).state;
    if (next === 'ALARM' && state === 'OK')
      notifications.push({ at: new Date(now), topic, message: alarm.description });
    state = next;
  }
  return on('undelivered', notifications);
}

/** Returns the due times of a check schedule in the period of the history. */
function dueTimes(timing: Timing, { from, until }: RunHistory): readonly Date[] {
  const due: Date[] = [];
  let next: Date | undefined = from;
  while (next !== undefined) {
    const found: readonly Date[] = nextRunsOf(timing, next, timesPerSearch).filter((time) => time <= until);
    due.push(...found);
    const last = found.at(-1);
    next = last === undefined || found.length < timesPerSearch ? undefined : new Date(last.getTime() + 1);
  }
  return due;
}
const timesPerSearch = 50;

/** Returns the messages of the checks that the start of each run starts. */
function notificationsOfRuns(
  environment: EnvironmentJobs,
  job: Job,
  history: RunHistory,
  check: RunningTarget['check'],
): readonly Published[] {
  const target = runningTargetsOf(job).find((each) => each.check === check);
  const rule = environment.watch?.rules.find(({ jobName }) => jobName === job.name);
  if (target === undefined || rule === undefined) return [];
  const transformer: InputTransformer = {
    inputPaths: runningInputPaths,
    inputTemplate: textOf(target.input),
  };
  const runs = listedRuns(job, history);
  return runs.flatMap(({ executionArn, started }) => {
    const event = {
      source: 'aws.states',
      'detail-type': 'Step Functions Execution Status Change',
      time: `${started.toISOString().slice(0, 19)}Z`,
      detail: { executionArn, stateMachineArn: machineArnOf(job), status: 'RUNNING' },
    };
    return notificationsOfCheck(environment, runs, renderInput(transformer, event), started);
  });
}

function notificationsOfCheck(
  { watch }: EnvironmentJobs,
  runs: readonly ListedRun[],
  input: unknown,
  startedAt: Date,
): readonly Published[] {
  if (watch === undefined) throw new TypeError('the environment has no watch machine');
  const ring = runCheck(definitionOf(watch), input, startedAt, runs);
  return ring === undefined ? [] : [ring];
}

/** Returns the definition of the watch machine. The conversion is slow, and an environment has thousands of checks. */
function definitionOf(watch: Watch): unknown {
  const known = definitions.get(watch);
  if (known !== undefined) return known;
  const definition = withoutLookups(watch.stateMachine.definition);
  definitions.set(watch, definition);
  return definition;
}
const definitions = new WeakMap<Watch, unknown>();

function listedRuns(job: Job, { runs }: RunHistory): readonly ListedRun[] {
  const machine = machineArnOf(job);
  return runs.map((run, index) => ({ ...run, executionArn: executionArnOf(machine, index + 1) }));
}

function machineArnOf(job: Job): string {
  return String(stateMachineOf(job)?.arn ?? '');
}

function reasonOfUnwatched(job: Job): string {
  if (job.type !== 'scheduled_job' || job.missedRun.kind === 'watched') return 'the job has no schedule';
  return {
    no_topic: 'the job notifies no SNS topic, or it is disabled',
    off: 'missed_run is false',
    frequent: 'the runs are less than 15 minutes apart, and missed_run is not set',
  }[job.missedRun.why];
}

function on(kind: AlarmKind, notifications: readonly Published[]): SimulatedAlarm {
  return {
    kind,
    isOff: undefined,
    notifications: notifications.toSorted((a, b) => a.at.getTime() - b.at.getTime()),
  };
}

function off(kind: AlarmKind, reason: string): SimulatedAlarm {
  return { kind, isOff: reason, notifications: [] };
}

/** Returns JSON with the name of each lookup in its place. */
function textOf(json: Json): string {
  return JSON.stringify(withoutLookups(json));
}
