import { z } from 'zod';
import { meantScheduleExpression } from '../../aws/schedule-expressions/meant-schedule-expression';
import { parseScheduleExpression } from '../../aws/schedule-expressions/parse-schedule-expression';
import { flexibleWindowMinutes, scheduleExpressionLength, timeZoneLength } from '../../aws/schedules';
import { refuseTimeZone } from '../../aws/time-zones';
import { jobFields } from './job';
import { field } from './values';

/** What a scheduled job has beside the fields of every job. */
export const scheduledJobFields = {
  schedule_expression: field(
    z
      .string()
      .max(scheduleExpressionLength, `at most ${scheduleExpressionLength} characters`)
      .check(({ value, issues }) => {
        const parsed = parseScheduleExpression(value);
        if (parsed.kind !== 'refusal') return;
        const meant = meantScheduleExpression(value);
        const message = meant === undefined ? parsed.reason : `${parsed.reason}; did you mean ${meant}?`;
        issues.push({ code: 'custom', message, input: value });
      })
      // What JSON Schema can say of it.
      .meta({ pattern: '^(cron|rate|at)\\(.+\\)$' }),
    'When the job starts: cron(minutes hours day-of-month month day-of-week year), rate(number unit) or at(yyyy-mm-ddThh:mm:ss). https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html',
    'cron(0 4 * * ? *)',
    'rate(1 hour)',
  ),
  schedule_expression_timezone: field(
    z
      .string()
      .max(timeZoneLength, `at most ${timeZoneLength} characters`)
      .check(({ value, issues }) => {
        const reason = refuseTimeZone(value);
        if (reason !== undefined) issues.push({ code: 'custom', message: reason, input: value });
      })
      .meta({ pattern: '^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$' })
      .default('Etc/UTC'),
    'The IANA time zone in which the expression is read, daylight saving included. Default Etc/UTC.',
    'America/New_York',
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
export const scheduledJob = z.strictObject({ ...scheduledJobFields, ...jobFields });
export type ScheduledJobConfig = z.output<typeof scheduledJob>;
