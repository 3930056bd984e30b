import { padTwo } from '../../../text/durations';
import { cronFieldNames } from './cron-fields';
import type { At, CronItem, CronStepBase, Rate, ScheduleExpression } from './schedule-expression';

/** Formats an expression in AWS's syntax. Names become numbers; the unit of a rate of 1 is singular. */
export function renderScheduleExpression(expression: ScheduleExpression): string {
  switch (expression.kind) {
    case 'cron':
      return `cron(${cronFieldNames.map((name) => expression[name].map(renderCronItem).join(',')).join(' ')})`;
    case 'rate':
      return renderRate(expression);
    case 'at':
      return renderAt(expression);
  }
}

/** Formats an item of a field in AWS's syntax. */
export function renderCronItem(item: CronItem): string {
  switch (item.kind) {
    case 'other':
      return '?';
    case 'last':
      return 'L';
    case 'last-day-of-week':
      return `${item.dayOfWeek}L`;
    case 'nearest-weekday':
      return `${item.dayOfMonth}W`;
    case 'nth-day-of-week':
      return `${item.dayOfWeek}#${item.nth}`;
    case 'step':
      return `${renderBase(item.base)}/${item.step}`;
    case 'all':
    case 'value':
    case 'range':
      return renderBase(item);
  }
}

function renderBase(base: CronStepBase): string {
  switch (base.kind) {
    case 'all':
      return '*';
    case 'value':
      return String(base.value);
    case 'range':
      return `${base.from}-${base.to}`;
  }
}

function renderRate({ value, unit }: Rate): string {
  return `rate(${value} ${value === 1 ? unit : `${unit}s`})`;
}

function renderAt({ year, month, day, hour, minute, second }: At): string {
  const date = `${String(year).padStart(4, '0')}-${padTwo(month)}-${padTwo(day)}`;
  return `at(${date}T${padTwo(hour)}:${padTwo(minute)}:${padTwo(second)})`;
}
