import type { LocalTime } from '../../aws/schedules/local-time';
import { padTwo } from '../../text/durations';

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** Formats a local time: `Sun 2027-03-28 02:30`. */
export function dateText(time: LocalTime): string {
  const { year, month, day } = time;
  const weekday = weekdays[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '';
  return `${weekday} ${year}-${padTwo(month)}-${padTwo(day)} ${clockText(time)}`;
}

/** Formats the time of a day: `02:30`. */
export function clockText({ hour, minute }: LocalTime): string {
  return `${padTwo(hour)}:${padTwo(minute)}`;
}
