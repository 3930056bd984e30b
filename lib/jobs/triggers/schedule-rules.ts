/** Validation rules that compare several fields of a schedule, in scheduled jobs and in queue workers. */
import { explainInvalidLength } from '../../aws/name-limits';
import { nextRuns } from '../../aws/schedules/next-runs';
import { parseScheduleExpression } from '../../aws/schedules/expressions/parse-schedule-expression';
import type { Cron } from '../../aws/schedules/expressions/schedule-expression';
import { parseScheduleDate } from '../../aws/schedules/schedules';
import { serviceNameOf } from '../../config/env-config';
import type { Violation } from '../../config/rules/apply-rules';
import type { Path } from '../../config/issues/issues';
import type { ValidParts } from '../../config/valid-parts';
import type { ReadEnvironment } from '../../config/reading/read-environment';
import { jobsOf } from '../../config/rules/cross-field-rules';
import { missedRunSeconds } from '../../config/rules/missed-run-seconds';
import { toArray } from '../../config/schema/values';
import { secondsPer } from '../../text/durations';
import { nameSource, scheduleKey, scheduleName } from '../resource-names';
import { normalizeExpression } from './schedule';

type ScheduledJob = NonNullable<ValidParts['scheduled_jobs']>[string];

interface ScheduleEntry {
  readonly schedule: Pick<
    ScheduledJob,
    'schedule_expression' | 'schedule_expression_timezone' | 'start_date' | 'end_date'
  >;
  /** The path of the schedule's fields. */
  readonly path: Path;
  /** The effect of the schedule, as a phrase for messages: "start the job". */
  readonly action: string;
  /** The advice in a message about a one-time schedule with a start or end date: "remove the date". */
  readonly remedyOfDate: string;
}

/** Returns the schedules that start jobs, and those that send messages to workers. */
function schedulesOf({ validParts }: ReadEnvironment): readonly ScheduleEntry[] {
  const ofJobs = Object.entries(validParts.scheduled_jobs ?? {}).map(([name, schedule]) => ({
    schedule,
    path: ['scheduled_jobs', name],
    action: 'start the job',
    remedyOfDate: 'remove the date, or give the one-time schedule its own job',
  }));
  const ofWorkers = Object.entries(validParts.queue_worker_jobs ?? {}).flatMap(([name, { schedule }]) => {
    if (schedule === undefined) return [];
    return [
      {
        schedule,
        path: ['queue_worker_jobs', name, 'schedule'],
        action: 'send a message',
        remedyOfDate: 'remove the date',
      },
    ];
  });
  return [...ofJobs, ...ofWorkers];
}

function ofEachJob(
  { validParts }: ReadEnvironment,
  check: (job: ScheduledJob, path: Path, name: string) => readonly Violation[],
): readonly Violation[] {
  return Object.entries(validParts.scheduled_jobs ?? {}).flatMap(([name, job]) =>
    check(job, ['scheduled_jobs', name], name),
  );
}

/** Returns the expressions in AWS's spelling, each with its path. */
function expressionsOf({ schedule_expression: configured }: ScheduleEntry['schedule'], path: Path) {
  return toArray(configured).map((text, index) => ({
    expression: normalizeExpression(text),
    path: [...path, 'schedule_expression', ...(typeof configured === 'string' ? [] : [index])],
  }));
}

/** Finds expressions that a job has more than once. `rate(1 hour)` and `rate(1 hours)` are the same schedule. */
export function expressionsAreUnique(environment: ReadEnvironment): readonly Violation[] {
  return ofEachJob(environment, (job, path) => {
    const seen = new Set<string>();
    return expressionsOf(job, path).flatMap(({ expression, path: expressionPath }): readonly Violation[] => {
      if (!seen.has(expression)) {
        seen.add(expression);
        return [];
      }
      const message = `${expression} is in the list more than once; keep one`;
      return [{ path: expressionPath, at: 'value', message }];
    });
  });
}

function instantOf(date: string | undefined): number | undefined {
  if (date === undefined) return undefined;
  const parsed = parseScheduleDate(date);
  return parsed.ok ? Date.parse(parsed.value) : undefined;
}

/** Finds end dates that are not after the start date. */
export function endAfterStart(environment: ReadEnvironment): readonly Violation[] {
  return schedulesOf(environment).flatMap(({ schedule, path }): readonly Violation[] => {
    const { start_date: start, end_date: end } = schedule;
    const [from, to] = [instantOf(start), instantOf(end)];
    if (from === undefined || to === undefined || from < to) return [];
    const message = `end_date is ${end ?? ''}; it must be after start_date (${start ?? ''})`;
    return [{ path: [...path, 'end_date'], at: 'value', message }];
  });
}

/**
 * Finds start dates and end dates of one-time schedules. The Scheduler ignores them.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#one-time
 */
