/**
 * Converts the schedule of a Copilot job to the expression that Copilot gives to EventBridge, with Copilot's own mistakes, so
 * that the job runs at the same times.
 *
 * @see https://github.com/aws/copilot-cli/blob/v1.34.0/internal/pkg/deploy/cloudformation/stack/scheduled_job.go
 */
import { explainInvalidScheduleExpression } from '../../config/schema/scheduled-job';
import { parseGoDuration } from './go-duration';

/** What a schedule of Copilot becomes. */
export type ConvertedSchedule =
  | {
      readonly kind: 'expression';
      /** The expression of EventBridge. */
      readonly expression: string;
      /** A difference between what the schedule seems to say and what Copilot runs; `undefined` if there is none. */
      readonly surprise: string | undefined;
    }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'invalid'; readonly reason: string };

/** The expression of a disabled job, as in Copilot's template. */
export const disabledExpression = 'rate(5 minutes)';

/** Copilot compares only the beginning of a preset, in this order. */
const presets: readonly (readonly [preset: string, expression: string])[] = [
  ['@hourly', 'cron(0 * * * ? *)'],
  ['@midnight', 'cron(0 0 * * ? *)'],
  ['@daily', 'cron(0 0 * * ? *)'],
  ['@weekly', 'cron(0 0 ? * 1 *)'],
  ['@monthly', 'cron(0 0 1 * ? *)'],
  ['@annually', 'cron(0 0 1 1 ? *)'],
  ['@yearly', 'cron(0 0 1 1 ? *)'],
];

/** Converts a schedule. */
export function convertSchedule(schedule: string): ConvertedSchedule {
  if (schedule === 'none') return { kind: 'disabled' };
  const converted = convert(schedule);
  if (converted.kind !== 'expression') return converted;
  const reason = explainInvalidScheduleExpression(converted.expression);
  return reason === undefined ? converted : invalid(`${converted.expression}: ${reason}`);
}

function convert(schedule: string): ConvertedSchedule {
  if (/(?:rate|cron)\(.*\)/.test(schedule)) return exactly(schedule);
  if (schedule.startsWith('@every ')) return convertInterval(schedule.slice('@every '.length));
  const preset = presets.find(([name]) => name === schedule);
  if (preset !== undefined) return exactly(preset[1]);
  return convertCron(schedule);
}

function exactly(expression: string): ConvertedSchedule {
  return { kind: 'expression', expression, surprise: undefined };
}

function invalid(reason: string): ConvertedSchedule {
  return { kind: 'invalid', reason };
}

/** Copilot writes every interval in minutes. */
function convertInterval(text: string): ConvertedSchedule {
  const milliseconds = parseGoDuration(text);
  const minutes = (milliseconds ?? 0) / 60_000;
  if (!Number.isInteger(minutes) || minutes < 1)
    return invalid(`@every ${text}: Copilot accepts only a whole number of minutes, at least 1`);
  return exactly(`rate(${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`);
}

const names = {
  month: 'JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC',
  day: 'SUN|MON|TUE|WED|THU|FRI|SAT',
};
const cronFields = [
  { minimum: 0, maximum: 59, names: '' },
  { minimum: 0, maximum: 23, names: '' },
  { minimum: 1, maximum: 31, names: '' },
  { minimum: 1, maximum: 12, names: names.month },
  { minimum: 0, maximum: 6, names: names.day },
] as const;

/** Whether the parser of Copilot accepts a field of a cron expression. */
function isValidField(text: string, field: (typeof cronFields)[number]): boolean {
  const value = field.names === '' ? '\\d+' : `\\d+|${field.names}`;
  const item = new RegExp(`^(?:\\*|\\?|(?:${value})(?:-(?:${value}))?)(?:/[1-9]\\d*)?$`, 'i');
  return text.split(',').every((part) => {
    if (!item.test(part)) return false;
    const [range = ''] = part.split('/');
    return (range.match(/\d+/g) ?? []).every(
      (digits) => Number(digits) >= field.minimum && Number(digits) <= field.maximum,
    );
  });
}

function convertCron(schedule: string): ConvertedSchedule {
  const fields = schedule.trim().split(/\s+/);
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] = fields;
  if (fields.length !== 5 || !cronFields.every((field, index) => isValidField(fields[index] ?? '', field)))
    return invalid(
      `${schedule}: Copilot rejects this schedule; it must be a preset such as @daily, @every 1h, or five fields of cron`,
    );
  const isAny = (field: string): boolean => /[*?]/.test(field);
  if (!isAny(dayOfMonth) && !isAny(dayOfWeek))
    return invalid(
      `${schedule}: Copilot rejects a schedule with both a day of the month and a day of the week`,
    );
  // Copilot counts the days of the week from 1, and adds 1 to every digit of the field.
  const shifted = dayOfWeek.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 1));
  const days = isAny(dayOfWeek) ? (isAny(dayOfMonth) ? ['*', '?'] : [dayOfMonth, '?']) : ['?', shifted];
  const [day = '', weekday = ''] = days;
  return {
    kind: 'expression',
    expression: `cron(${minute} ${hour} ${day} ${month} ${weekday} *)`,
    surprise: explainSurprise(dayOfMonth, dayOfWeek),
  };
}

/** Copilot replaces a day field with an asterisk or a question mark, also if the field has a step. */
function explainSurprise(dayOfMonth: string, dayOfWeek: string): string | undefined {
  const dropped = [dayOfMonth, dayOfWeek].filter((field) => /[*?]./.test(field));
  return dropped.length === 0
    ? undefined
    : `Copilot ignores ${dropped.join(' and ')}, so the job runs on each day that the other fields match; the imported schedule does the same`;
}
