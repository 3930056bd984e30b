import { instantOf, isKnownTimeZone } from '../../aws/schedules/local-time';
import { nextRunsOf, type Timing } from '../../aws/schedules/schedule-runs';
import type { EnvironmentJobs } from '../../jobs/environment';
import type { EventJob } from '../../jobs/event/event-job';
import type { FileUploadJob, Job, ScheduledJob } from '../../jobs/job';
import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import type { Schedule } from '../../jobs/triggers/triggers';
import { describeSchedule } from './words/schedule-words';

/** The next runs of jobs. */
export interface ListView {
  readonly environments: readonly ListedEnvironment[];
  readonly from: Date;
  /** Number of runs of each schedule. */
  readonly count: number;
}

/** The jobs of an environment, with their next runs. */
export interface ListedEnvironment {
  readonly name: string;
  readonly jobs: readonly ListedJob[];
}

export type ListedJob = ListedScheduledJob | ListedUploadJob | ListedEventJob | ListedWorker;

export interface ListedScheduledJob {
  readonly type: 'scheduled_job';
  readonly job: ScheduledJob;
  /** In the order of the configuration. */
  readonly schedules: readonly ListedSchedule[];
}

export interface ListedUploadJob {
  readonly type: 'file_upload_job';
  readonly job: FileUploadJob;
}

export interface ListedEventJob {
  readonly type: 'event_job';
  readonly job: EventJob;
}

export interface ListedWorker {
  readonly type: 'queue_worker_job';
  readonly job: QueueWorkerJob;
  /** Schedule that sends messages, if the worker has one. */
  readonly schedule: ListedSchedule | undefined;
}

export interface ListedSchedule {
  readonly schedule: Schedule;
  readonly timing: Timing;
  readonly words: string;
  readonly next: NextRuns;
}

export type NextRuns =
  /** At least one run, in order. */
  | { readonly kind: 'runs'; readonly runs: readonly Date[] }
  | { readonly kind: 'disabled' }
  /** The schedule has no more runs. */
  | { readonly kind: 'finished'; readonly why: string }
  /** This Node does not know a time zone that AWS knows. */
  | { readonly kind: 'unknown-time-zone' };

/** Lists every job, with the first `count` runs of each schedule at `from` or later. */
export function listEnvironment(environment: EnvironmentJobs, from: Date, count: number): ListedEnvironment {
  return {
    name: environment.config.name,
    jobs: environment.jobs.map((job) => listJob(job, from, count)),
  };
}

function listJob(job: Job, from: Date, count: number): ListedJob {
  switch (job.type) {
    case 'file_upload_job':
      return { type: job.type, job };
    case 'event_job':
      return { type: job.type, job };
    case 'scheduled_job':
      return {
        type: job.type,
        job,
        schedules: job.schedules.map((schedule) => listSchedule(schedule, from, count)),
      };
    case 'queue_worker_job': {
      const schedule = job.schedule === undefined ? undefined : listSchedule(job.schedule, from, count);
      return { type: job.type, job, schedule };
    }
  }
}

function listSchedule(schedule: Schedule, from: Date, count: number): ListedSchedule {
  const timing = timingOf(schedule);
  const words = describeSchedule(timing.expression, timing.timezone);
  const next: NextRuns = schedule.state === 'DISABLED' ? { kind: 'disabled' } : nextOf(timing, from, count);
  return { schedule, timing, words, next };
}

/** Returns the times of a schedule, parsed. */
export function timingOf({
  parsedExpression,
  timezone,
  startDate,
  endDate,
}: Pick<Schedule, 'parsedExpression' | 'timezone' | 'startDate' | 'endDate'>): Timing {
  return { expression: parsedExpression, timezone, startDate, endDate };
}

function nextOf(timing: Timing, from: Date, count: number): NextRuns {
  if (!isKnownTimeZone(timing.timezone)) return { kind: 'unknown-time-zone' };
  const runs = nextRunsOf(timing, from, count);
  return runs.length > 0 ? { kind: 'runs', runs } : { kind: 'finished', why: explainFinished(timing, from) };
}

function explainFinished({ expression, timezone, endDate }: Timing, from: Date): string {
  if (expression.kind === 'at') {
    return instantOf(expression, timezone) === undefined ? 'clocks skip this time' : 'this time has passed';
  }
  if (endDate === undefined) return 'all its times have passed';
  return Date.parse(endDate) < from.getTime() ? 'end_date has passed' : 'no more times before end_date';
}

/** Returns the first runs of all schedules of a job, in order. Two schedules that fire at the same time start two runs. */
export function firstRunsOf({ schedules }: ListedScheduledJob, count: number): readonly Date[] {
  return schedules
    .flatMap(({ next }) => (next.kind === 'runs' ? next.runs : []))
    .toSorted((a, b) => a.getTime() - b.getTime())
    .slice(0, count);
}

/** Explains why the runs of a schedule are unknown. */
export function unknownTimeZone(timezone: string): string {
  return `this Node.js does not know the time zone ${timezone}`;
}
