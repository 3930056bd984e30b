/** What the schedule of a job, or of a worker's messages, has to be beyond its fields' types. */
import { explainInvalidLength } from '../../aws/name-limits';
import { nextRuns } from '../../aws/schedules/next-runs';
import { parseScheduleExpression } from '../../aws/schedules/expressions/parse-schedule-expression';
import type { Cron } from '../../aws/schedules/expressions/schedule-expression';
import { parseScheduleDate } from '../../aws/schedules/schedules';
import { serviceNameOf } from '../../config/env-config';
import type { Path, Problem } from '../../config/issues';
import type { ValidParts } from '../../config/valid-parts';
import type { ReadEnvironment } from '../../config/read-config';
import { jobsOf } from '../../config/cross-field-rules';
import { toArray } from '../../config/schema/values';
import { scheduleKey, scheduleName } from '../resource-names';
import { normalizeExpression } from './schedule';

type ScheduledJob = NonNullable<ValidParts['scheduled_jobs']>[string];

/** Each speaks only of fields that are right by themselves. */
export const scheduleRules: readonly ((environment: ReadEnvironment) => readonly Problem[])[] = [
  expressionsAreUnique,
  datesInOrder,
  noDatesWithOneTimeSchedule,
  firesWithinDates,
  namesOfSeveral,
  namesApart,
];

/** What says when something happens, as far as it is right. */
interface PlacedSchedule {
  readonly schedule: Pick<
    ScheduledJob,
    'schedule_expression' | 'schedule_expression_timezone' | 'start_date' | 'end_date'
  >;
  /** Where its fields are. */
  readonly path: Path;
  /** What it does at its times. */
  readonly does: string;
  /** Where a time goes that must be apart from the others. */
  readonly apart: string;
}

/** The schedules that start jobs, and those that put messages into workers' queues. */
function schedulesOf({ validParts: partial }: ReadEnvironment): readonly PlacedSchedule[] {
  const ofJobs = Object.entries(partial.scheduled_jobs ?? {}).map(([name, schedule]) => ({
    schedule,
    path: ['scheduled_jobs', name],
    does: 'start the job',
    apart: 'leave the date out, or give the time a job of its own',
  }));
  const ofWorkers = Object.entries(partial.queue_worker_jobs ?? {}).flatMap(([name, { schedule }]) => {
    if (schedule === undefined) return [];
    const path = ['queue_worker_jobs', name, 'schedule'];
    return [{ schedule, path, does: 'send a message', apart: 'leave the date out' }];
  });
  return [...ofJobs, ...ofWorkers];
}

function ofEachJob(
  { validParts: partial }: ReadEnvironment,
  check: (job: ScheduledJob, path: Path, name: string) => readonly Problem[],
): readonly Problem[] {
  return Object.entries(partial.scheduled_jobs ?? {}).flatMap(([name, job]) =>
    check(job, ['scheduled_jobs', name], name),
  );
}

/** The expressions as AWS writes them, each with its place. */
function expressionsOf({ schedule_expression: given }: PlacedSchedule['schedule'], path: Path) {
  return toArray(given).map((text, index) => ({
    expression: normalizeExpression(text),
    path: [...path, 'schedule_expression', ...(typeof given === 'string' ? [] : [index])],
  }));
}

/** `rate(1 hour)` and `rate(1 hours)` are one. */
function expressionsAreUnique(environment: ReadEnvironment): readonly Problem[] {
  return ofEachJob(environment, (job, path) => {
    const seen = new Set<string>();
    return expressionsOf(job, path).flatMap(({ expression, path: here }): readonly Problem[] => {
      if (!seen.has(expression)) {
        seen.add(expression);
        return [];
      }
      return [
        { path: here, code: 'not-allowed', at: 'value', message: `is in the list already: ${expression}` },
      ];
    });
  });
}

function instantOf(date: string | undefined): number | undefined {
  if (date === undefined) return undefined;
  const parsed = parseScheduleDate(date);
  return parsed.ok ? Date.parse(parsed.value) : undefined;
}

