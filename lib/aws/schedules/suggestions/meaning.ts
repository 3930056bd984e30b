import { allowedValues, daysIn, hasRunsOn } from '../expressions/cron-days';
import { rateInterval } from '../expressions/rate-interval';
import type { Cron, CronFieldName, ScheduleExpression } from '../expressions/schedule-expression';
import { instantOf, isKnownTimeZone, type LocalTime } from '../local-time';

/**
 * The times that a text means, in a form that does not depend on AWS's grammar. A suggestion must have the same times.
 */
export type Meaning = CronMeaning | IntervalMeaning | LocalTimeMeaning | InstantMeaning;

/** Times of day on certain days. */
export interface CronMeaning {
  readonly kind: 'cron';
  /** 0 to 59. */
  readonly minutes: ReadonlySet<number>;
  /** 0 to 23. */
  readonly hours: ReadonlySet<number>;
  /** 1 to 12. */
  readonly months: ReadonlySet<number>;
  /** 1970 to 2199. */
  readonly years: ReadonlySet<number>;
  /** Returns whether the schedule fires on a day. The caller has checked that the month and the year of the day match. */
  readonly isDay: (day: DayOfMonth) => boolean;
}

/** A day, and the properties of its month on which day fields can depend. */
export interface DayOfMonth {
  /** 1 to 31. */
  readonly day: number;
  /** The number of days of the month. */
  readonly lastDay: number;
  /** Day of the week; Sunday is 0. */
  readonly weekday: number;
}

/** A fixed interval. */
export interface IntervalMeaning {
  readonly kind: 'interval';
  /** Time between two runs. */
  readonly milliseconds: number;
}

/** One time, in the time zone of the schedule. */
export interface LocalTimeMeaning {
  readonly kind: 'local-time';
  /** Date and time of day. */
  readonly time: LocalTime;
}

/** One time, with an offset from UTC. */
export interface InstantMeaning {
  readonly kind: 'instant';
  /** Milliseconds since 1970. */
  readonly instant: number;
}

/**
 * Whether a schedule fires at exactly the times of a meaning.
 *
 * @param expression - The expression of the schedule.
 * @param meaning - The times.
 * @param timeZone - The IANA name of the schedule's time zone; `undefined` if it is unknown.
 */
export function firesAs(
  expression: ScheduleExpression,
  meaning: Meaning,
  timeZone: string | undefined,
): boolean {
  switch (meaning.kind) {
    case 'cron':
      return expression.kind === 'cron' && firesAsCron(expression, meaning);
    case 'interval':
      return expression.kind === 'rate' && rateInterval(expression) === meaning.milliseconds;
    case 'local-time': {
      if (expression.kind !== 'at') return false;
      const { time } = meaning;
      return localTimeFields.every((field) => expression[field] === time[field]);
    }
    case 'instant':
      return (
        expression.kind === 'at' &&
        timeZone !== undefined &&
        isKnownTimeZone(timeZone) &&
        instantOf(expression, timeZone) === meaning.instant
      );
  }
}

const localTimeFields = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

/**
 * Whether a cron expression fires at exactly the times of a meaning. The days that match depend only on the length of a
 * month and on the weekday of its first day. So it is enough to compare one month for each combination of the two.
 */
function firesAsCron(cron: Cron, meaning: CronMeaning): boolean {
  const isSame = (name: CronFieldName, values: ReadonlySet<number>): boolean => {
    const allowed = allowedValues(cron, name);
    return allowed.length === values.size && allowed.every((value) => values.has(value));
  };
  if (!isSame('minutes', meaning.minutes) || !isSame('hours', meaning.hours)) return false;
  if (!isSame('month', meaning.months) || !isSame('year', meaning.years)) return false;
  const inEveryMonth: Cron = { ...cron, month: [{ kind: 'all' }], year: [{ kind: 'all' }] };
  return monthsOfEachShape().every(({ year, month, firstWeekday, lastDay }) =>
    Array.from({ length: lastDay }, (_, index) => index + 1).every(
      (day) =>
        hasRunsOn(inEveryMonth, year, month, day) ===
        meaning.isDay({ day, lastDay, weekday: (firstWeekday + day - 1) % 7 }),
    ),
  );
}

interface Month {
  readonly year: number;
  readonly month: number;
  /** Sunday is 0. */
  readonly firstWeekday: number;
  readonly lastDay: number;
}

let shapes: readonly Month[] | undefined;

/** Returns one month for each combination of a length and a first weekday. */
function monthsOfEachShape(): readonly Month[] {
  if (shapes !== undefined) return shapes;
  const found = new Map<string, Month>();
  // The calendar repeats after 28 years.
  for (let index = 0; index < 28 * 12; index += 1) {
    const [year, month] = [2000 + Math.floor(index / 12), (index % 12) + 1];
    const firstWeekday = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
    const lastDay = daysIn(year, month);
    found.set(`${firstWeekday} ${lastDay}`, { year, month, firstWeekday, lastDay });
  }
  shapes = [...found.values()];
  return shapes;
}
