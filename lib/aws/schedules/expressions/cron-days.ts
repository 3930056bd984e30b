import { oncePer } from '../../../values/once';
import { cronFields } from './cron-fields';
import type { Cron, CronField, CronFieldName, CronItem } from './schedule-expression';

/**
 * Whether an item matches a value in every month. Returns false for items that depend on the calendar, such as `L` and
 * `15W`.
 */
function matches(name: CronFieldName, item: CronItem, value: number): boolean {
  const { minimum, maximum } = cronFields[name];
  switch (item.kind) {
    case 'all':
      return true;
    case 'value':
      return item.value === value;
    case 'range':
      return item.from <= item.to
        ? value >= item.from && value <= item.to
        : value >= item.from || value <= item.to;
    case 'step': {
      const { base } = item;
      const from = base.kind === 'all' ? minimum : base.kind === 'value' ? base.value : base.from;
      const to = base.kind === 'range' ? base.to : maximum;
      const size = maximum - minimum + 1;
      const distance = value >= from ? value - from : value - from + size;
      const length = to >= from ? to - from : to - from + size;
      return distance <= length && distance % item.step === 0;
    }
    case 'other':
    case 'last':
    case 'last-day-of-week':
    case 'nearest-weekday':
    case 'nth-day-of-week':
      return false;
  }
}

/** Whether the field for minutes, hours, months or years matches a value. */
export function fieldMatches(cron: Cron, name: CronFieldName, value: number): boolean {
  return cron[name].some((item) => matches(name, item, value));
}

/** Returns the values that the field for minutes, hours, months or years matches, in ascending order. */
export function allowedValues(cron: Cron, name: CronFieldName): readonly number[] {
  return allowedValuesOf(cron[name], name);
}

/** Returns the values that a field for minutes, hours, months or years matches, in ascending order. */
export function allowedValuesOf(field: CronField, name: CronFieldName): readonly number[] {
  const known = valuesOfField(field);
  const values = known.get(name) ?? matchingValues(field, name);
  known.set(name, values);
  return values;
}

/** The values of a field that were computed before. Each search for runs needs the values of four fields. */
const valuesOfField = oncePer<CronField, Map<CronFieldName, readonly number[]>>(() => new Map());

function matchingValues(field: CronField, name: CronFieldName): readonly number[] {
  const { minimum, maximum } = cronFields[name];
  return Array.from({ length: maximum - minimum + 1 }, (_, index) => minimum + index).filter((value) =>
    field.some((item) => matches(name, item, value)),
  );
}

/**
 * Whether a schedule has runs on a day.
 *
 * @param cron - The expression.
 * @param year - Four digits.
 * @param month - 1 to 12.
 * @param day - 1 to 31; the day must exist.
 */
export function hasRunsOn(cron: Cron, year: number, month: number, day: number): boolean {
  return (
    fieldMatches(cron, 'year', year) &&
    fieldMatches(cron, 'month', month) &&
    cron.dayOfMonth.some((item) => item.kind === 'other' || matchesDayOfMonth(item, year, month, day)) &&
    cron.dayOfWeek.some((item) => item.kind === 'other' || matchesDayOfWeek(item, year, month, day))
  );
}

function matchesDayOfMonth(item: CronItem, year: number, month: number, day: number): boolean {
  if (item.kind === 'last') return day === daysIn(year, month);
  if (item.kind === 'nearest-weekday') return day === nearestWeekday(year, month, item.dayOfMonth);
  return matches('dayOfMonth', item, day);
}

function matchesDayOfWeek(item: CronItem, year: number, month: number, day: number): boolean {
  const dayOfWeek = dayOfWeekOf(year, month, day);
  if (item.kind === 'last') return dayOfWeek === 7;
  if (item.kind === 'last-day-of-week') return dayOfWeek === item.dayOfWeek && day + 7 > daysIn(year, month);
  if (item.kind === 'nth-day-of-week') return dayOfWeek === item.dayOfWeek && Math.ceil(day / 7) === item.nth;
  return matches('dayOfWeek', item, dayOfWeek);
}

/** Returns the weekday nearest to a day in the same month; `undefined` if the month has no such day. */
function nearestWeekday(year: number, month: number, day: number): number | undefined {
  const last = daysIn(year, month);
  if (day > last) return undefined;
  const dayOfWeek = dayOfWeekOf(year, month, day);
  if (dayOfWeek === 7) return day === 1 ? 3 : day - 1;
  if (dayOfWeek === 1) return day === last ? day - 2 : day + 1;
  return day;
}

/**
 * Returns the number of days of a month.
 *
 * @param year - Four digits.
 * @param month - 1 to 12.
 */
export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Returns the day of the week; Sunday is 1. */
function dayOfWeekOf(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

/**
 * Whether a schedule has runs on a day or later.
 *
 * @param cron - The expression.
 * @param year - Four digits.
 * @param month - 1 to 12.
 * @param day - 1 to 31.
 */
export function hasRunsFrom(cron: Cron, year: number, month = 1, day = 1): boolean {
  for (let y = year; y <= cronFields.year.maximum; y += 1) {
    if (!fieldMatches(cron, 'year', y)) continue;
    for (let m = y === year ? month : 1; m <= 12; m += 1) {
      if (!fieldMatches(cron, 'month', m)) continue;
      for (let d = y === year && m === month ? day : 1; d <= daysIn(y, m); d += 1)
        if (hasRunsOn(cron, y, m, d)) return true;
    }
  }
  return false;
}
