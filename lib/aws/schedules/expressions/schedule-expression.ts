/**
 * When a schedule of EventBridge Scheduler fires.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export type ScheduleExpression = Cron | Rate | At;

/** `cron(minutes hours day-of-month month day-of-week year)`: one of the two days is `?`. */
export interface Cron {
  readonly kind: 'cron';
  readonly minutes: CronField;
  readonly hours: CronField;
  readonly dayOfMonth: CronField;
  readonly month: CronField;
  readonly dayOfWeek: CronField;
  readonly year: CronField;
}
export type CronFieldName = Exclude<keyof Cron, 'kind'>;

/** What stands in a field, from left to right: any of it matches. Never empty. */
export type CronField = readonly CronItem[];
export type CronItem =
  /** `*` */
  | { readonly kind: 'all' }
  /** `?`: the other day field says it. */
  | { readonly kind: 'other' }
  /** A number; names are numbers too: JAN is 1, SUN is 1. */
  | { readonly kind: 'value'; readonly value: number }
  /** `a-b`; of hours and days of the week, also over the end: `22-2`. */
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  /** Every so many: of the whole field, from a number on, or within a range. */
  | { readonly kind: 'step'; readonly of: CronStepBase; readonly step: number }
  /** `L`: the last day of the month, or of the week. */
  | { readonly kind: 'last' }
  /** `6L`: the month's last Friday. */
  | { readonly kind: 'last-day-of-week'; readonly dayOfWeek: number }
  /** `15W`: the weekday that is nearest to the 15th, in the same month. */
  | { readonly kind: 'nearest-weekday'; readonly dayOfMonth: number }
  /** `3#2`: the month's second Tuesday. */
  | { readonly kind: 'nth-day-of-week'; readonly dayOfWeek: number; readonly nth: number };
export type CronStepBase =
  | { readonly kind: 'all' }
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number };

/** `rate(5 minutes)` */
export interface Rate {
  readonly kind: 'rate';
  /** 1 or more. */
  readonly value: number;
  readonly unit: RateUnit;
}
export const rateUnits = ['minute', 'hour', 'day'] as const;
export type RateUnit = (typeof rateUnits)[number];

/** `at(2030-01-02T03:04:05)`, in the schedule's time zone: a day that exists. */
export interface At {
  readonly kind: 'at';
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** What AWS would not take. */
export interface ParseError {
  readonly kind: 'refusal';
  /** What was got and what is allowed. */
  readonly reason: string;
}

export function parseError(reason: string): ParseError {
  return { kind: 'refusal', reason };
}
