import { z } from 'zod';
import { parseScheduleExpression } from '../../aws/schedules/expressions/parse-schedule-expression';
import {
  parseScheduleDate
} from '../../aws/schedules/schedules';
import { explainInvalidTimeZone } from '../../aws/schedules/time-zones';
import { delivery } from './delivery';
import { runJobFields } from './job';
import { commandFields } from './task';
import { falseOr, field, integer, oneOrMany } from './values';
import { missedRunSeconds } from '../rules/missed-run-seconds';
import { maximumScheduleExpressionCharacters, maximumTimeZoneCharacters, flexibleWindowMinutes } from "../../aws/schedules/limits";

/**
 * Returns why a text is not a schedule expression. `schedule-suggestions.ts` adds suggestions, which depend on the time
 * zone.
 *
 * @returns `undefined` for a valid expression.
 */
export function explainInvalidScheduleExpression(text: string): string | undefined {
  if (text.length > maximumScheduleExpressionCharacters)
    return `must have at most ${maximumScheduleExpressionCharacters} characters`;
  const parsed = parseScheduleExpression(text);
  return parsed.ok ? undefined : parsed.reason;
}

/**
 * Finds expressions that YAML split at their commas: `[cron(0 4 ? * MON,TUE *)]` without quotes is a list of two texts.
 *
 * @returns A map from the index of each part to its message. Only the first part of an expression has a message; the
 *   other parts have `undefined`.
 */
function explainSplitExpressions(texts: readonly string[]): ReadonlyMap<number, string | undefined> {
  const messages = new Map<number, string | undefined>();
  for (let first = 0; first < texts.length; first += 1) {
    if (!isOpen(texts[first] ?? '')) continue;
    const parts = texts.slice(first + 1).findIndex((text) => text.includes(')'));
    const last = first + 1 + parts;
    const others = texts.slice(first + 1, last + 1);
    if (parts < 0 || others.some((text) => text.includes('('))) continue;
    const expression = [texts[first], ...others].join(',');
    messages.set(
      first,
      `the comma split ${expression} into ${others.length + 1} items of the list; write the expression in quotes: ["${expression}"]`,
    );
    for (let index = first + 1; index <= last; index += 1) messages.set(index, undefined);
    first = last;
  }
  return messages;
}

/** Whether a text has an opening parenthesis, and no closing one. */
function isOpen(text: string): boolean {
  return /^(cron|rate|at) ?\([^)]*$/i.test(text);
}

const date = z
  .string()
  .check(({ value, issues }) => {
    const parsed = parseScheduleDate(value);
    if (!parsed.ok) issues.push({ code: 'custom', message: parsed.reason, input: value });
  })
  .meta({ pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$` });

/** Fields that only scheduled jobs have. `runJobFields` has the fields of every job except queue workers. */
export const scheduledJobFields = {
  schedule_expression: field(
    oneOrMany(explainInvalidScheduleExpression, {
      // JSON Schema can't express the rest of the grammar.
      meta: { pattern: '^(cron|rate|at)\\(.+\\)$', maxLength: maximumScheduleExpressionCharacters },
      explainItems: explainSplitExpressions,
      emptyMessage: 'must have at least one expression; without a schedule, nothing triggers the job',
    }),
    'Schedule of the job: cron(minutes hours day-of-month month day-of-week year), rate(number unit) or at(yyyy-mm-ddThh:mm:ss). A list creates a schedule for each expression. Required. https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html',
    'cron(0 4 * * ? *)',
    'rate(1 hour)',
    ['cron(0 6 ? * MON-FRI *)', 'cron(0 9 ? * SAT *)'],
  ),
  schedule_expression_timezone: field(
    z
      .string()
      .max(maximumTimeZoneCharacters, `must have at most ${maximumTimeZoneCharacters} characters`)
      .check(({ value, issues }) => {
        const reason = explainInvalidTimeZone(value);
        if (reason !== undefined) issues.push({ code: 'custom', message: reason, input: value });
      })
      .meta({ pattern: '^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$' })
      .default('Etc/UTC'),
    'IANA time zone of the schedule expression. The schedule follows daylight saving time. Default: Etc/UTC.',
    'America/New_York',
  ),
  start_date: field(
    date.optional(),
    'Time before which the schedule is inactive, as yyyy-mm-ddThh:mm:ss with Z or an offset. schedule_expression_timezone does not apply to it. The times of a rate count from start_date. Remove start_date after it has passed, because AWS rejects every change of a schedule with an old start date. Default: the time of the first apply.',
    '2027-01-01T00:00:00-05:00',
  ),
  end_date: field(
    date.optional(),
    'Time after which the schedule is inactive, in the format of start_date. Must be after start_date. Default: no end.',
    '2027-07-01T00:00:00-04:00',
  ),
  flexible_time_window_minutes: field(
    integer({ ...flexibleWindowMinutes, unit: 'minutes' }).optional(),
    'Maximum number of minutes, 1 to 1440, by which AWS may delay a run. Default: no delay.',
    15,
  ),
  missed_run: field(
    falseOr(
      z.strictObject({
        after_seconds: field(
          integer({ ...missedRunSeconds, unit: 'seconds', maximumNote: 'one day' }).optional(),
          'Time in seconds, 120 to 86400, after which a missed run is reported. It must be at least the flexible time window plus two minutes. Default: half of the shortest time between two runs, but at least 120 and at most 900, plus the flexible time window.',
          1800,
        ),
      }),
      'must be false, or a map such as { after_seconds: 1800 }',
    ).optional(),
    'Alarm for a run that did not start: it notifies the SNS topic of the environment if no run has started after_seconds after a scheduled time. A rate counts from the previous run. false: no alarm. Default: an alarm, if the environment has alarms and the runs are at least 15 minutes apart. docs/alarms.md#missed-run',
    { after_seconds: 1800 },
    false,
  ),
  delivery,
} as const;

/** The schema of `missed_run` after validation. */
export type MissedRunConfig = ScheduledJobConfig['missed_run'];

/**
 * A job that a schedule triggers.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export const scheduledJob = z.strictObject({ ...scheduledJobFields, ...runJobFields, ...commandFields });
export type ScheduledJobConfig = z.output<typeof scheduledJob>;
