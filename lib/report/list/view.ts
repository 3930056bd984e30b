import { instantOf, isKnownTimeZone } from '../../aws/schedules/local-time';
import { nextRunsOf, type Timing } from '../../aws/schedules/schedule-runs';
import type { EnvironmentJobs } from '../../jobs/environment';
import type { EventJob } from '../../jobs/event/event-job';
import type { FileUploadJob, Job, ScheduledJob } from '../../jobs/job';
import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import type { Schedule } from '../../jobs/triggers/triggers';
import { dateTimeText } from './times';
import { describeSchedule } from './words/schedule-words';

/** The next runs of jobs. */
export interface ListView {
  /** Jobs by environment. */
  readonly environments: readonly ListedEnvironment[];
  /** Instant from which the runs are listed. */
  readonly from: Date;
  /** The number of runs of each schedule. */
  readonly count: number;
  /**
   * The time zone of the reader, in which each time is shown beside the job's own time zone.
   *
   * @default UTC
   */
  readonly readerZone?: string;
}

/** The jobs of an environment, with their next runs. */
export interface ListedEnvironment {
  /** The name of the environment. */
  readonly name: string;
  /** Jobs in the order of the configuration. */
  readonly jobs: readonly ListedJob[];
}

/** A job and its schedules, by type. */
export type ListedJob = ListedScheduledJob | ListedUploadJob | ListedEventJob | ListedWorker;

/** A scheduled job and the next runs of each schedule. */
export interface ListedScheduledJob {
  readonly type: 'scheduled_job';
  /** Job whose runs are listed. */
  readonly job: ScheduledJob;
  /** Schedules in the order of the configuration, each with its next runs. */
  readonly schedules: readonly ListedSchedule[];
}

/** A file upload job. It has no schedule, so the list shows no next runs. */
export interface ListedUploadJob {
  readonly type: 'file_upload_job';
  /** File upload job. */
  readonly job: FileUploadJob;
}

/** An event job, which has no schedule. */
export interface ListedEventJob {
  readonly type: 'event_job';
  /** Event job. */
  readonly job: EventJob;
}

/** A queue worker and its schedule of messages. */
export interface ListedWorker {
  readonly type: 'queue_worker_job';
  /** Queue worker. */
  readonly job: QueueWorkerJob;
  /** Schedule that sends messages, if the worker has one. */
  readonly schedule: ListedSchedule | undefined;
}

/** A schedule and its next runs. */
export interface ListedSchedule {
  /** Schedule with the values that AWS receives. */
  readonly schedule: Schedule;
  /** Parsed times of the schedule. */
  readonly timing: Timing;
  /** The description of the times of the schedule, in words. */
  readonly words: string;
  /** Next runs of the schedule, or the reason why there are none. */
  readonly next: NextRuns;
}

/** Next runs of a schedule, or the reason why there are none. */
export type NextRuns =
  /** At least one run, in order. */
  | { readonly kind: 'runs'; readonly runs: readonly Date[] }
  | { readonly kind: 'disabled' }
  /** The schedule has no more runs. */
  | { readonly kind: 'finished'; readonly why: string }
  /** The time zone is known to AWS, but not to the installed version of Node. */
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

/** Returns the parsed times of a schedule. */
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
    const instant = instantOf(expression, timezone);
    return instant === undefined
      ? `clocks skip this time in ${timezone}`
      : `${dateTimeText(new Date(instant), timezone)} in ${timezone} has passed`;
  }
  if (endDate === undefined) return 'all times of the schedule have passed';
  return Date.parse(endDate) < from.getTime() ? 'end_date has passed' : 'no more times before end_date';
}

/**
 * Returns the first runs of all schedules of a job, in order. Two schedules that fire at the same time start two runs.
 */
export function firstRunsOf({ schedules }: ListedScheduledJob, count: number): readonly Date[] {
  return schedules
    .flatMap(({ next }) => (next.kind === 'runs' ? next.runs : []))
    .toSorted((a, b) => a.getTime() - b.getTime())
    .slice(0, count);
}

/** Returns the text for a schedule whose runs are unknown, because Node.js does not know its time zone. */
export function unknownTimeZone(timezone: string): string {
  return `this version of Node.js does not know the time zone ${timezone}; update Node.js`;
}
