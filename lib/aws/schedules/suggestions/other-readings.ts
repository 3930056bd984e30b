/** Texts that are not cron expressions: intervals, times, names, systemd's calendar events and recurrence rules. */
import { millisecondsPer } from '../../../text/durations';
import { daysIn } from '../expressions/cron-days';
import { renderScheduleExpression } from '../expressions/render-schedule-expression';
import { rateUnits } from '../expressions/schedule-expression';
import { isKnownTimeZone, localTimeAt, type LocalTime } from '../local-time';
import { dayNames, indexOfName } from './foreign-fields';
import type { Meaning } from './meaning';

/** The times that a text means, and an expression of AWS that should have these times. */
export interface OtherReading {
  /** Times that the text means. */
  readonly meaning: Meaning;
  /** The expression to suggest. The caller first checks that the expression fires at the times of `meaning`. */
  readonly candidate: string;
}

/** Spellings of units, with their length in milliseconds. A month and a year have no fixed length. */
const unitSpellings: readonly (readonly [pattern: RegExp, milliseconds: number])[] = [
  [/^(s|secs?|seconds?)$/i, 1000],
  [/^(m|mins?|minutes?)$/i, millisecondsPer.minute],
  [/^(h|hrs?|hours?)$/i, millisecondsPer.hour],
  [/^(d|days?)$/i, millisecondsPer.day],
  [/^(w|weeks?)$/i, 7 * millisecondsPer.day],
];

/**
 * Reads an interval: `1.5 hours`, `1 week`, `every 5 minutes`, `every hour`, `@every 1h30m` or `PT5M`.
 *
 * @param text - The text, without `rate(` and `)`.
 */
export function readInterval(text: string): OtherReading | undefined {
  const spoken = text.replace(/^@?every /i, '').replace(/^\+/, '');
  const iso = /^PT?(?=\d)/i.test(spoken) ? spoken.replace(/^P/i, '').replace(/T/i, '') : undefined;
  const parts = [...(iso ?? spoken).matchAll(/(\d*\.?\d+) ?([a-z]+)/gi)];
  const isWhole =
    parts.map(([part]) => part).join('') === (iso ?? spoken).replaceAll(/(?<=[a-z]),? (?=\d)/gi, '');
  const isWord = /^every /i.test(text) && /^[a-z]+$/i.test(spoken);
  if (!isWord && (!isWhole || parts.length === 0)) return undefined;
  const terms = isWord ? [['', '1', spoken]] : parts;
  let milliseconds = 0;
  let smallest: number = millisecondsPer.day;
  for (const [, number = '', word = ''] of terms) {
    const unit = unitSpellings.find(([pattern]) => pattern.test(word));
    if (unit === undefined) return undefined;
    milliseconds += Number(number) * unit[1];
    smallest = Math.min(smallest, unit[1]);
  }
  return intervalOf(milliseconds, smallest);
}

/**
 * Returns an interval as a rate. If possible, its unit is not longer than the smallest unit of the text: `60 minutes`
 * does not become an hour.
 */
function intervalOf(exact: number, smallest: number): OtherReading | undefined {
  const milliseconds = Math.round(exact);
  // A product with a decimal fraction has a rounding error, which is far below a millisecond.
  if (Math.abs(milliseconds - exact) > 1e-3 || milliseconds <= 0) return undefined;
  const units = rateUnits.toReversed().filter((one) => milliseconds % millisecondsPer[one] === 0);
  const unit = units.find((one) => millisecondsPer[one] <= smallest) ?? units[0];
  if (unit === undefined) return undefined;
  const expression = { kind: 'rate', unit, value: milliseconds / millisecondsPer[unit] } as const;
  return { meaning: { kind: 'interval', milliseconds }, candidate: renderScheduleExpression(expression) };
}

/**
 * Reads one time: `2027-03-01 09:00`, `2027-03-01T09:00:00+02:00`, `20270301T090000Z` or `2027-03-01T24:00`.
 *
 * @param text - The text, without `at(` and `)`.
 * @param timeZone - The IANA name of the schedule's time zone; `undefined` if it is unknown.
 */
