import { parseScheduleExpression } from '../../../../lib/aws/schedules/expressions/parse-schedule-expression';
import { parseCalendarDay, type CalendarDay } from '../../../../lib/aws/schedules/day-runs';
import type { Cron, ScheduleExpression } from '../../../../lib/aws/schedules/expressions/schedule-expression';
import type { Result } from '../../../../lib/text/result';

/** Parses a valid expression. */
export function parse(text: string): ScheduleExpression {
  return valueOf(parseScheduleExpression(text), text);
}

/** Parses an expression; `undefined` if it is not a valid cron expression. */
export function parseCron(text: string): Cron | undefined {
  const parsed = parseScheduleExpression(text);
  return parsed.ok && parsed.value.kind === 'cron' ? parsed.value : undefined;
}

/** Parses a valid day. */
export function parseDay(text: string): CalendarDay {
  return valueOf(parseCalendarDay(text), text);
}

function valueOf<Value>(result: Result<Value>, text: string): Value {
  if (!result.ok) throw new Error(`${text}: ${result.reason}`);
  return result.value;
}
