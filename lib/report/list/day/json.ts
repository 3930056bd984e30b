import type { ScheduleWithEffect } from '../schedule-effects';
import type { DayTime, DayView } from './view';
import { localIso, readerFields, utcIso } from '../times';

/** Renders every run, message and change of task limits as JSON. The names of the fields are stable. */
export function dayToJson({ environments, on, readerZone }: DayView): string {
  const value = {
    on,
    ...(readerZone === undefined ? {} : { timezone: readerZone }),
    environments: environments.map(({ name, runs, others, skipped, unplaceable }) => ({
      name,
      runs: runs.map((run) => ({
        ...timeToJson(run, readerZone),
        ...windowOf(run.schedule),
        starts_in_same_minute: run.startsInMinute,
      })),
      messages: others.flatMap((time) => messageToJson(time, readerZone)),
      scheduled_scaling: others.flatMap((time) => changeToJson(time, readerZone)),
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

function messageToJson(time: DayTime, readerZone: string | undefined): readonly object[] {
  const { effect } = time.schedule;
  if (effect.kind !== 'message') return [];
  return [{ ...timeToJson(time, readerZone), queue: effect.queueName, ...windowOf(time.schedule) }];
}

function changeToJson(time: DayTime, readerZone: string | undefined): readonly object[] {
  const { effect } = time.schedule;
  if (effect.kind !== 'scheduled_scaling') return [];
  const { minimumCapacity, maximumCapacity } = effect.action;
  return [{ ...timeToJson(time, readerZone), min_tasks: minimumCapacity, max_tasks: maximumCapacity }];
}

function timeToJson({ schedule, at }: DayTime, readerZone: string | undefined): object {
  const { timezone } = schedule.schedule;
  return {
    ...scheduleOf(schedule),
    local: localIso(at, timezone),
    utc: utcIso(at),
    ...readerFields(at, readerZone),
  };
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