export function readTime(text: string, timeZone: string | undefined): OtherReading | undefined {
  const found = (extendedTime.exec(text) ?? basicTime.exec(text))?.groups;
  if (found === undefined) return undefined;
  const { year, month, day, hour = '0', minute = '0', second = '0', zone } = found;
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number);
  const time = dateOf(y ?? NaN, mo ?? NaN, d ?? NaN, h ?? NaN, mi ?? NaN, s ?? NaN);
  if (time === undefined) return undefined;
  if (zone === undefined)
    return {
      meaning: { kind: 'local-time', time },
      candidate: renderScheduleExpression({ kind: 'at', ...time }),
    };
  const offset = offsetOf(zone);
  if (offset === undefined || timeZone === undefined || !isKnownTimeZone(timeZone)) return undefined;
  const instant = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second) - offset;
  const local = localTimeAt(instant, timeZone);
  return {
    meaning: { kind: 'instant', instant },
    candidate: renderScheduleExpression({ kind: 'at', ...local }),
  };
}

const extendedTime =
  /^(?<year>\d{4})[-/](?<month>\d\d?)[-/](?<day>\d\d?)(?:(?: *T *| +)(?<hour>\d\d?):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,]0+)?)? ?(?<zone>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d\d?(?::?\d\d)?)?)?$/i;
const basicTime =
  /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)T(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?<zone>Z)?$/i;

/** Returns a time that exists in the calendar. 24:00 is the start of the next day. */
function dateOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): LocalTime | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (minute > 59 || second > 59 || hour > 24 || (hour === 24 && minute + second > 0)) return undefined;
  if (hour < 24) return { year, month, day, hour, minute, second };
  const next = new Date(Date.UTC(year, month - 1, day + 1));
  return {
    year: next.getUTCFullYear(),
    month: next.getUTCMonth() + 1,
    day: next.getUTCDate(),
    hour: 0,
    minute,
    second,
  };
}

/** Returns an offset from UTC in milliseconds. */
function offsetOf(zone: string): number | undefined {
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d?):?(\d\d)?$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  if (Number(hours) > 18 || Number(minutes) > 59) return undefined;
  const size = Number(hours) * millisecondsPer.hour + Number(minutes) * millisecondsPer.minute;
  return sign === '-' ? -size : size;
}

/** Names of schedules in Unix's cron, as five fields. */
const cronNames: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * SUN'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

/** Names of schedules in systemd, as five fields of Unix's cron. Its week begins on Monday. */
const systemdNames: ReadonlyMap<string, string> = new Map([
  ['minutely', '* * * * *'],
  ['hourly', '0 * * * *'],
  ['daily', '0 0 * * *'],
  ['weekly', '0 0 * * MON'],
  ['monthly', '0 0 1 * *'],
  ['quarterly', '0 0 1 1,4,7,10 *'],
  ['semiannually', '0 0 1 1,7 *'],
  ['yearly', '0 0 1 1 *'],
  ['annually', '0 0 1 1 *'],
]);

/**
 * Converts a text of another syntax to seven fields of cron: seconds, minutes, hours, day of month, month, day of week and
 * year. Days of the week are names.
 */
export function toCronFields(text: string): readonly string[] | undefined {
  const named = cronNames.get(text.toLowerCase()) ?? systemdNames.get(text.toLowerCase());
  if (named !== undefined) return ['0', ...named.split(' '), '*'];
  return fromPhrase(text) ?? fromSystemd(text) ?? fromRecurrenceRule(text);
}

/** Converts `every monday 09:00`, `daily at 4pm` and `every weekday at 04:00`. */
function fromPhrase(text: string): readonly string[] | undefined {
  const [, days = '', at = ''] =
    /^(daily|every [a-z, ]+?|each [a-z, ]+?),?(?: at)? (\d.*|noon|midnight)$/i.exec(text) ?? [];
  const time = timeOfDay(at);
  if (time === undefined) return undefined;
  const words = days.replace(/^(every|each) /i, '').split(/(?: and |,| )+/i);
  const dayOfWeek = /^(daily|day|night|morning|evening)$/i.test(words.join(' '))
    ? '*'
    : /^(weekday|workday|business day)s?$/i.test(words.join(' '))
      ? 'MON-FRI'
      : weekdayList(words);
  return dayOfWeek === undefined ? undefined : ['0', time.minute, time.hour, '*', '*', dayOfWeek, '*'];
}

function weekdayList(words: readonly string[]): string | undefined {
  const names = words.map((word) => {
    const index = indexOfName(word, dayNames);
    return index === undefined ? undefined : dayNames[index]?.slice(0, 3).toUpperCase();
  });
  const known = names.filter((name) => name !== undefined);
  return known.length === words.length && known.length > 0 ? known.join(',') : undefined;
}

