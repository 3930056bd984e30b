import { shortHash } from '../../text/short-hash';
import { countedFrom } from '../../aws/schedules/schedule-runs';
import {
  effectOfMessage,
  effectOfRun,
  describeEffect,
  type ScheduleEffect,
  type ScheduleWithEffect,
} from './schedule-effects';
import type { DayTime, DayView } from './day/view';
import type { ListedJob, ListedSchedule, ListView } from './view';
import { describePolicy } from './words/run-policy';
import { localText, utcIso } from './times';

/** A calendar entry: a time at which a schedule fires. */
export interface CalendarEvent extends DayTime {
  /** The name of the environment. */
  readonly environment: string;
}

/** Renders the runs and messages of a list. */
export function listToCalendar({ environments, from, readerZone }: ListView): string {
  const events = environments.flatMap(({ name, jobs }) =>
    jobs.flatMap((listed) => timesOfJob(listed).map((time) => ({ environment: name, ...time }))),
  );
  return renderCalendar(events, from, readerZone);
}

function timesOfJob(listed: ListedJob): readonly DayTime[] {
  if (listed.type === 'queue_worker_job') {
    const { job, schedule } = listed;
    return schedule === undefined ? [] : timesOf(schedule, job.name, effectOfMessage(job));
  }
  if (!('schedules' in listed)) return [];
  const effect = effectOfRun(listed.job);
  return listed.schedules.flatMap((schedule) => timesOf(schedule, listed.job.name, effect));
}

function timesOf(
  { next, ...listed }: ListedSchedule,
  jobName: string,
  effect: ScheduleEffect,
): readonly DayTime[] {
  const schedule: ScheduleWithEffect = { jobName, effect, ...listed };
  return next.kind === 'runs' ? next.runs.map((at) => ({ schedule, at })) : [];
}

/** Renders a day: the runs, then the messages and changes of task limits. The result does not depend on the clock. */
export function dayToCalendar({ environments, on, readerZone }: DayView): string {
  const events = environments.flatMap(({ name, runs, others }) =>
    [...runs, ...others].map(({ schedule, at }) => ({ environment: name, schedule, at })),
  );
  return renderCalendar(events, new Date(`${on}T00:00:00Z`), readerZone);
}

/**
 * Renders an event for each time. The events have no duration, because the duration of a run is unknown. In a calendar,
 * the events do not mark the time as busy.
 *
 * @param stamp - The value of `DTSTAMP` in each event.
 * @param readerZone - The time zone of the reader, for the description of each event. Calendars show `DTSTART` in their
 *   own time zone.
 * @see https://www.rfc-editor.org/rfc/rfc5545
 */
function renderCalendar(
  events: readonly CalendarEvent[],
  stamp: Date,
  readerZone: string | undefined,
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//background-jobs//list//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...events.flatMap((event) => eventLines(event, stamp, readerZone)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function eventLines(event: CalendarEvent, stamp: Date, readerZone: string | undefined): readonly string[] {
  const { environment, at } = event;
  const { jobName, schedule, timing, words, effect } = event.schedule;
  const isAssumed = countedFrom(timing) === 'from';
  const { title, before, after, verb } = describe(effect);
  const titles = [...title, ...(isAssumed ? ['time unknown'] : [])];
  const minutes = schedule.flexibleTimeWindowMinutes;
  const description = [
    ...before,
    words,
    `${localText(at, schedule.timezone)} (${schedule.timezone})`,
    ...(readerZone === undefined || readerZone === schedule.timezone
      ? []
      : [`${localText(at, readerZone)} (${readerZone})`]),
    ...(isAssumed
      ? [
          'The time is counted from the creation of this calendar. AWS counts from the creation of the schedule.',
        ]
      : []),
    ...(minutes === undefined
      ? []
      : [`It may ${verb} up to ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} later.`]),
    ...after,
  ];
  return [
    'BEGIN:VEVENT',
    `UID:${uidOf(event)}`,
    `DTSTAMP:${basicUtc(stamp)}`,
    `DTSTART:${basicUtc(at)}`,
    `SUMMARY:${escape(`${environment}: ${jobName}${titles.length === 0 ? '' : ` (${titles.join(', ')})`}`)}`,
    `DESCRIPTION:${escape(description.join('\n'))}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

interface Description {
  /** Additions to the job's name. */
  readonly title: readonly string[];
  /** Lines of a calendar event that come before the lines with its time. */
  readonly before: readonly string[];
  /** Lines of a calendar event that come after the lines with its time. */
  readonly after: readonly string[];
  /** Verb for the flexible time window: the event may `start` later. */
  readonly verb: string;
}

function describe(effect: ScheduleEffect): Description {
  switch (effect.kind) {
    case 'run':
      return { title: [], before: [], after: describePolicy(effect.run), verb: 'start' };
    case 'message': {
      const result = effect.isJobDisabled
        ? 'It stays there, because the job is disabled.'
        : 'No run starts; the tasks of the worker process the message.';
      return {
        title: ['message'],
        before: [`Sends a message to the queue ${effect.queueName}. ${result}`],
        after: [],
        verb: 'be sent',
      };
    }
    case 'scheduled_scaling':
      return { title: [describeEffect(effect, 1)], before: [], after: [], verb: 'apply' };
  }
}

/**
 * Returns the UID of an event. Every list has the same UID for the same time of a schedule, so a calendar that imports
 * two lists shows the event once.
 */
function uidOf({ environment, schedule: of, at }: CalendarEvent): string {
  const identity = [environment, of.jobName, of.schedule.name, utcIso(at)];
  return `${shortHash(JSON.stringify(identity), 32)}@background-jobs`;
}

/** Formats an instant as iCalendar requires: `20261130T110000Z`. */
function basicUtc(instant: Date): string {
  return utcIso(instant).replaceAll(/[-:]/g, '');
}

/**
 * Escapes a text for a value in iCalendar.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.11
 */
function escape(text: string): string {
  return text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`);
}

/**
 * Folds a line into lines of at most 75 octets. Each line after the first begins with a space. A character is never
 * split.
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
