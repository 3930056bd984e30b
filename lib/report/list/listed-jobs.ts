import { instantOf, isKnownTimeZone } from '../../aws/schedules/local-time';
import { nextRunsOf, type Timing } from '../../aws/schedules/schedule-runs';
import type { EnvironmentJobs } from '../../jobs/environment';
import type { FileUploadJob, Job, ScheduledJob } from '../../jobs/job';
import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import type { Schedule } from '../../jobs/triggers/triggers';
import { describeSchedule } from './words/schedule-words';

/** The jobs of an environment, with what is known of them at an instant. */
export interface ListedEnvironment {
  readonly name: string;
  readonly jobs: readonly ListedJob[];
}

export type ListedJob = ListedScheduledJob | ListedUploadJob | ListedWorker;

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

export interface ListedWorker {
  readonly type: 'queue_worker_job';
  readonly job: QueueWorkerJob;
  /** When a message comes by itself, if there is a schedule of messages. */
  readonly schedule: ListedSchedule | undefined;
}

export interface ListedSchedule {
  readonly schedule: Schedule;
  readonly timing: Timing;
  readonly words: string;
  readonly next: NextRuns;
}

export type NextRuns =
  /** At least one, in order. */
  | { readonly kind: 'runs'; readonly runs: readonly Date[] }
  | { readonly kind: 'disabled' }
  /** It never fires again. */
  | { readonly kind: 'finished'; readonly why: string }
  /** AWS knows the time zone, and this Node does not. */
  | { readonly kind: 'unknown-time-zone' };

/** Every job with the first `count` runs of each of its schedules at `from` or later. */
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

/** What a schedule says of when it fires. */
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
  return runs.length > 0 ? { kind: 'runs', runs } : { kind: 'finished', why: whyFinished(timing, from) };
}

function whyFinished({ expression, timezone, endDate }: Timing, from: Date): string {
  if (expression.kind === 'at') {
    return instantOf(expression, timezone) === undefined ? 'clocks skip that time' : 'that time has passed';
  }
  if (endDate === undefined) return 'no time that it names is to come';
  return Date.parse(endDate) < from.getTime() ? 'end_date has passed' : 'no time is left before end_date';
}

/** The first runs of all of a job's schedules, in order; runs of two schedules at one time are two. */
export function firstRunsOf({ schedules }: ListedScheduledJob, count: number): readonly Date[] {
  return schedules
    .flatMap(({ next }) => (next.kind === 'runs' ? next.runs : []))
    .toSorted((a, b) => a.getTime() - b.getTime())
    .slice(0, count);
}

/** Why a schedule's runs can't be told. */
export function unknownTimeZone(timezone: string): string {
  return `this Node.js does not know the time zone ${timezone}`;
}
