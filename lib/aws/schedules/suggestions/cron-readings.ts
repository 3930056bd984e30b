import { cronFields } from '../expressions/cron-fields';
import { parseCronField } from '../expressions/parse-cron-field';
import { allowedValuesOf } from '../expressions/cron-days';
import {
  dayNames,
  daysOfMonth,
  daysOfWeek,
  foreignFields,
  indexOfName,
  specialWeekday,
  valuesOf,
  type DayRule,
  type SundayNumber,
} from './foreign-fields';
import type { CronMeaning } from './meaning';

/** One way to read a text: the times that the text means, and an expression of AWS that may have these times. */
export interface CronReading {
  /** Times that the text means; `undefined` if no single expression of AWS has these times. */
  readonly meaning: CronMeaning | undefined;
  /** The expression to suggest. The caller first checks that the expression fires at the times of `meaning`. */
  readonly candidate: string;
  /** The first field of the text. */
  readonly first: 'minutes' | 'seconds';
  /** The number that means Sunday; `undefined` if the text has no numbers of weekdays. */
  readonly sunday: SundayNumber | undefined;
}

/** The fields of a cron expression of any program, as texts. */
interface ForeignCron {
  readonly seconds: string;
  readonly minutes: string;
  readonly hours: string;
  readonly dayOfMonth: string;
  readonly month: string;
  readonly dayOfWeek: string;
  readonly year: string;
}

/** The mistakes that a reading corrects. For each of these mistakes, only one meaning is possible. */
interface Corrections {
  /** Whether the text may have hour 24 and minute 60. */
  readonly hasOverflow: boolean;
  /** Whether the text may have `?` in the field for hours, months or years. */
  readonly hasWildcard: boolean;
}

const corrections: readonly Corrections[] = [
  { hasOverflow: false, hasWildcard: false },
  { hasOverflow: true, hasWildcard: false },
  { hasOverflow: false, hasWildcard: true },
  { hasOverflow: true, hasWildcard: true },
];

/**
 * Returns the plausible ways to read the fields of a cron expression: those with the fewest corrections.
 *
 * @param fields - The fields, without `cron(` and `)`.
 */
export function readCron(fields: readonly string[]): readonly CronReading[] {
  for (const correction of corrections) {
    const readings = readWith(fields, correction);
    if (readings.length > 0) return readings;
  }
  return [];
}

function readWith(fields: readonly string[], corrected: Corrections): readonly CronReading[] {
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = ''] = fields;
  const minutesFirst = { seconds: '0', minutes: a, hours: b, dayOfMonth: c, month: d, dayOfWeek: e };
  const secondsFirst = { seconds: a, minutes: b, hours: c, dayOfMonth: d, month: e, dayOfWeek: f };
  const hasQuestionMark = fields.includes('?');
  switch (fields.length) {
    case 5: {
      // Unix cron has no ?. Five fields with a ? are probably the fields of AWS without the year.
      const numbers = hasQuestionMark ? readNumbers(e) : [0 as const];
      const cron = { ...minutesFirst, year: '*' };
      return numbers.flatMap((sunday) =>
        read(cron, { first: 'minutes', sunday, isUnix: !hasQuestionMark, ...corrected }),
      );
    }
    case 6: {
      const options = { isUnix: false, ...corrected, hasWildcard: false };
      return [
        ...readAws({ ...minutesFirst, year: f }, corrected),
        ...readNumbers(secondsFirst.dayOfWeek).flatMap((sunday) =>
          read({ ...secondsFirst, year: '*' }, { first: 'seconds', sunday, ...options }),
        ),
      ];
    }
    case 7: {
      const options = { isUnix: false, ...corrected, hasWildcard: false };
      return readNumbers(secondsFirst.dayOfWeek).flatMap((sunday) =>
        read({ ...secondsFirst, year: g }, { first: 'seconds', sunday, ...options }),
      );
    }
    default:
      return [];
  }
}

/** Reads AWS's own fields. AWS has no weekday 0, so a 0 shows that the weekdays are numbered as in Unix, from Sunday = 0. */
function readAws(cron: ForeignCron, corrected: Corrections): readonly CronReading[] {
  const sunday = hasZero(cron.dayOfWeek) ? 0 : 1;
  return read(cron, { first: 'minutes', sunday, isUnix: false, ...corrected });
}