export function noDatesWithOneTimeSchedule(environment: ReadEnvironment): readonly Violation[] {
  return schedulesOf(environment).flatMap(({ schedule, path, remedyOfDate }) => {
    const oneTime = toArray(schedule.schedule_expression).find((text) => text.startsWith('at('));
    if (oneTime === undefined) return [];
    return (['start_date', 'end_date'] as const).flatMap((field): readonly Violation[] => {
      if (schedule[field] === undefined) return [];
      const message = `${field} has no effect with the one-time schedule ${oneTime}; ${remedyOfDate}`;
      return [{ path: [...path, field], at: 'key', message }];
    });
  });
}

/** Finds cron schedules whose expression matches no time between their start date and end date. */
export function firesWithinDates(environment: ReadEnvironment): readonly Violation[] {
  return schedulesOf(environment).flatMap(({ schedule, path, action }) => {
    const [from, to] = [instantOf(schedule.start_date), instantOf(schedule.end_date)];
    if (from === undefined && to === undefined) return [];
    if (from !== undefined && to !== undefined && from >= to) return [];
    if (environment.isInvalid([...path, 'schedule_expression_timezone'])) return [];
    return expressionsOf(schedule, path).flatMap(
      ({ expression, path: expressionPath }): readonly Violation[] => {
        const parsed = parseScheduleExpression(expression);
        if (!parsed.ok || parsed.value.kind !== 'cron') return [];
        if (firesBetween(parsed.value, from, to, schedule.schedule_expression_timezone)) return [];
        const message = `${expression} has no time ${describeDates(schedule)}, and would never ${action}; change the expression or the dates`;
        return [{ path: expressionPath, at: 'value', message }];
      },
    );
  });
}

function describeDates({ start_date: start, end_date: end }: ScheduleEntry['schedule']): string {
  if (end === undefined) return `after start_date (${start ?? ''})`;
  return start === undefined
    ? `before end_date (${end})`
    : `between start_date (${start}) and end_date (${end})`;
}

function firesBetween(cron: Cron, from: number | undefined, to = Infinity, timeZone = 'Etc/UTC'): boolean {
  try {
    const [first] = nextRuns(cron, new Date(from ?? 0), timeZone, 1);
    return first !== undefined && first.getTime() <= to;
  } catch {
    // AWS knows the time zone, but this version of Node.js does not, so the times are unknown.
    return true;
  }
}

/** Finds jobs whose missed runs would be reported before the Scheduler has to start them. */
export function missedRunAfterWindow(environment: ReadEnvironment): readonly Violation[] {
  return ofEachJob(environment, (job, path): readonly Violation[] => {
    const { missed_run: missedRun, flexible_time_window_minutes: minutes } = job;
    const after = typeof missedRun === 'object' ? missedRun.after_seconds : undefined;
    if (after === undefined || minutes === undefined) return [];
    const minimum = minutes * secondsPer.minute + missedRunSeconds.minimum;
    if (after >= minimum) return [];
    const message = `after_seconds is ${after}; it must be at least ${minimum}, because flexible_time_window_minutes (${minutes}) lets AWS start a run later; increase after_seconds, or remove it to use the default`;
    return [
      {
        path: [...path, 'missed_run', 'after_seconds'],
        alternatives: [[...path, 'flexible_time_window_minutes']],
        at: 'value',
        message,
      },
    ];
  });
}

/**
 * Finds jobs with several schedules whose names exceed AWS's maximum. Another rule examines the shorter name of a
 * single schedule.
 */
export function severalScheduleNamesFitLimits(environment: ReadEnvironment): readonly Violation[] {
  const serviceName = serviceNameOf(environment.validParts, environment.name);
  if (serviceName === undefined || environment.isInvalid(['service', 'name'])) return [];
  return ofEachJob(environment, (job, path, name): readonly Violation[] => {
    const expressions = expressionsOf(job, path);
    const [first] = expressions;
    if (first === undefined || expressions.length === 1) return [];
    const explain = (key: string | undefined) =>
      explainInvalidLength('schedule', scheduleName(serviceName, name, key), nameSource);
    const message = explain(scheduleKey(first.expression, expressions.length));
    if (message === undefined || explain(undefined) !== undefined) return [];
    return [{ path, at: 'key', message }];
  });
}

/**
 * Finds schedules that would have the same name as the resources of another job. Example: the job `a` has several
 * schedules, one of them with the key `1b2c3d4e`, and another job is named `a-1b2c3d4e`. If a job has only one schedule,
 * the schedule's name has no key.
 */
export function scheduleNamesAreUnique(environment: ReadEnvironment): readonly Violation[] {
  const names = new Set(jobsOf(environment.validParts).map(({ name }) => name));
  return ofEachJob(environment, (job, path, name) => {
    const expressions = expressionsOf(job, path);
    return expressions.flatMap(({ expression, path: expressionPath }): readonly Violation[] => {
      const key = scheduleKey(expression, expressions.length);
      if (key === undefined || !names.has(`${name}-${key}`)) return [];
      const message = `${expression} would create a schedule with the same name as the job ${name}-${key}; rename the job ${name}-${key}`;
      return [{ path: expressionPath, at: 'value', message }];
    });
  });
}
