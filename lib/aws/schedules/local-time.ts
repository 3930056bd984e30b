import type { At } from './expressions/schedule-expression';

/** What clocks and calendars show. */
export type LocalTime = Omit<At, 'kind'>;

const hour = 60 * 60 * 1000;
const day = 24 * hour;

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

/** Whether Node knows a time zone: AWS may know one that is newer, or that this Node was built without. */
export function isKnownTimeZone(timeZone: string): boolean {
  try {
    formatOf(timeZone);
    return true;
  } catch {
    return false;
  }
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
  const { before, after } = offsetsAround(Math.floor(utc / hour) * hour, timeZone);
  if (before === after) return utc - before;
  return [utc - Math.max(before, after), utc - Math.min(before, after)].find(
    (instant) => instant + offsetAt(instant, timeZone) === utc,
  );
}

interface OffsetsAround {
  readonly utc: number;
  readonly before: number;
  readonly after: number;
}

/** The last that were asked for: Intl takes its time, and who asks for one minute asks for the next. */
const lastOffsets = new Map<string, OffsetsAround>();

/** Those of a day before and after. No zone is further from UTC than that, and none changes its clocks twice meanwhile. */
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
