import type { CronFieldName } from './schedule-expression';

/** What AWS takes in a field of a cron expression. */
interface CronFieldRule {
  /** As AWS's page calls it. */
  readonly title: string;
  readonly minimum: number;
  readonly maximum: number;
  /** Names for the numbers from the minimum on. */
  readonly names: readonly string[];
  /** The wildcards of the field besides `,` `-` and `*`. */
  readonly wildcards: string;
  /** Whether a range may go over the field's end: recorded of hours, and said of days of the week. */
  readonly wraps: boolean;
}

/** The fields in their order. */
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

/** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based */
export const cronFields = {
  minutes: { title: 'minutes', minimum: 0, maximum: 59, names: [], wildcards: '/', wraps: false },
  hours: { title: 'hours', minimum: 0, maximum: 23, names: [], wildcards: '/', wraps: true },
  dayOfMonth: { title: 'day-of-month', minimum: 1, maximum: 31, names: [], wildcards: '/?LW', wraps: false },
  month: { title: 'month', minimum: 1, maximum: 12, names: months, wildcards: '/', wraps: false },
  dayOfWeek: { title: 'day-of-week', minimum: 1, maximum: 7, names: days, wildcards: '?L#', wraps: true },
  year: { title: 'year', minimum: 1970, maximum: 2199, names: [], wildcards: '/', wraps: false },
} as const satisfies Record<CronFieldName, CronFieldRule>;

/** What is allowed in a field, in words. */
export function describeField(name: CronFieldName): string {
  const { title, minimum, maximum, names } = cronFields[name];
  const [first] = names;
  const numbers = `${minimum} to ${maximum}`;
  return `${title} ${title.endsWith('s') ? 'are' : 'is'} ${numbers}${first === undefined ? '' : ` or ${first} to ${names.at(-1) ?? ''}`}`;
}
