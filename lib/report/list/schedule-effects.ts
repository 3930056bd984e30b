import type { ScheduledAction } from '../../aws/scaling/scaling';
import type { Timing } from '../../aws/schedules/schedule-runs';
import type { Job, ScheduledJob } from '../../jobs/job';
import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import type { Schedule } from '../../jobs/triggers/triggers';
import type { Run } from '../../jobs/run/run-plan';
import { timingOf } from './listed-jobs';
import { scheduleWords } from './words/schedule-words';
import { limitsWords } from './words/worker-words';

/** What comes of a schedule each time that it fires. */
export type Firing =
  | { readonly kind: 'run'; readonly run: Run }
  /** A message into the queue of a worker, where it waits if the job is disabled: then no task takes it. */
  | { readonly kind: 'message'; readonly queueName: string; readonly waits: boolean }
  /** Other limits for the number of a worker's tasks. */
  | { readonly kind: 'scheduled_scaling'; readonly action: ScheduledAction };

/** Something that fires by the clock, and what comes of it. */
export interface FiringSchedule {
  readonly jobName: string;
  readonly schedule: FiringTimes;
  readonly timing: Timing;
  readonly words: string;
  readonly firing: Firing;
}

type FiringTimes = Pick<
  Schedule,
  'name' | 'expression' | 'timezone' | 'startDate' | 'endDate' | 'flexibleTimeWindowMinutes'
>;

/** All that a job does by the clock, but for what is disabled. */
export function firingSchedulesOf(job: Job): readonly FiringSchedule[] {
  switch (job.type) {
    case 'scheduled_job':
      return job.schedules
        .filter(({ state }) => state === 'ENABLED')
        .map((schedule) => firingSchedule(job.name, schedule, firingOfRun(job)));
    case 'queue_worker_job':
      return [
        ...(job.schedule === undefined ? [] : [firingSchedule(job.name, job.schedule, firingOfMessage(job))]),
        ...job.scaling.scheduledActions.map((action) =>
          firingSchedule(job.name, timesOf(action), { kind: 'scheduled_scaling', action }),
        ),
      ];
    case 'file_upload_job':
      return [];
  }
}

export function firingOfRun({ run }: ScheduledJob): Firing {
  return { kind: 'run', run };
}

export function firingOfMessage({ queue, state }: QueueWorkerJob): Firing {
  return { kind: 'message', queueName: queue.name, waits: state === 'DISABLED' };
}

/** What comes, so many times. */
export function firingWords(firing: Firing, count: number): string {
  switch (firing.kind) {
    case 'run':
      return count === 1 ? 'a run' : `${count} runs`;
    case 'message': {
      const what = count === 1 ? 'a message into its queue' : `${count} messages into its queue`;
      const waits = count === 1 ? 'it waits' : 'they wait';
      return firing.waits ? `${what}, where ${waits}: the job is disabled` : what;
    }
    case 'scheduled_scaling': {
      const limits = `${limitsWords(firing.action)} from then on`;
      return count === 1 ? limits : `${count} times ${limits}`;
    }
  }
}

function firingSchedule(jobName: string, schedule: FiringTimes, firing: Firing): FiringSchedule {
  const timing = timingOf(schedule);
  const words = scheduleWords(timing.expression, timing.timezone);
  return { jobName, schedule, timing, words, firing };
}

function timesOf({ name, expression, timezone }: ScheduledAction): FiringTimes {
  const bounds = { startDate: undefined, endDate: undefined };
  return { name, expression, timezone, flexibleTimeWindowMinutes: undefined, ...bounds };
}