function datesInOrder(environment: ReadEnvironment): readonly Problem[] {
  return schedulesOf(environment).flatMap(({ schedule, path }): readonly Problem[] => {
    const { start_date: start, end_date: end } = schedule;
    const [from, to] = [instantOf(start), instantOf(end)];
    if (from === undefined || to === undefined || from < to) return [];
    const message = `${end ?? ''}: the end comes after start_date, which is ${start ?? ''}`;
    return [{ path: [...path, 'end_date'], code: 'not-allowed', at: 'value', message }];
  });
}

/** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#one-time */
function noDatesWithOneTimeSchedule(environment: ReadEnvironment): readonly Problem[] {
  return schedulesOf(environment).flatMap(({ schedule, path, apart }) => {
    const oneTime = toArray(schedule.schedule_expression).find((text) => text.startsWith('at('));
    if (oneTime === undefined) return [];
    return (['start_date', 'end_date'] as const).flatMap((field): readonly Problem[] => {
      if (schedule[field] === undefined) return [];
      const message = `${oneTime} is a single time, and the Scheduler takes no notice of dates beside one; ${apart}`;
      return [{ path: [...path, field], code: 'one-of', at: 'key', message }];
    });
  });
}

function firesWithinDates(environment: ReadEnvironment): readonly Problem[] {
  return schedulesOf(environment).flatMap(({ schedule, path, does }) => {
    const [from, to] = [instantOf(schedule.start_date), instantOf(schedule.end_date)];
    if (from === undefined && to === undefined) return [];
    if (from !== undefined && to !== undefined && from >= to) return [];
    if (environment.isInvalid([...path, 'schedule_expression_timezone'])) return [];
    return expressionsOf(schedule, path).flatMap(({ expression, path: here }): readonly Problem[] => {
      const parsed = parseScheduleExpression(expression);
      if (!parsed.ok || parsed.value.kind !== 'cron') return [];
      if (firesBetween(parsed.value, from, to, schedule.schedule_expression_timezone)) return [];
      const message = `${expression} has no time ${whenOf(schedule)}: it would never ${does}`;
      return [{ path: here, code: 'not-allowed', at: 'value', message }];
    });
  });
}

function whenOf({ start_date: start, end_date: end }: PlacedSchedule['schedule']): string {
  if (end === undefined) return `after start_date, ${start ?? ''}`;
  return start === undefined
    ? `before end_date, ${end}`
    : `between start_date, ${start}, and end_date, ${end}`;
}

function firesBetween(cron: Cron, from: number | undefined, to = Infinity, timeZone = 'Etc/UTC'): boolean {
  try {
    const [first] = nextRuns(cron, new Date(from ?? 0), timeZone, 1);
    return first !== undefined && first.getTime() <= to;
  } catch {
    // A zone that AWS knows and this Node doesn't.
    return true;
  }
}

/** The names of several schedules are longer than the job's own. */
function namesOfSeveral(environment: ReadEnvironment): readonly Problem[] {
  const serviceName = serviceNameOf(environment.validParts, environment.name);
  if (serviceName === undefined || environment.isInvalid(['service', 'name'])) return [];
  return ofEachJob(environment, (job, path, name): readonly Problem[] => {
    const all = expressionsOf(job, path);
    const [first] = all;
    if (first === undefined || all.length === 1) return [];
    const refusal = explainInvalidLength(
      'schedule',
      scheduleName(serviceName, name, scheduleKey(first.expression, all.length)),
    );
    // A name that is too long for one schedule is told as such.
    if (
      refusal === undefined ||
      explainInvalidLength('schedule', scheduleName(serviceName, name, undefined)) !== undefined
    )
      return [];
    return [{ path, code: 'too-long', at: 'key', message: refusal }];
  });
}

/** A schedule among several has the name that a job could have. */
function namesApart(environment: ReadEnvironment): readonly Problem[] {
  const names = new Set(jobsOf(environment.validParts).map(({ name }) => name));
  return ofEachJob(environment, (job, path, name) => {
    const all = expressionsOf(job, path);
    return all.flatMap(({ expression, path: here }): readonly Problem[] => {
      const key = scheduleKey(expression, all.length);
      if (key === undefined || !names.has(`${name}-${key}`)) return [];
      const message = `the schedule of ${expression} would have the name of the job ${name}-${key}; give that job another`;
      return [{ path: here, code: 'duplicate-job-name', at: 'value', message }];
    });
  });
}
