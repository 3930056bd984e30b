import { failure, success, type Result } from '../../text/result';
/** A time in UTC without fractions of a second: `2027-01-01T05:00:00Z`. */
export type ScheduleDate = string;

/**
 * Parses a date such as `2027-01-01T00:00:00-05:00`, and converts it to UTC.
 *
 * The offset is required: EventBridge Scheduler reads dates in UTC and not in the time zone of the schedule.
 *
 * @param text - The date, with an offset or `Z`.
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html#scheduler-CreateSchedule-request-StartDate
 */
export function parseScheduleDate(text: string): Result<ScheduleDate> {
  const found = dateAndZone.exec(text)?.groups;
  if (found === undefined)
    return failure(
      'a date must be yyyy-mm-ddThh:mm:ss with Z or an offset at the end, such as 2027-01-01T00:00:00-05:00',
    );
  const { date = '', time = '00:00:00', zone } = found;
  if (!isDateAndTime(date, time) || (zone !== undefined && !isOffset(zone)))
    return failure('the date, time or offset does not exist');
  if (zone === undefined) {
    return failure(
      `the offset is missing; write ${date}T${time}Z for UTC, or an offset such as ${date}T${time}-05:00 for New York in winter; schedule_expression_timezone does not apply to dates`,
    );
  }
  const utc = new Date(`${date}T${time}${zone}`);
  return success(`${utc.toISOString().slice(0, 19)}Z`);
}

const dateAndZone = /^(?<date>\d{4}-\d\d-\d\d)(?:T(?<time>\d\d:\d\d:\d\d)(?<zone>Z|[+-]\d\d:\d\d)?)?$/;

/** Whether a date and time exist, in a year that schedules allow. */
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
