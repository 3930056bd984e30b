/** The option `--from`: the time that a command uses instead of the current one. */
import { parseCalendarDay } from '../aws/schedules/day-runs';
import { CommandError } from './command-error';

/**
 * Parses the value of `--from`.
 *
 * @returns The instant; `undefined` if the option is left out.
 * @throws CommandError if the value is not a date and time with an offset.
 */
export function parseFrom(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant === undefined)
    throw new CommandError(
      2,
      `--from ${text}: must be a date and time from 1970 to 2199 that ends with Z or an offset, such as 2027-03-14T06:00:00Z or 2027-03-14T06:00:00-04:00`,
    );
  return instant;
}

/** Parses an instant; `undefined` if the text is invalid. Rounds a fraction up, because runs start at whole seconds. */
function parseInstant(text: string): Date | undefined {
  const [, date, time, seconds = ':00', fraction = '', zone = ''] =
    /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/.exec(text) ?? [];
  if (date === undefined || time === undefined || !parseCalendarDay(date).ok) return undefined;
  const [sign = '+', hours = '00', minutes = '00'] = /^([+-])(\d\d):?(\d\d)$/.exec(zone)?.slice(1) ?? [];
  const isTime = time < '24' && time.slice(3) < '60' && seconds < ':60';
  if (!isTime || Number(hours) > 18 || Number(minutes) > 59) return undefined;
  const instant = Date.parse(`${date}T${time}${seconds}${sign}${hours}:${minutes}`);
  return new Date(instant + (/[1-9]/.test(fraction) ? 1000 : 0));
}
