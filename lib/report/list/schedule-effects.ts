import type { ScheduledAction } from '../../aws/scaling/scaling';
import type { Timing } from '../../aws/schedules/schedule-runs';
import { isRunJob, schedulesOf, type Job, type RunJob } from '../../jobs/job';
import type { QueueWorkerJob } from '../../jobs/queue-worker/queue-worker';
import type { Schedule } from '../../jobs/triggers/triggers';
import type { RunPlan } from '../../jobs/run/run-plan';
import { timingOf } from './view';
import { describeSchedule } from './words/schedule-words';
import { describeBounds } from './words/worker-words';

/** Effect of a schedule each time it fires. */
export type ScheduleEffect =
  | { readonly kind: 'run'; readonly run: RunPlan }
  /** A message to the queue of a worker. If the job is disabled, no task receives it. */
  | { readonly kind: 'message'; readonly queueName: string; readonly isJobDisabled: boolean }
  /** A change of a worker's minimum and maximum number of tasks. */
  | { readonly kind: 'scheduled_scaling'; readonly action: ScheduledAction };

/** A schedule and its effect. */
export interface ScheduleWithEffect {
  /** The name of the schedule's job. */
  readonly jobName: string;
  /** Expression, time zone and dates that AWS receives. */
  readonly schedule: ScheduleTimes;
  /** The parsed form of `schedule`. */
  readonly timing: Timing;
  /** The description of the times of `schedule`, in words. */
  readonly words: string;
  /** Result each time the schedule fires. */
  readonly effect: ScheduleEffect;
}

type ScheduleTimes = Pick<
  Schedule,
  | 'name'
  | 'expression'
  | 'parsedExpression'
  | 'timezone'
  | 'startDate'
  | 'endDate'
  | 'flexibleTimeWindowMinutes'
>;

/** Returns the enabled schedules of a job. */
export function schedulesWithEffects(job: Job): readonly ScheduleWithEffect[] {
  if (isRunJob(job))
    return schedulesOf(job)
      .filter(({ state }) => state === 'ENABLED')
      .map((schedule) => scheduleWithEffect(job.name, schedule, effectOfRun(job)));
  return [
    ...schedulesOf(job).map((schedule) => scheduleWithEffect(job.name, schedule, effectOfMessage(job))),
    ...job.scaling.scheduledActions.map((action) =>
      scheduleWithEffect(job.name, timesOf(action), { kind: 'scheduled_scaling', action }),
    ),
  ];
}

/** Returns the effect of the schedules that start a job. */
export function effectOfRun({ run }: Pick<RunJob, 'run'>): ScheduleEffect {
  return { kind: 'run', run };
}

/** Returns the effect of a worker's schedule of messages. */
export function effectOfMessage({ queue, state }: QueueWorkerJob): ScheduleEffect {
  return { kind: 'message', queueName: queue.name, isJobDisabled: state === 'DISABLED' };
}

/** Describes the effect of a schedule that fires `count` times. */
export function describeEffect(effect: ScheduleEffect, count: number): string {
  switch (effect.kind) {
    case 'run':
      return count === 1 ? 'a run' : `${count} runs`;
    case 'message': {
      const messages = count === 1 ? 'a message to its queue' : `${count} messages to its queue`;
      const stay = count === 1 ? 'it stays' : 'they stay';
      return effect.isJobDisabled ? `${messages}; ${stay} there, because the job is disabled` : messages;
    }
    case 'scheduled_scaling': {
      const limits = `${describeBounds(effect.action)} from then on`;
      return count === 1 ? limits : `${count} times: ${limits}`;
    }
  }
}

function scheduleWithEffect(
  jobName: string,
  schedule: ScheduleTimes,
  effect: ScheduleEffect,
): ScheduleWithEffect {
  const timing = timingOf(schedule);
  const words = describeSchedule(timing.expression, timing.timezone);
  return { jobName, schedule, timing, words, effect };
}

function timesOf({ name, expression, parsedExpression, timezone }: ScheduledAction): ScheduleTimes {
  const bounds = { startDate: undefined, endDate: undefined };
  return { name, expression, parsedExpression, timezone, flexibleTimeWindowMinutes: undefined, ...bounds };
}
