import type { At, Rate, ScheduleExpression } from '../../../aws/schedules/expressions/schedule-expression';
import { describeCron } from './cron-words';

/** Describes a schedule: `At 06:00 AM, only on Monday, America/New_York`. A rate does not depend on the time zone. */
export function describeSchedule(expression: ScheduleExpression, timezone: string): string {
  switch (expression.kind) {
    case 'cron':
      return `${describeCron(expression)}, ${timezone}`;
    case 'rate':
      return describeRate(expression);
    case 'at':
      return `${describeAt(expression)}, ${timezone}`;
  }
}

function describeRate({ value, unit }: Rate): string {
  // A calendar day can have 23 or 25 hours.
  if (unit === 'day') return value === 1 ? 'every 24 hours' : `every ${value} days of 24 hours`;
  return value === 1 ? `every ${unit}` : `every ${value} ${unit}s`;
}

function describeAt({ year, month, day, hour, minute, second }: At): string {
  const seconds = second === 0 ? '' : `:${padTwo(second)}`;
  return `once, on ${String(year).padStart(4, '0')}-${padTwo(month)}-${padTwo(day)} at ${padTwo(hour)}:${padTwo(minute)}${seconds}`;
}

function padTwo(part: number): string {
  return String(part).padStart(2, '0');
}
