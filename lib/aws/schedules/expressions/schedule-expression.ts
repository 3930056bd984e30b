/**
 * A parsed schedule expression of EventBridge Scheduler.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export type ScheduleExpression = Cron | Rate | At;

/** `cron(minutes hours day-of-month month day-of-week year)`. Exactly one of the two day fields is `?`. */
export interface Cron {
  readonly kind: 'cron';
  /** 0 to 59. */
  readonly minutes: CronField;
  /** 0 to 23. */
  readonly hours: CronField;
  /** 1 to 31. */
  readonly dayOfMonth: CronField;
  /** 1 to 12. */
  readonly month: CronField;
  /** 1 to 7; Sunday is 1. */
  readonly dayOfWeek: CronField;
  /** 1970 to 2199. */
  readonly year: CronField;
}
/** The name of a field. */
export type CronFieldName = Exclude<keyof Cron, 'kind'>;

/** The items of a field, from left to right. A value must match at least one item. The list is never empty. */
export type CronField = readonly CronItem[];
/** An item of a field. */
export type CronItem =
  /** `*`: each value. */
  | { readonly kind: 'all' }
  /** `?`: the other day field selects the days. */
  | { readonly kind: 'other' }
  /** A number, or a name: `JAN` and `SUN` are 1. */
  | { readonly kind: 'value'; readonly value: number }
  /** `a-b`. Ranges of hours and days of the week can wrap around: `22-2`. */
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  /**
   * `10/5`: every fifth value, the first of which is 10. `10-30/5`: every fifth value from 10 to 30. If the base is `*`,
   * every fifth value of the field.
   */
  | { readonly kind: 'step'; readonly base: CronStepBase; readonly step: number }
  /** `L`: the last day of the month or the week. */
  | { readonly kind: 'last' }
  /** `6L`: the last Friday of the month. */
  | { readonly kind: 'last-day-of-week'; readonly dayOfWeek: number }
  /** `15W`: the weekday nearest to the 15th in the same month. */
  | { readonly kind: 'nearest-weekday'; readonly dayOfMonth: number }
  /** `3#2`: the second Tuesday of the month. */
  | { readonly kind: 'nth-day-of-week'; readonly dayOfWeek: number; readonly nth: number };
/** The values from which a step such as `/5` selects. */
export type CronStepBase =
  | { readonly kind: 'all' }
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number };

/** `rate(5 minutes)`: a fixed interval. */
export interface Rate {
  readonly kind: 'rate';
  /** The number of units, at least 1. */
  readonly value: number;
  /** The unit of time. */
  readonly unit: RateUnit;
}

/** The units of a rate, in the singular. */
export const rateUnits = ['minute', 'hour', 'day'] as const;
/** A unit of a rate. */
export type RateUnit = (typeof rateUnits)[number];

/** `at(2030-01-02T03:04:05)`: one time, in the time zone of the schedule. The day exists. */
export interface At {
  readonly kind: 'at';
  /** Four digits. */
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  /** 0 to 23. */
  readonly hour: number;
  /** 0 to 59. */
  readonly minute: number;
  /** 0 to 59. */
  readonly second: number;
}
