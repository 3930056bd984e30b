/** Parses fields of Unix, Quartz, Spring and other cron dialects. This file shares no code with AWS's grammar. */
import type { DayOfMonth } from './meaning';

/** Bounds and names of a field. */
interface FieldRange {
  readonly minimum: number;
  readonly maximum: number;
  /** Full names of the values, in ascending order from `minimum`. */
  readonly names: readonly string[];
}

const monthNames = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;
/** Full names of the days of the week, from Sunday. */
export const dayNames = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

/** Fields whose values do not depend on the calendar. */
export const foreignFields = {
  seconds: { minimum: 0, maximum: 59, names: [] },
  minutes: { minimum: 0, maximum: 59, names: [] },
  hours: { minimum: 0, maximum: 23, names: [] },
  dayOfMonth: { minimum: 1, maximum: 31, names: [] },
  month: { minimum: 1, maximum: 12, names: monthNames },
  year: { minimum: 1970, maximum: 2199, names: [] },
} as const satisfies Record<string, FieldRange>;

/** The number of Sunday in the day-of-week field. With 0, Sunday is also 7. */
export type SundayNumber = 0 | 1;

/** Returns the index of a name or of its first letters, at least three: `Sept` is September. */
export function indexOfName(word: string, names: readonly string[]): number | undefined {
  const lower = word.toLowerCase();
  if (lower.length < 3) return undefined;
  const index = names.findIndex((name) => name.startsWith(lower) || `${name}s` === lower);
  return index < 0 ? undefined : index;
}

function valueOf(text: string, { minimum, maximum, names }: FieldRange): number | undefined {
  const index = indexOfName(text, names);
  if (index !== undefined) return minimum + index;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= minimum && value <= maximum ? value : undefined;
}

/**
 * Returns the values of a field; `undefined` if the text is invalid. A range that goes backwards continues from the minimum.
 *
 * @param text - The text of the field.
 * @param range - The bounds and names of the field.
 */
export function valuesOf(text: string, range: FieldRange): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const found = valuesOfPart(part, range);
    if (found === undefined) return undefined;
    for (const value of found) values.add(value);
  }
  return values;
}

function valuesOfPart(part: string, range: FieldRange): readonly number[] | undefined {
  const [, base = '', step] = /^([^/]+)(?:\/(\d{1,4}))?$/.exec(part) ?? [];
  const [, first = '', last] = /^([^-]+)(?:-([^-]+))?$/.exec(base) ?? [];
  const by = step === undefined ? 1 : Number(step);
  if (by < 1) return undefined;
  const { minimum, maximum } = range;
  if (base === '*') return steps(minimum, maximum, by);
  const from = valueOf(first, range);
  const to = last === undefined ? (step === undefined ? from : maximum) : valueOf(last, range);
  if (from === undefined || to === undefined) return undefined;
  if (from <= to) return steps(from, to, by);
  const size = maximum - minimum + 1;
  return steps(from, to + size, by).map((value) => (value > maximum ? value - size : value));
}

function steps(from: number, to: number, by: number): readonly number[] {
  const values: number[] = [];
  for (let value = from; value <= to; value += by) values.push(value);
  return values;
}

/** Days that a day field selects. */
export interface DayRule {
  /** Returns whether the field selects a day. */
  readonly isDay: (day: DayOfMonth) => boolean;
  /** The selected values, with Sunday as 0; `undefined` if they depend on the month, such as those of `L`. */
  readonly values: ReadonlySet<number> | undefined;
}

/** Returns the days of a day-of-month field, with `L`, `L-3`, `LW` and `15W`; `undefined` if the text is invalid. */
export function daysOfMonth(text: string): DayRule | undefined {
  const plain =
    text === '?' ? valuesOf('*', foreignFields.dayOfMonth) : valuesOf(text, foreignFields.dayOfMonth);
  if (plain !== undefined) return { values: plain, isDay: ({ day }) => plain.has(day) };
  return anyOf(text.split(',').map(dayOfMonthRule));
}

function dayOfMonthRule(part: string): ((day: DayOfMonth) => boolean) | undefined {
  const upper = part.toUpperCase();
  const values = valuesOf(part, foreignFields.dayOfMonth);
  if (values !== undefined) return ({ day }) => values.has(day);
  if (upper === 'L') return ({ day, lastDay }) => day === lastDay;
  if (upper === 'LW')
    return ({ day, lastDay, weekday }) => {
      const left = lastDay - day;
      return isWorkday(weekday) && (left === 0 || (weekday === 5 && left <= 2));
    };
  const [, before] = /^L-(\d{1,2})$/.exec(upper) ?? [];
  if (before !== undefined) return ({ day, lastDay }) => day === lastDay - Number(before);
  const [, near] = /^(\d{1,2})W$/.exec(upper) ?? [];
  const wanted = valueOf(near ?? '', foreignFields.dayOfMonth);
  return wanted === undefined ? undefined : (day) => isNearestWorkday(day, wanted);
}

