import type { CronFieldName } from './schedule-expression';

/** The rules of AWS for a field of a cron expression. */
interface CronFieldRule {
  /** The name in AWS's documentation. */
  readonly title: string;
  readonly minimum: number;
  readonly maximum: number;
  /** The names of the field's numbers, in ascending order from `minimum`. */
  readonly names: readonly string[];
  /** The wildcards that the field allows, except `,` `-` and `*`. */
  readonly wildcards: string;
  /** Whether a range can wrap around: `22-2`. AWS documents this only for days of the week, and accepts it for hours too. */
  readonly wraps: boolean;
}

/**
 * The fields in their order.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export const cronFieldNames = [
  'minutes',
  'hours',
  'dayOfMonth',
  'month',
  'dayOfWeek',
  'year',
] as const satisfies readonly CronFieldName[];

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const;
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;

/**
 * The rules of each field.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export const cronFields = {
  minutes: { title: 'minutes', minimum: 0, maximum: 59, names: [], wildcards: '/', wraps: false },
  hours: { title: 'hours', minimum: 0, maximum: 23, names: [], wildcards: '/', wraps: true },
  dayOfMonth: { title: 'day-of-month', minimum: 1, maximum: 31, names: [], wildcards: '/?LW', wraps: false },
  month: { title: 'month', minimum: 1, maximum: 12, names: months, wildcards: '/', wraps: false },
  dayOfWeek: { title: 'day-of-week', minimum: 1, maximum: 7, names: days, wildcards: '?L#', wraps: true },
  year: { title: 'year', minimum: 1970, maximum: 2199, names: [], wildcards: '/', wraps: false },
} as const satisfies Record<CronFieldName, CronFieldRule>;

/** Describes the values that a field allows: `month must be 1 to 12 or JAN to DEC`. */
export function describeField(name: CronFieldName): string {
  const { title, minimum, maximum, names } = cronFields[name];
  const [first] = names;
  const numbers = `${minimum} to ${maximum}`;
  return `${title} must be ${numbers}${first === undefined ? '' : ` or ${first} to ${names.at(-1) ?? ''}`}`;
}
