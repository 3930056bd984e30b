import { cronFieldNames } from './cron-fields';
import type { At, CronItem, CronStepBase, Rate, ScheduleExpression } from './schedule-expression';

/** The expression as AWS's documentation writes it: numbers for names, a singular unit for 1 and a plural above. */
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

/** One item of a field. */
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
      return `${renderBase(item.of)}/${item.step}`;
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
  const two = (part: number): string => String(part).padStart(2, '0');
  return `at(${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)})`;
}