function isWorkday(weekday: number): boolean {
  return weekday >= 1 && weekday <= 5;
}

/** Whether a day is the workday, from Monday to Friday, that is nearest to the wanted day in the same month. */
function isNearestWorkday({ day, lastDay, weekday }: DayOfMonth, wanted: number): boolean {
  if (wanted > lastDay || !isWorkday(weekday)) return false;
  const wantedWeekday = (((weekday + wanted - day) % 7) + 7) % 7;
  if (isWorkday(wantedWeekday)) return day === wanted;
  if (wantedWeekday === 6) return day === (wanted === 1 ? 3 : wanted - 1);
  return day === (wanted === lastDay ? wanted - 2 : wanted + 1);
}

/**
 * Returns the days of a day-of-week field, with `6L`, `MON#1` and, if Sunday is 1, `L`; `undefined` if the text is invalid.
 *
 * @param text - The text of the field.
 * @param sunday - The number of Sunday.
 */
export function daysOfWeek(text: string, sunday: SundayNumber): DayRule | undefined {
  const values = weekdaysOf(text === '?' ? '*' : text, sunday);
  if (values !== undefined) return { values, isDay: ({ weekday }) => values.has(weekday) };
  return anyOf(text.split(',').map((part) => dayOfWeekRule(part, sunday)));
}

function dayOfWeekRule(part: string, sunday: SundayNumber): ((day: DayOfMonth) => boolean) | undefined {
  const special = specialWeekday(part, sunday);
  if (special !== undefined) {
    const { weekday: wanted, nth } = special;
    return ({ day, lastDay, weekday }) =>
      weekday === wanted && (nth === 'last' ? day + 7 > lastDay : Math.ceil(day / 7) === nth);
  }
  const values = weekdaysOf(part.toUpperCase() === 'L' && sunday === 1 ? '7' : part, sunday);
  return values === undefined ? undefined : ({ weekday }) => values.has(weekday);
}

/** A weekday that a field selects once in a month. */
export interface SpecialWeekday {
  /** Sunday is 0. */
  readonly weekday: number;
  /** The position among the days of the month with this weekday, 1 to 5. */
  readonly nth: number | 'last';
}

/** Parses `6L` and `MON#1`; `undefined` for other texts. */
export function specialWeekday(part: string, sunday: SundayNumber): SpecialWeekday | undefined {
  const [, last] = /^(\d|[a-z]{3,})L$/i.exec(part) ?? [];
  const [, base = last ?? '', nth] = /^([^#]+)#([1-5])$/.exec(part) ?? [];
  const [weekday, ...others] = weekdaysOf(base, sunday) ?? [];
  if (weekday === undefined || others.length > 0) return undefined;
  if (last !== undefined) return { weekday, nth: 'last' };
  return nth === undefined ? undefined : { weekday, nth: Number(nth) };
}

/** Returns the weekdays of a field, with Sunday as 0; `undefined` for other texts, such as `6L`. */
function weekdaysOf(text: string, sunday: SundayNumber): ReadonlySet<number> | undefined {
  const range = sunday === 1 ? { minimum: 1, maximum: 7 } : { minimum: 0, maximum: 7 };
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const numbered = part.replace(/[a-z]{3,}/gi, (word) => {
      const index = indexOfName(word, dayNames);
      return index === undefined ? word : String(index + sunday);
    });
    // If both 0 and 7 are Sunday, programs differ on the end of 1/2 and on the days of 5-1.
    const found = sunday === 1 ? valuesOfPart(numbered, { ...range, names: [] }) : fromZero(numbered);
    if (found === undefined) return undefined;
    for (const value of found) values.add((value - sunday) % 7);
  }
  return values;
}

function fromZero(part: string): readonly number[] | undefined {
  const [, first, last] = /^(\d)(?:-(\d))?/.exec(part) ?? [];
  if (part.includes('/') && first !== undefined && last === undefined) return undefined;
  const isBackwards = first !== undefined && last !== undefined && Number(first) > Number(last);
  const text = isBackwards && first === '7' ? part.replace('7', '0') : part;
  const maximum = isBackwards || part.startsWith('*') ? 6 : 7;
  return valuesOfPart(text, { minimum: 0, maximum, names: [] });
}

function anyOf(rules: readonly (((day: DayOfMonth) => boolean) | undefined)[]): DayRule | undefined {
  const known = rules.filter((rule) => rule !== undefined);
  if (known.length < rules.length) return undefined;
  return { values: undefined, isDay: (day) => known.some((rule) => rule(day)) };
}
