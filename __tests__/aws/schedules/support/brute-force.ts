/**
 * A second implementation of AWS's documentation: whether an expression fires at a local time, tested by the minute. It shares
 * no code with lib/aws.
 */
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

/** A local time: `2026-03-01 09:05`. */
export type Minute = string;

export function fires(cron: string, minute: Minute): boolean {
  return firesOn(cron, minute.slice(0, 10)) && firesAt(cron, minute.slice(11));
}

/** Whether it fires at a time of day, `09:05`, on any day. */
export function firesAt(cron: string, time: string): boolean {
  const [minutes = '', hours = ''] = fieldsOf(cron);
  return isIn(hours, Number(time.slice(0, 2)), 0, 23) && isIn(minutes, Number(time.slice(3, 5)), 0, 59);
}

/** Whether it fires on a day, `2026-03-01`, at any time. */
export function firesOn(cron: string, date: string): boolean {
  const [, , ofMonth = '', month = '', ofWeek = '', years = ''] = fieldsOf(cron);
  const day = new Date(`${date}T00:00:00Z`);
  if (!isIn(years, day.getUTCFullYear(), 1970, 2199)) return false;
  if (!isIn(named(month, months, 1), day.getUTCMonth() + 1, 1, 12)) return false;
  return ofWeek === '?' ? isDayOfMonth(ofMonth, day) : isDayOfWeek(named(ofWeek, weekdays, 1), day);
}

function fieldsOf(cron: string): readonly string[] {
  return cron.slice('cron('.length, -1).split(' ');
}

function named(field: string, names: readonly string[], first: number): string {
  return names.reduce((text, name, index) => text.replaceAll(name, String(index + first)), field);
}

function isIn(field: string, value: number, minimum: number, maximum: number): boolean {
  const size = maximum - minimum + 1;
  return field.split(',').some((part) => {
    const [base = '', step = '1'] = part.split('/');
    const [start = '', end = part.includes('/') ? String(maximum) : start] = base.split('-');
    const [from, to] = base === '*' ? [minimum, maximum] : [Number(start), Number(end)];
    // Both count steps on a ring that begins at the start of the range.
    const position = (value - from + size) % size;
    const length = (to - from + size) % size;
    return position <= length && position % Number(step) === 0;
  });
}

function isDayOfMonth(field: string, day: Date): boolean {
  const all = daysOfMonth(day);
  const working = all.filter((each) => each.getUTCDay() >= 1 && each.getUTCDay() <= 5);
  const number = day.getUTCDate();
  return field.split(',').some((part) => {
    if (part === 'L') return number === all.length;
    if (part === 'LW') return number === working.at(-1)?.getUTCDate();
    if (part.startsWith('L-')) return number === all.length - Number(part.slice(2));
    if (!part.endsWith('W')) return isIn(part, number, 1, 31);
    const wanted = parseInt(part, 10);
    const byDistance = [...working].sort(
      (a, b) => Math.abs(a.getUTCDate() - wanted) - Math.abs(b.getUTCDate() - wanted),
    );
    return wanted <= all.length && byDistance[0]?.getUTCDate() === number;
  });
}

function isDayOfWeek(field: string, day: Date): boolean {
  const weekday = day.getUTCDay() + 1;
  return field.split(',').some((part) => {
    if (part === 'L') return weekday === 7;
    const isLast = day.getUTCDate() + 7 > daysOfMonth(day).length;
    if (part.endsWith('L')) return isLast && weekday === parseInt(part, 10);
    const [wanted, nth] = part.split('#');
    if (nth === undefined) return isIn(part, weekday, 1, 7);
    return weekday === Number(wanted) && Math.ceil(day.getUTCDate() / 7) === Number(nth);
  });
}

const calendars = new Map<string, readonly Date[]>();

function daysOfMonth(day: Date): readonly Date[] {
  const month = day.toISOString().slice(0, 7);
  const known = calendars.get(month);
  if (known !== undefined) return known;
  const days: Date[] = [];
  calendars.set(month, days);
  const next = new Date(day);
  for (next.setUTCDate(1); next.getUTCMonth() === day.getUTCMonth(); next.setUTCDate(next.getUTCDate() + 1)) {
    days.push(new Date(next));
  }
  return days;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats the local time at an instant. */
export function localMinute(instant: number, timeZone: string): Minute {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  formats.set(timeZone, format);
  return format.format(instant);
}
