/**
 * A second implementation of cron dialects, which shares no code with lib/aws. It tests each day and each minute. It
 * also generates random expressions of each dialect.
 */
import { fc } from '../../../support/property-tests';

/** A dialect of cron. */
export type Dialect = 'unix' | 'quartz' | 'spring';

/** Returns whether an expression fires on a day, such as `2026-03-01`. */
export function firesOnDay(dialect: Dialect, text: string, date: string): boolean {
  const fields = partsOf(dialect, text);
  const day = new Date(`${date}T00:00:00Z`);
  const month = day.getUTCMonth() + 1;
  if (!matches(fields.month, month, 1, 12, months)) return false;
  if (fields.year !== '*' && !matches(fields.year, day.getUTCFullYear(), 1970, 2199, [])) return false;
  const isOfMonth = inMonth(fields.dayOfMonth, day);
  const isOfWeek = inWeek(dialect, fields.dayOfWeek, day);
  const isOpen = (field: string) => field === '*' || field === '?';
  if (dialect === 'unix' && !isOpen(fields.dayOfMonth) && !isOpen(fields.dayOfWeek))
    return isOfMonth || isOfWeek;
  return isOfMonth && isOfWeek;
}

/** Returns the times of a day at which an expression fires, as `hour:minute`. */
export function timesOfDay(dialect: Dialect, text: string): readonly string[] {
  const { hours, minutes } = partsOf(dialect, text);
  const times: string[] = [];
  for (let hour = 0; hour < 24; hour += 1)
    for (let minute = 0; minute < 60; minute += 1)
      if (matches(hours, hour, 0, 23, []) && matches(minutes, minute, 0, 59, []))
        times.push(`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  return times;
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function partsOf(dialect: Dialect, text: string) {
  const fields = text.split(' ');
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = '*'] =
    dialect === 'unix' ? fields : fields.slice(1);
  return { minutes, hours, dayOfMonth, month, dayOfWeek, year };
}

function matches(
  field: string,
  value: number,
  minimum: number,
  maximum: number,
  names: readonly string[],
): boolean {
  return field.split(',').some((part) => {
    let rest = part.toUpperCase();
    names.forEach((name, index) => {
      rest = rest.replaceAll(name, String(index + minimum));
    });
    const [base = '', step = '1'] = rest.split('/');
    const isOpen = rest.includes('/') && !base.includes('-');
    const [from = '', to = isOpen ? String(maximum) : from] =
      base === '*' ? [String(minimum), String(maximum)] : base.split('-');
    for (let next = Number(from); next <= Number(to); next += Number(step)) if (next === value) return true;
    return false;
  });
}

const calendars = new Map<number, readonly Date[]>();

function calendarOf(day: Date): readonly Date[] {
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  const known = calendars.get(year * 12 + month);
  if (known !== undefined) return known;
  const all = Array.from({ length: 31 }, (_, index) => new Date(Date.UTC(year, month, index + 1)));
  const calendar = all.filter((each) => each.getUTCMonth() === month);
  calendars.set(year * 12 + month, calendar);
  return calendar;
}

function inMonth(field: string, day: Date): boolean {
  const calendar = calendarOf(day);
  const date = day.getUTCDate();
  return field.split(',').some((part) => {
    if (part === '?') return true;
    if (part === 'L') return date === calendar.length;
    if (!part.endsWith('W')) return matches(part, date, 1, 31, []);
    const wanted = Number(part.slice(0, -1));
    if (wanted > calendar.length) return false;
    const working = calendar.filter((each) => each.getUTCDay() % 6 !== 0).map((each) => each.getUTCDate());
    const nearest = Math.min(...working.map((each) => Math.abs(each - wanted)));
    return working.find((each) => Math.abs(each - wanted) === nearest) === date;
  });
}

function inWeek(dialect: Dialect, field: string, day: Date): boolean {
  const first = dialect === 'quartz' ? 1 : 0;
  const number = day.getUTCDay() + first;
  const same = calendarOf(day).filter((each) => each.getUTCDay() === day.getUTCDay());
  return field.split(',').some((part) => {
    if (part === '?') return true;
    if (part.includes('#')) {
      const [weekday = '', nth] = part.split('#');
      return inWeek(dialect, weekday, day) && same[Number(nth) - 1]?.getUTCDate() === day.getUTCDate();
    }
    if (/[^*]L$/.test(part))
      return inWeek(dialect, part.slice(0, -1), day) && same.at(-1)?.getUTCDate() === day.getUTCDate();
    const isInWeek = matchesWeekday(part, number, first);
    // Outside Quartz, Sunday is 7 too.
    return isInWeek || (first === 0 && number === 0 && !part.startsWith('*') && matchesWeekday(part, 7, 0));
  });
}

function matchesWeekday(part: string, number: number, first: number): boolean {
  const renamed = weekdays.reduce(
    (text, name, index) => text.replaceAll(name, String(index + first)),
    part.toUpperCase(),
  );
  return (
    matches(renamed, number, first, 6 + first, []) ||
    (number === 7 && first === 0 && matches(renamed, 7, 0, 7, []))
  );
}

function listOf(one: fc.Arbitrary<string>, maxLength = 3): fc.Arbitrary<string> {
  return fc.array(one, { minLength: 1, maxLength }).map((parts) => parts.join(','));
}

function plainField(minimum: number, maximum: number): fc.Arbitrary<string> {
  const value = fc.integer({ min: minimum, max: maximum });
  const range = fc.tuple(value, value).map((ends) => [...ends].sort((a, b) => a - b).join('-'));
  const step = fc.integer({ min: 1, max: Math.min(30, maximum) });
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant('*') },
    { weight: 3, arbitrary: listOf(fc.oneof(value.map(String), range)) },
    { weight: 1, arbitrary: step.map((by) => `*/${by}`) },
    { weight: 1, arbitrary: fc.tuple(range, step).map(([ends, by]) => `${ends}/${by}`) },
  );
}

function namesOf(names: readonly string[]): fc.Arbitrary<string> {
  const one = fc
    .tuple(fc.constantFrom(...names), fc.boolean())
    .map(([name, isSmall]) => (isSmall ? name.toLowerCase() : name));
  return listOf(one);
}

const monthField = fc.oneof(
  { weight: 3, arbitrary: fc.constant('*') },
  { weight: 1, arbitrary: plainField(1, 12) },
  { weight: 1, arbitrary: namesOf(months) },
);

const dayOfMonthField = fc.oneof(
  { weight: 4, arbitrary: plainField(1, 31) },
  { weight: 1, arbitrary: fc.constant('L') },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 31 }).map((day) => `${day}W`) },
);

function dayOfWeekField(dialect: Dialect): fc.Arbitrary<string> {
  const [first, last] = dialect === 'quartz' ? [1, 7] : [0, 7];
  const number = fc.integer({ min: first, max: last });
  return fc.oneof(
    { weight: 5, arbitrary: plainField(first, last) },
    { weight: 2, arbitrary: namesOf(weekdays) },
    { weight: 1, arbitrary: fc.tuple(number, fc.integer({ min: 1, max: 5 })).map((both) => both.join('#')) },
    { weight: 1, arbitrary: number.map((day) => `${day}L`) },
  );
}

/** Random expressions of a dialect. Most of them select days by one field only. */
export function foreignCrons(dialect: Dialect): fc.Arbitrary<string> {
  const open = dialect === 'quartz' ? '?' : '*';
  const days = fc.oneof(
    { weight: 4, arbitrary: dayOfMonthField.map((days) => [days, open] as const) },
    { weight: 6, arbitrary: dayOfWeekField(dialect).map((days) => [open, days] as const) },
    { weight: 1, arbitrary: fc.tuple(dayOfMonthField, dayOfWeekField(dialect)) },
  );
  return fc
    .tuple(plainField(0, 59), plainField(0, 23), days, monthField)
    .map(([minutes, hours, [ofMonth, ofWeek], month]) =>
      [...(dialect === 'unix' ? [] : ['0']), minutes, hours, ofMonth, month, ofWeek].join(' '),
    );
}
