/**
 * What a schedule takes besides its expression.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */

/** Characters of an expression, whatever its kind. */
export const maximumScheduleExpressionCharacters = 256;

/** Characters of a time zone's name. */
export const maximumTimeZoneCharacters = 50;

/** A date as the Scheduler has it: in UTC, to the second. */
export type ScheduleDate = string;

/**
 * The UTC of `2027-01-01T00:00:00-05:00`, or of the same with `Z`; or why it is refused. Without a zone a time is several
 * instants: the Scheduler takes UTC, whatever the schedule's own zone is.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html#scheduler-CreateSchedule-request-StartDate
 */
export function parseScheduleDate(
  text: string,
): { readonly ok: true; readonly utc: ScheduleDate } | { readonly ok: false; readonly reason: string } {
  const refuse = (reason: string) => ({ ok: false, reason }) as const;
  const found = dateAndZone.exec(text)?.groups;
  if (found === undefined)
    return refuse('a date is yyyy-mm-ddThh:mm:ss with Z or an offset behind it, 2027-01-01T00:00:00-05:00');
  const { date = '', time = '00:00:00', zone } = found;
  if (!isDateAndTime(date, time) || (zone !== undefined && !isOffset(zone)))
    return refuse('there is no such date, time or offset');
  if (zone === undefined) {
    return refuse(
      `it says no zone: ${date}T${time}Z is UTC, and ${date}T${time}-05:00 is New York in winter; the Scheduler does not read it in schedule_expression_timezone`,
    );
  }
  const utc = new Date(`${date}T${time}${zone}`);
  return { ok: true, utc: `${utc.toISOString().slice(0, 19)}Z` };
}

const dateAndZone = /^(?<date>\d{4}-\d\d-\d\d)(?:T(?<time>\d\d:\d\d:\d\d)(?<zone>Z|[+-]\d\d:\d\d)?)?$/;

/** Of the years that a schedule can name. */
function isDateAndTime(date: string, time: string): boolean {
  const parsed = new Date(`${date}T${time}Z`);
  return (
    !Number.isNaN(parsed.getTime()) &&
    parsed.toISOString().startsWith(`${date}T${time}`) &&
    date >= '1970' &&
    date < '2200'
  );
}

function isOffset(zone: string): boolean {
  return zone === 'Z' || (Number(zone.slice(1, 3)) <= 18 && Number(zone.slice(4)) <= 59);
}

/** Minutes: how late a schedule with a flexible window may fire. */
export const flexibleWindowMinutes = { minimum: 1, maximum: 1440 } as const;
