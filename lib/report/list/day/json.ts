import type { ScheduleWithEffect } from '../schedule-effects';
import type { DayTime, DayView } from './view';
import { localIso, utcIso } from '../times';

/** Renders every run, message and change of task limits for programs. The fields are stable. */
export function dayToJson({ environments, on }: DayView): string {
  const value = {
    on,
    environments: environments.map(({ name, runs, others, skipped, unplaceable }) => ({
      name,
      runs: runs.map((run) => ({
        ...timeToJson(run),
        ...windowOf(run.schedule),
        starts_in_same_minute: run.startsInMinute,
      })),
      messages: others.flatMap(messageToJson),
      scheduled_scaling: others.flatMap(changeToJson),
      skipped: skipped.map(({ schedule, times }) => ({
        ...kindOf(schedule),
        ...scheduleOf(schedule),
        local_times: times,
      })),
      not_placed: unplaceable.map(({ schedule, reason }) => ({
        ...kindOf(schedule),
        ...scheduleOf(schedule),
        because: reason,
      })),
    })),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function messageToJson(time: DayTime): readonly object[] {
  const { effect } = time.schedule;
  if (effect.kind !== 'message') return [];
  return [{ ...timeToJson(time), queue: effect.queueName, ...windowOf(time.schedule) }];
}

function changeToJson(time: DayTime): readonly object[] {
  const { effect } = time.schedule;
  if (effect.kind !== 'scheduled_scaling') return [];
  const { minimumCapacity, maximumCapacity } = effect.action;
  return [{ ...timeToJson(time), min_tasks: minimumCapacity, max_tasks: maximumCapacity }];
}

function timeToJson({ schedule, at }: DayTime): object {
  const { timezone } = schedule.schedule;
  return { ...scheduleOf(schedule), local: localIso(at, timezone), utc: utcIso(at) };
}

function scheduleOf({ jobName, schedule, words }: ScheduleWithEffect): object {
  return { job: jobName, expression: schedule.expression, timezone: schedule.timezone, words };
}

function windowOf({ schedule }: ScheduleWithEffect): object {
  return { flexible_time_window_minutes: schedule.flexibleTimeWindowMinutes ?? null };
}

function kindOf({ effect }: ScheduleWithEffect): object {
  return { kind: effect.kind };
}
