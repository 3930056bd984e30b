import type { At } from './schedule-expression';

/** What clocks and calendars show. */
export type LocalTime = Omit<At, 'kind'>;

const day = 24 * 60 * 60 * 1000;

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
 * What clocks show in a time zone at an instant, which is in milliseconds since 1970.
 *
 * @throws RangeError when Node does not know the time zone.
 */
export function localTimeAt(instant: number, timeZone: string): LocalTime {
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

/** How far the zone's clocks are ahead of UTC, in milliseconds. */
export function offsetAt(instant: number, timeZone: string): number {
  return asIfUtc(localTimeAt(instant, timeZone)) - Math.floor(instant / 1000) * 1000;
}

/**
 * The instant at which clocks in the time zone show a time: the first, when they show it twice; `undefined` when they
 * skip it.
 */
export function instantOf(time: LocalTime, timeZone: string): number | undefined {
  const utc = asIfUtc(time);
  // No zone is further from UTC than a day, and none changes its clocks twice in two days.
  const before = utc - offsetAt(utc - day, timeZone);
  const after = utc - offsetAt(utc + day, timeZone);
  return [Math.min(before, after), Math.max(before, after)].find(
    (instant) => instant + offsetAt(instant, timeZone) === utc,
  );
}

function asIfUtc({ year, month, day: dayOfMonth, hour, minute, second }: LocalTime): number {
  return Date.UTC(year, month - 1, dayOfMonth, hour, minute, second);
}
