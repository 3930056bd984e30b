import type { ScheduleWithEffect } from './schedule-effects';
import type { DayTime, ListedDay } from './listed-day';
import { localIso, utcIso } from './times';

/** For programs: stable, and every run, message and change. */
export function dayToJson(environments: readonly ListedDay[], on: string): string {
  const value = {
    on,
    environments: environments.map(({ name, runs, others, skipped, notPlaced }) => ({
      name,
      runs: runs.map((run) => ({
        ...timeToJson(run),
        ...windowOf(run.of),
        starts_in_same_minute: run.startsInMinute,
      })),
      messages: others.flatMap(messageToJson),
      scheduled_scaling: others.flatMap(changeToJson),
      skipped: skipped.map(({ of, times }) => ({ ...kindOf(of), ...scheduleOf(of), local_times: times })),
      not_placed: notPlaced.map(({ of, why }) => ({ ...kindOf(of), ...scheduleOf(of), because: why })),
    })),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function messageToJson(time: DayTime): readonly object[] {
  const { firing } = time.of;
  if (firing.kind !== 'message') return [];
  return [{ ...timeToJson(time), queue: firing.queueName, ...windowOf(time.of) }];
}

function changeToJson(time: DayTime): readonly object[] {
  const { firing } = time.of;
  if (firing.kind !== 'scheduled_scaling') return [];
  const { minimumCapacity, maximumCapacity } = firing.action;
  return [{ ...timeToJson(time), min_tasks: minimumCapacity, max_tasks: maximumCapacity }];
}

function timeToJson({ of, at }: DayTime): object {
  const { timezone } = of.schedule;
  return { ...scheduleOf(of), local: localIso(at, timezone), utc: utcIso(at) };
}

function scheduleOf({ jobName, schedule, words }: ScheduleWithEffect): object {
  return { job: jobName, expression: schedule.expression, timezone: schedule.timezone, words };
}

function windowOf({ schedule }: ScheduleWithEffect): object {
  return { flexible_time_window_minutes: schedule.flexibleTimeWindowMinutes ?? null };
}

function kindOf({ firing }: ScheduleWithEffect): object {
  return { kind: firing.kind };
}