/** Returns the possible numbers of Sunday: Quartz counts weekdays from 1, and Spring and others count them from 0. */
function readNumbers(dayOfWeek: string): readonly SundayNumber[] {
  return hasZero(dayOfWeek) ? [0] : [1, 0];
}

function hasZero(dayOfWeek: string): boolean {
  return /(?<![\d/#])0/.test(dayOfWeek);
}

interface ReadOptions extends Corrections {
  readonly first: CronReading['first'];
  readonly sunday: SundayNumber;
  /** Whether the text follows Unix's rule for two day fields: a day must match only one of them. */
  readonly isUnix: boolean;
}

function read(text: ForeignCron, options: ReadOptions): readonly CronReading[] {
  const { first, sunday, hasOverflow } = options;
  const cron = options.hasWildcard ? withoutQuestionMarks(text) : text;
  const seconds = valuesOf(cron.seconds, foreignFields.seconds);
  const minutes = timeValues(cron.minutes, 'minutes', hasOverflow);
  const hours = timeValues(cron.hours, 'hours', hasOverflow);
  const months = valuesOf(cron.month, foreignFields.month);
  const years = valuesOf(cron.year, foreignFields.year);
  const ofMonth = daysOfMonth(cron.dayOfMonth);
  const ofWeek = daysOfWeek(cron.dayOfWeek, sunday);
  if (seconds === undefined || minutes === undefined || hours === undefined) return [];
  if (months === undefined || years === undefined || ofMonth === undefined || ofWeek === undefined) return [];
  const result = {
    first,
    sunday: /(?<![\d/#])\d/.test(cron.dayOfWeek) ? sunday : undefined,
    candidate: '',
  };
  const days = joinDays(cron, ofMonth, ofWeek, options);
  // AWS has no seconds. An expression for a time at second 30 would fire half a minute early.
  const isExpressible = days !== undefined && seconds.size === 1 && seconds.has(0);
  if (!isExpressible) return [{ ...result, meaning: undefined }];
  const isEachDay = days.isEachDay && months.size === 12 && years.size === allYears;
  // Hour 24 is hour 0 of the next day, so it is valid only if the schedule fires on each day. Minute 60 is minute 0 of the
  // next hour, so it is valid only if the schedule also fires in each hour.
  if (hours.has(24) && !isEachDay) return [];
  if (minutes.has(60) && !(isEachDay && wrapped(hours, 24).size === 24)) return [];
  const meaning: CronMeaning = {
    kind: 'cron',
    minutes: wrapped(minutes, 60),
    hours: wrapped(hours, 24),
    months,
    years,
    isDay: days.isDay,
  };
  const fields = [
    renderField('minutes', cron.minutes, meaning.minutes),
    renderField('hours', cron.hours, meaning.hours),
    days.ofMonth,
    renderField('month', cron.month, months),
    days.ofWeek,
    renderField('year', cron.year, years),
  ];
  return [{ ...result, meaning, candidate: `cron(${fields.join(' ')})` }];
}

const allYears = foreignFields.year.maximum - foreignFields.year.minimum + 1;

function withoutQuestionMarks(cron: ForeignCron): ForeignCron {
  const corrected = (field: string): string => (field === '?' ? '*' : field);
  const { hours, month, year } = cron;
  // A ? for minutes can mean 0 or each minute.
  return { ...cron, hours: corrected(hours), month: corrected(month), year: corrected(year) };
}

/** Returns the values of a field. With `hasOverflow`, the text can have the value after the maximum: hour 24. */
function timeValues(
  text: string,
  name: 'minutes' | 'hours',
  hasOverflow: boolean,
): ReadonlySet<number> | undefined {
  const range = foreignFields[name];
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const isOpen = part.startsWith('*') || /^\d+\//.test(part);
    const maximum = range.maximum + (hasOverflow && !isOpen ? 1 : 0);
    const found = valuesOf(part, { ...range, maximum });
    if (found === undefined) return undefined;
    for (const value of found) values.add(value);
  }
  return values;
}

function wrapped(values: ReadonlySet<number>, size: number): ReadonlySet<number> {
  return new Set([...values].map((value) => value % size));
}

interface JoinedDays {
  readonly isDay: CronMeaning['isDay'];
  readonly isEachDay: boolean;
  /** AWS's field for days of the month. */
  readonly ofMonth: string;
  /** AWS's field for days of the week. */
  readonly ofWeek: string;
}

/** Joins the two day fields; `undefined` if AWS can't express the result, because both select days. */
function joinDays(
  cron: ForeignCron,
  ofMonth: DayRule,
  ofWeek: DayRule,
  { sunday, isUnix }: ReadOptions,
): JoinedDays | undefined {
  const isEachOfMonth = ofMonth.values?.size === 31;
  const isEachOfWeek = ofWeek.values?.size === 7;
  // In Unix, a day must match only one of two day fields without *. If one selects each day, such as 1-31, the other
  // has no effect. Few people expect this.
  const isStar = (field: string): boolean => field === '*' || field === '?';
  if (isUnix && !isStar(cron.dayOfMonth) && !isStar(cron.dayOfWeek)) return undefined;
  if (isEachOfWeek) {
    const field = renderDaysOfMonth(cron.dayOfMonth, ofMonth.values);
    return { isDay: ofMonth.isDay, isEachDay: isEachOfMonth, ofMonth: field, ofWeek: '?' };
  }
  if (!isEachOfMonth) return undefined;
  const field = renderDaysOfWeek(cron.dayOfWeek, ofWeek.values, sunday);
  return { isDay: ofWeek.isDay, isEachDay: false, ofMonth: '?', ofWeek: field };
}

/**
 * Returns a field in AWS's syntax that has these values. If AWS reads the same values from the text, the field is the
 * text itself. Otherwise it is a list of the values.
 */
function renderField(
  name: 'minutes' | 'hours' | 'month' | 'year',
  text: string,
  values: ReadonlySet<number>,
): string {
  const { names } = cronFields[name];
  const upper = withShortNames(text, names);
  const parsed = parseCronField(name, upper);
  if (parsed.ok) {
    const allowed = allowedValuesOf(parsed.value, name);
    if (allowed.length === values.size && allowed.every((value) => values.has(value))) return upper;
  }
  const { minimum, maximum } = cronFields[name];
  if (values.size === maximum - minimum + 1) return '*';
  return renderValues(
    values,
    (value) => (/[a-z]/i.test(text) ? names[value - 1] : undefined) ?? String(value),
  );
}

function renderDaysOfMonth(text: string, values: ReadonlySet<number> | undefined): string {
  if (text === '?' || values?.size === 31) return '*';
  if (parseCronField('dayOfMonth', text.toUpperCase()).ok) return text.toUpperCase();
  return values === undefined ? text.toUpperCase() : renderValues(values, String);
}

/**
 * Renders a day-of-week field for AWS. Weekdays are names, because their numbers differ between programs. Only texts
 * such as `6L` and `2#1` have numbers: the weekday numbers of AWS.
 */
function renderDaysOfWeek(
  text: string,
  values: ReadonlySet<number> | undefined,
  sunday: SundayNumber,
): string {
  const { names } = cronFields.dayOfWeek;
  const short = withShortNames(text, names);
  if (values === undefined) {
    const special = specialWeekday(text, sunday);
    if (special === undefined) return short;
    return special.nth === 'last' ? `${special.weekday + 1}L` : `${special.weekday + 1}#${special.nth}`;
  }
  const hasNumber = /\d/.test(short);
  if (!hasNumber && parseCronField('dayOfWeek', short).ok) return short;
  return renderValues(values, (value) => names[value] ?? String(value));
}

/** Writes names in capitals and with three letters. */
function withShortNames(text: string, names: readonly string[]): string {
  const full = names.length === 12 ? foreignFields.month.names : dayNames;
  return text.replace(/[a-z]{3,}/gi, (word) => {
    const index = names.length === 0 ? undefined : indexOfName(word, full);
    return (index === undefined ? undefined : names[index]) ?? word;
  });
}

/** Lists values in ascending order, with ranges of three or more. */
export function renderValues(values: ReadonlySet<number>, render: (value: number) => string): string {
  const runs: [from: number, to: number][] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.[1] === value - 1) last[1] = value;
    else runs.push([value, value]);
  }
  return runs
    .map(([from, to]) => {
      if (from === to) return render(from);
      return `${render(from)}${to === from + 1 ? ',' : '-'}${render(to)}`;
    })
    .join(',');
}

/** Reads seven fields: seconds, minutes, hours, day of month, month, day of week and year. Days of the week are names. */
export function readFields(fields: readonly string[]): readonly CronReading[] {
  const [seconds = '', minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] =
    fields;
  const cron = { seconds, minutes, hours, dayOfMonth, month, dayOfWeek, year };
  return read(cron, { first: 'seconds', sunday: 1, isUnix: false, hasOverflow: false, hasWildcard: false });
}