function timeOfDay(text: string): { readonly hour: string; readonly minute: string } | undefined {
  if (/^noon$/i.test(text)) return { hour: '12', minute: '0' };
  if (/^midnight$/i.test(text)) return { hour: '0', minute: '0' };
  const [, hour, minute, half] = /^(\d\d?)(?::(\d\d))? ?([ap])?(?:\.?m\.?)?$/i.exec(text) ?? [];
  if (hour === undefined || (minute === undefined && half === undefined)) return undefined;
  const value = Number(hour);
  if (half === undefined) return { hour: String(value), minute: String(Number(minute)) };
  if (value < 1 || value > 12) return undefined;
  const inDay = (value % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return { hour: String(inDay), minute: String(Number(minute ?? '0')) };
}

/**
 * Converts a calendar event of systemd: `Mon..Fri *-*-* 04:00:00`.
 *
 * @see https://www.freedesktop.org/software/systemd/man/latest/systemd.time.html
 */
function fromSystemd(text: string): readonly string[] | undefined {
  const found = systemdEvent.exec(text)?.groups;
  if (found === undefined) return undefined;
  const { weekdays, year = '*', month = '*', day = '*', hour = '0', minute = '0', second = '00' } = found;
  const field = (part: string): string => part.replaceAll('..', '-').replaceAll(/(?<!\d)0+(?=\d)/g, '');
  const dayOfWeek = weekdays === undefined ? '*' : field(weekdays);
  return [second, minute, hour, day, month, dayOfWeek, year].map(field);
}

const systemdPart = String.raw`[\d*,./]+`;
const systemdEvent = new RegExp(
  String.raw`^(?=.*[-:])(?:(?<weekdays>[a-z]{3,}(?:(?:,|\.\.|-)[a-z]{3,})*),?(?: |$))?(?:(?:(?<year>\*|\d[\d,./]*)-)?(?<month>PART)-(?<day>PART)(?: |$))?(?:(?<hour>PART):(?<minute>PART)(?::(?<second>PART))?)?$`.replaceAll(
    'PART',
    systemdPart,
  ),
  'i',
);

/**
 * Converts a recurrence rule that names its times: `FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0`. Returns `undefined` for
 * a rule that names no times: only the start of the event has them.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10
 */
function fromRecurrenceRule(text: string): readonly string[] | undefined {
  const parts = new Map(
    text
      .replace(/^RRULE:/i, '')
      .toUpperCase()
      .split(';')
      .map((part) => {
        const [name = '', value = ''] = part.split('=');
        return [name, value] as const;
      }),
  );
  const frequency = parts.get('FREQ');
  const allowed = [
    'FREQ',
    'INTERVAL',
    'BYDAY',
    'BYHOUR',
    'BYMINUTE',
    'BYSECOND',
    'BYMONTH',
    'BYMONTHDAY',
    'WKST',
  ];
  if (frequency === undefined || [...parts.keys()].some((name) => !allowed.includes(name))) return undefined;
  if ((parts.get('INTERVAL') ?? '1') !== '1') return undefined;
  const [minute, hour] = [parts.get('BYMINUTE'), parts.get('BYHOUR')];
  const day = weekdaysOfRule(parts.get('BYDAY'), frequency);
  const dayOfMonth = parts.get('BYMONTHDAY');
  if (minute === undefined || day === undefined) return undefined;
  if (hour === undefined && frequency !== 'HOURLY') return undefined;
  if (frequency === 'WEEKLY' && (day === '*' || dayOfMonth !== undefined)) return undefined;
  if (frequency === 'MONTHLY' && day === '*' && dayOfMonth === undefined) return undefined;
  if (!['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY'].includes(frequency)) return undefined;
  const ofMonth = dayOfMonth === '-1' ? 'L' : (dayOfMonth ?? '*');
  const second = parts.get('BYSECOND') ?? '0';
  return [second, minute, hour ?? '*', ofMonth, parts.get('BYMONTH') ?? '*', day, '*'];
}

const ruleDays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

function weekdaysOfRule(text: string | undefined, frequency: string): string | undefined {
  if (text === undefined) return '*';
  const days = text.split(',').map((part) => {
    const [, nth = '', name = ''] = /^(-1|[1-5])?([A-Z]{2})$/.exec(part) ?? [];
    const index = ruleDays.findIndex((known) => known === name);
    const day = dayNames[index]?.slice(0, 3).toUpperCase();
    if (day === undefined || (nth !== '' && frequency !== 'MONTHLY')) return undefined;
    return nth === '' ? day : nth === '-1' ? `${day}L` : `${day}#${nth}`;
  });
  const known = days.filter((day) => day !== undefined);
  return known.length === days.length ? known.join(',') : undefined;
}
