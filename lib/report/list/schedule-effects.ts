import type { ScheduledAction } from '../../aws/scaling/scaling';
import type { Timing } from '../../aws/schedules/schedule-runs';
import type { Job, ScheduledJob } from '../../jobs/job';
import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import type { Schedule } from '../../jobs/triggers/triggers';
import type { RunPlan } from '../../jobs/run/run-plan';
import { timingOf } from './listed-jobs';
import { describeSchedule } from './words/schedule-words';
import { describeBounds } from './words/worker-words';

/** What comes of a schedule each time that it fires. */
export type ScheduleEffect =
  | { readonly kind: 'run'; readonly run: RunPlan }
  /** A message into the queue of a worker, where it waits if the job is disabled: then no task takes it. */
  | { readonly kind: 'message'; readonly queueName: string; readonly waits: boolean }
  /** Other limits for the number of a worker's tasks. */
  | { readonly kind: 'scheduled_scaling'; readonly action: ScheduledAction };

/** Something that fires by the clock, and what comes of it. */
export interface ScheduleWithEffect {
  readonly jobName: string;
  readonly schedule: FiringTimes;
  readonly timing: Timing;
  readonly words: string;
  readonly firing: ScheduleEffect;
}

type FiringTimes = Pick<
  Schedule,
  | 'name'
  | 'expression'
  | 'parsedExpression'
  | 'timezone'
  | 'startDate'
  | 'endDate'
  | 'flexibleTimeWindowMinutes'
>;

/** All that a job does by the clock, but for what is disabled. */
export function schedulesWithEffects(job: Job): readonly ScheduleWithEffect[] {
  switch (job.type) {
    case 'scheduled_job':
      return job.schedules
        .filter(({ state }) => state === 'ENABLED')
        .map((schedule) => firingSchedule(job.name, schedule, effectOfRun(job)));
    case 'queue_worker_job':
      return [
        ...(job.schedule === undefined ? [] : [firingSchedule(job.name, job.schedule, effectOfMessage(job))]),
        ...job.scaling.scheduledActions.map((action) =>
          firingSchedule(job.name, timesOf(action), { kind: 'scheduled_scaling', action }),
        ),
      ];
    case 'file_upload_job':
      return [];
  }
}

export function effectOfRun({ run }: ScheduledJob): ScheduleEffect {
  return { kind: 'run', run };
}

export function effectOfMessage({ queue, state }: QueueWorkerJob): ScheduleEffect {
  return { kind: 'message', queueName: queue.name, waits: state === 'DISABLED' };
}

/** What comes, so many times. */
export function describeEffect(firing: ScheduleEffect, count: number): string {
  switch (firing.kind) {
    case 'run':
      return count === 1 ? 'a run' : `${count} runs`;
    case 'message': {
      const what = count === 1 ? 'a message into its queue' : `${count} messages into its queue`;
      const waits = count === 1 ? 'it waits' : 'they wait';
      return firing.waits ? `${what}, where ${waits}: the job is disabled` : what;
    }
    case 'scheduled_scaling': {
      const limits = `${describeBounds(firing.action)} from then on`;
      return count === 1 ? limits : `${count} times ${limits}`;
    }
  }
}

function firingSchedule(jobName: string, schedule: FiringTimes, firing: ScheduleEffect): ScheduleWithEffect {
  const timing = timingOf(schedule);
  const words = describeSchedule(timing.expression, timing.timezone);
  return { jobName, schedule, timing, words, firing };
}

function timesOf({ name, expression, parsedExpression, timezone }: ScheduledAction): FiringTimes {
  const bounds = { startDate: undefined, endDate: undefined };
  return { name, expression, parsedExpression, timezone, flexibleTimeWindowMinutes: undefined, ...bounds };
}
