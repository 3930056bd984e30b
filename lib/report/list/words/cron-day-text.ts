import { cronFields } from '../../../aws/schedules/expressions/cron-fields';
import { allowedValues } from '../../../aws/schedules/expressions/cron-days';
import { renderCronItem } from '../../../aws/schedules/expressions/render-schedule-expression';
import type { Cron, CronItem } from '../../../aws/schedules/expressions/schedule-expression';
import { describeCronField } from './cron-field-text';

/** The day field that limits the days, as text; `*` for every day. */
export interface DaysText {
  /** The day field that limits the days. In a valid expression, the other day field is `?`. */
  readonly field: 'dayOfMonth' | 'dayOfWeek';
  /** The text of this field for cronstrue. */
  readonly text: string;
}

/** Returns the days of an expression, in the shortest text that cronstrue reads as AWS does. */
export function describeDays(cron: Cron): DaysText {
  const field = cron.dayOfMonth.some(({ kind }) => kind === 'other') ? 'dayOfWeek' : 'dayOfMonth';
  const [first] = cron[field];
  const special = first === undefined ? undefined : specialDay(field, first);
  return { field, text: special ?? describeCronField(allowedValues(cron, field), cronFields[field]) };
}

/** Returns the text of an item such as `L`, which is not a day number. AWS allows only one such item in a field. */
function specialDay(field: DaysText['field'], item: CronItem): string | undefined {
  switch (item.kind) {
    case 'last':
      // In the day-of-week field, AWS reads L as Saturday.
      return field === 'dayOfMonth' ? 'L' : '7';
    case 'last-day-of-week':
    case 'nearest-weekday':
    case 'nth-day-of-week':
      return renderCronItem(item);
    case 'all':
    case 'other':
    case 'value':
    case 'range':
    case 'step':
      return undefined;
  }
}
