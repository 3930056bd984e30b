import { createHash } from 'node:crypto';
import { countedFrom } from '../../aws/schedule-expressions/schedule-runs';
import type { DaySchedule, ListedDay } from './listed-day';
import type { ListedEnvironment } from './listed-jobs';
import { policyWords } from './run-policy';
import { localText, utcIso } from './times';

/** A run as an entry of a calendar. */
export interface CalendarEvent {
  readonly environment: string;
  readonly of: DaySchedule;
  readonly run: Date;
}

/** The runs of a list, in its order. */
export function eventsOfList(environments: readonly ListedEnvironment[]): readonly CalendarEvent[] {
  return environments.flatMap(({ name, jobs }) =>
    jobs.flatMap((listed) =>
      listed.type !== 'scheduled_job'
        ? []
        : listed.schedules.flatMap(({ next, ...schedule }) => {
            const of: DaySchedule = { job: listed.job, ...schedule };
            return next.kind === 'runs' ? next.runs.map((run) => ({ environment: name, of, run })) : [];
          }),
    ),
  );
}

/** The runs of a day, in order. */
export function eventsOfDay(environments: readonly ListedDay[]): readonly CalendarEvent[] {
  return environments.flatMap(({ name, runs }) =>
    runs.map(({ of, run }) => ({ environment: name, of, run })),
  );
}

/**
 * A calendar with an event for each run. They take no time in it, since nobody knows how long a run goes, and say
 * so to calendars that show who is busy. `stamp` is the instant of which the calendar tells.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5545
 */
export function renderCalendar(events: readonly CalendarEvent[], stamp: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//background-jobs//list//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...events.flatMap((event) => eventLines(event, stamp)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent, stamp: Date): readonly string[] {
  const { environment, of, run } = event;
  const { job, schedule, timing, words } = of;
  const isAssumed = countedFrom(timing) === 'from';
  const minutes = schedule.flexibleTimeWindowMinutes;
  const description = [
    words,
    `${localText(run, schedule.timezone)} (${schedule.timezone})`,
    ...(isAssumed
      ? ['The time is counted from when this calendar was made: AWS counts from when the schedule was made.']
      : []),
    ...(minutes === undefined
      ? []
      : [`It may start up to ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} later.`]),
    ...policyWords(job.run),
  ];
  return [
    'BEGIN:VEVENT',
    `UID:${uidOf(event)}`,
    `DTSTAMP:${basicUtc(stamp)}`,
    `DTSTART:${basicUtc(run)}`,
    `SUMMARY:${escape(`${environment}: ${job.name}${isAssumed ? ' (time not known)' : ''}`)}`,
    `DESCRIPTION:${escape(description.join('\n'))}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** The same for the same run in every list, so that a calendar that reads two lists has it once. */
function uidOf({ environment, of, run }: CalendarEvent): string {
  const identity = [environment, of.job.name, of.schedule.name, utcIso(run)];
  return `${createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32)}@background-jobs`;
}

/** `20261130T110000Z` */
function basicUtc(instant: Date): string {
  return utcIso(instant).replaceAll(/[-:]/g, '');
}

/** @see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.11 */
function escape(text: string): string {
  return text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`);
}

/**
 * A line of at most 75 octets, the rest in lines that begin with a space. No character is cut.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.1
 */
export function fold(line: string): string {
  const lines: string[] = [];
  let current = '';
  for (const character of line) {
    if (Buffer.byteLength(current) + Buffer.byteLength(character) > 75) {
      lines.push(current);
      current = ' ';
    }
    current += character;
  }
  return [...lines, current].join('\r\n');
}
