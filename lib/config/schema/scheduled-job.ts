import { z } from 'zod';
import { suggestScheduleExpression } from '../../aws/schedules/expressions/suggest-schedule-expression';
import { parseScheduleExpression } from '../../aws/schedules/expressions/parse-schedule-expression';
import {
  flexibleWindowMinutes,
  parseScheduleDate,
  maximumScheduleExpressionCharacters,
  maximumTimeZoneCharacters,
} from '../../aws/schedules/schedules';
import { explainInvalidTimeZone } from '../../aws/schedules/time-zones';
import { runJobFields } from './job';
import { field, oneOrMany } from './values';

/** Why a text is no schedule expression, with what was probably meant, or `undefined`. */
export function explainInvalidScheduleExpression(text: string): string | undefined {
  if (text.length > maximumScheduleExpressionCharacters) return `at most ${maximumScheduleExpressionCharacters} characters`;
  const parsed = parseScheduleExpression(text);
  if (parsed.ok) return undefined;
  const meant = suggestScheduleExpression(text);
  return meant === undefined ? parsed.reason : `${parsed.reason}; did you mean ${meant}?`;
}

const date = z
  .string()
  .check(({ value, issues }) => {
    const parsed = parseScheduleDate(value);
    if (!parsed.ok) issues.push({ code: 'custom', message: parsed.reason, input: value });
  })
  .meta({ pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$` });

/** What a scheduled job has beside the fields of every job. */
export const scheduledJobFields = {
  schedule_expression: field(
    oneOrMany(explainInvalidScheduleExpression, {
      // What JSON Schema can say of it.
      meta: { pattern: '^(cron|rate|at)\\(.+\\)$', maxLength: maximumScheduleExpressionCharacters },
      none: 'at least one is needed: without a schedule, nothing starts the job',
    }),
    'When the job starts: cron(minutes hours day-of-month month day-of-week year), rate(number unit) or at(yyyy-mm-ddThh:mm:ss). Of a list, each is a schedule of its own that starts the same job. https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html',
    'cron(0 4 * * ? *)',
    'rate(1 hour)',
    ['cron(0 6 ? * MON-FRI *)', 'cron(0 9 ? * SAT *)'],
  ),
  schedule_expression_timezone: field(
    z
      .string()
      .max(maximumTimeZoneCharacters, `at most ${maximumTimeZoneCharacters} characters`)
      .check(({ value, issues }) => {
        const reason = explainInvalidTimeZone(value);
        if (reason !== undefined) issues.push({ code: 'custom', message: reason, input: value });
      })
      .meta({ pattern: '^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$' })
      .default('Etc/UTC'),
    'The IANA time zone in which the expression is read, daylight saving included. Default Etc/UTC.',
    'America/New_York',
  ),
  start_date: field(
    date.optional(),
    'The job does not start before it: yyyy-mm-ddThh:mm:ss with Z or an offset behind it; schedule_expression_timezone has no say in it. A rate is counted from it. Once it has passed it is to be removed, since AWS refuses every change of a schedule that has an old one. Default: from the first apply on.',
    '2027-01-01T00:00:00-05:00',
  ),
  end_date: field(
    date.optional(),
    'The job does not start after it; written as start_date is, and later. Default: it goes on.',
    '2027-07-01T00:00:00-04:00',
  ),
  flexible_time_window_minutes: field(
    z
      .int('a whole number of minutes')
      .min(flexibleWindowMinutes.minimum, 'at least 1 minute')
      .max(flexibleWindowMinutes.maximum, `at most ${flexibleWindowMinutes.maximum} minutes`)
      .optional(),
    'The job may start up to so many minutes after its time, as AWS sees fit. Default: at its time.',
    15,
  ),
} as const;

/**
 * A job that a schedule starts.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export const scheduledJob = z.strictObject({ ...scheduledJobFields, ...runJobFields });
export type ScheduledJobConfig = z.output<typeof scheduledJob>;
