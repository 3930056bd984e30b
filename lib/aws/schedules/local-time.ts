import { millisecondsPer } from '../../text/durations';
import type { At } from './expressions/schedule-expression';

/** A date and time, without a time zone. */
export type LocalTime = Omit<At, 'kind'>;

const { hour, day } = millisecondsPer;

/** The names of the default zone of schedules. Its times need no call of Intl, which is slow. */
const utcZones: ReadonlySet<string> = new Set(['Etc/UTC', 'UTC']);

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

/**
 * Converts an instant to the local time of a time zone.
 *
 * @param instant - Milliseconds since 1970.
 * @param timeZone - The IANA name of the time zone.
 * @throws RangeError if Node does not know the time zone.
 */
export function localTimeAt(instant: number, timeZone: string): LocalTime {
  const steady = steadyOffset(Math.floor(instant / day), timeZone);
  return steady === undefined ? localTimeOf(instant, timeZone) : utcTimeAt(instant + steady);
}

/** Like {@link localTimeAt}, without the offsets that are remembered. */
function localTimeOf(instant: number, timeZone: string): LocalTime {
  if (utcZones.has(timeZone)) return utcTimeAt(instant);
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return {
    year: parts.get('year') ?? NaN,
    month: parts.get('month') ?? NaN,
    day: parts.get('day') ?? NaN,
    hour: parts.get('hour') ?? NaN,
    minute: parts.get('minute') ?? NaN,
    second: parts.get('second') ?? NaN,
  };
}

function utcTimeAt(instant: number): LocalTime {
  const date = new Date(instant);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

/**
 * Whether Node knows a time zone. AWS can know a time zone that Node does not know: a newer one, or one that the build
 * of Node lacks.
 */
export function isKnownTimeZone(timeZone: string): boolean {
  if (utcZones.has(timeZone)) return true;
  try {
    formatOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

/**
 * Returns the offset of a time zone from UTC in milliseconds; it is positive east of Greenwich.
 *
 * @param instant - Milliseconds since 1970.
 * @param timeZone - The IANA name of the time zone.
 */
export function offsetAt(instant: number, timeZone: string): number {
  return asIfUtc(localTimeOf(instant, timeZone)) - Math.floor(instant / 1000) * 1000;
}

/**
 * Converts a local time to an instant.
 *
 * @param time - The local time.
 * @param timeZone - The IANA name of the time zone.
 * @returns Milliseconds since 1970: the first instant if the local time occurs twice; `undefined` if it does not exist.
 */
export function instantOf(time: LocalTime, timeZone: string): number | undefined {
  const utc = asIfUtc(time);
  const steady = steadyOffset(Math.floor(utc / day), timeZone);
  if (steady !== undefined) return utc - steady;
  const { before, after } = offsetsAround(Math.floor(utc / hour) * hour, timeZone);
  if (before === after) return utc - before;
  return [utc - Math.max(before, after), utc - Math.min(before, after)].find(
    (instant) => instant + offsetAt(instant, timeZone) === utc,
  );
}

/** The maximum number of days whose offsets are remembered for a time zone. */
const maximumDays = 10_000;
/** The offsets at the starts of the days of UTC, by time zone and by the number of the day. */
const offsetsOfDays = new Map<string, Map<number, number>>();

function offsetOfDay(dayNumber: number, timeZone: string): number {
  const offsets = offsetsOfDays.get(timeZone) ?? new Map<number, number>();
  if (offsets.size === 0) offsetsOfDays.set(timeZone, offsets);
  const known = offsets.get(dayNumber);
  if (known !== undefined) return known;
  const offset = offsetAt(dayNumber * day, timeZone);
  if (offsets.size >= maximumDays) offsets.clear();
  offsets.set(dayNumber, offset);
  return offset;
}

/**
 * Returns the offset of a time zone on a day of UTC, the day before and the day after; `undefined` if it can change on these
 * days. No offset exceeds a day, and no time zone changes its offset twice in a day.
 *
 * @param dayNumber - The number of the day since 1970.
 */
export function steadyOffset(dayNumber: number, timeZone: string): number | undefined {
  if (utcZones.has(timeZone)) return 0;
  const offset = offsetOfDay(dayNumber - 1, timeZone);
  const isSteady =
    offsetOfDay(dayNumber, timeZone) === offset &&
    offsetOfDay(dayNumber + 1, timeZone) === offset &&
    offsetOfDay(dayNumber + 2, timeZone) === offset;
  return isSteady ? offset : undefined;
}

interface OffsetsAround {
  readonly utc: number;
  readonly before: number;
  readonly after: number;
}

/**
 * The last result of {@link offsetsAround} for each time zone. Intl is slow, and most calls ask for the same hour as
 * the call before.
 */
const lastOffsets = new Map<string, OffsetsAround>();

/**
 * Returns two offsets of a time zone: one day before a certain hour, and one day after it. If the offset changes near
 * this hour, these two offsets differ: no offset exceeds a day, and no time zone changes its offset twice in two days.
 */
function offsetsAround(utc: number, timeZone: string): OffsetsAround {
  const last = lastOffsets.get(timeZone);
  if (last?.utc === utc) return last;
  const around = {
    utc,
    before: offsetAt(utc - day, timeZone),
    after: offsetAt(utc + day + hour, timeZone),
  };
  lastOffsets.set(timeZone, around);
  return around;
}

function asIfUtc({ year, month, day: dayOfMonth, hour, minute, second }: LocalTime): number {
  return Date.UTC(year, month - 1, dayOfMonth, hour, minute, second);
}
