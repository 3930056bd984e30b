import { localTimeAt, offsetAt } from '../../aws/schedules/local-time';

/** Formats an instant in a time zone: `2026-11-30T06:00:00-05:00`. */
export function localIso(run: Date, timezone: string): string {
  return `${localParts(run, timezone).join('T')}${offsetText(run, timezone)}`;
}

/** Formats an instant in UTC: `2026-11-30T11:00:00Z`. */
export function utcIso(run: Date): string {
  return `${run.toISOString().slice(0, 19)}Z`;
}

/** Formats an instant in a time zone, for people: `Mon 2026-11-30 06:00 -05:00`. */
export function localText(run: Date, timezone: string): string {
  const [date] = localParts(run, timezone);
  return `${weekday(date)} ${dateTimeText(run, timezone)} ${offsetText(run, timezone)}`;
}

/** Formats an instant in a time zone that the text names: `2026-11-30 06:00`. */
export function dateTimeText(run: Date, timezone: string): string {
  const [date, time] = localParts(run, timezone);
  return `${date} ${withoutSeconds(time)}`;
}

/** Formats the time of day in a time zone: `06:00 -05:00`. */
export function localTimeText(run: Date, timezone: string): string {
  return `${withoutSeconds(localParts(run, timezone)[1])} ${offsetText(run, timezone)}`;
}

/** Formats an instant in UTC, for people: `2026-11-30 11:00Z`. */
export function utcText(run: Date): string {
  const [date = '', time = ''] = utcIso(run).slice(0, -1).split('T');
  return `${date} ${withoutSeconds(time)}Z`;
}

/**
 * Formats an instant for the reader of a list.
 *
 * @param run - The instant.
 * @param zone - The reader's time zone; `undefined` for UTC.
 */
export function readerText(run: Date, zone: string | undefined): string {
  return zone === undefined ? utcText(run) : localText(run, zone);
}

/** Returns the fields of the JSON output that show an instant in the reader's time zone; none without such a time zone. */
export function readerFields(run: Date, zone: string | undefined): { readonly in_timezone?: string } {
  return zone === undefined ? {} : { in_timezone: localIso(run, zone) };
}

/** Returns the weekday of a date: `Mon` for `2026-11-30`. */
export function weekday(date: string): string {
  return new Date(`${date}T00:00:00Z`).toUTCString().slice(0, 3);
}

/** Removes the seconds of a time if they are zero. */
export function withoutSeconds(time: string): string {
  return time.replace(/:00$/, '');
}

function localParts(run: Date, timezone: string): readonly [date: string, time: string] {
  const { year, month, day, hour, minute, second } = localTimeAt(run.getTime(), timezone);
  const date = `${String(year).padStart(4, '0')}-${padTwo(month)}-${padTwo(day)}`;
  return [date, `${padTwo(hour)}:${padTwo(minute)}:${padTwo(second)}`];
}

function offsetText(run: Date, timezone: string): string {
  const seconds = offsetAt(run.getTime(), timezone) / 1000;
  const size = Math.abs(seconds);
  return `${seconds < 0 ? '-' : '+'}${padTwo(Math.floor(size / 3600))}:${padTwo(Math.floor((size % 3600) / 60))}`;
}

function padTwo(part: number): string {
  return String(part).padStart(2, '0');
}
