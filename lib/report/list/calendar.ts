import { shortHash } from '../../text/short-hash';
import { countedFrom } from '../../aws/schedules/schedule-runs';
import {
  effectOfMessage,
  effectOfRun,
  describeEffect,
  type ScheduleEffect,
  type ScheduleWithEffect,
} from './schedule-effects';
import type { DayTime, ListedDay } from './listed-day';
import type { ListedEnvironment, ListedJob, ListedSchedule } from './listed-jobs';
import { describePolicy } from './words/run-policy';
import { localText, utcIso } from './times';

/** A time at which something fires, as an entry of a calendar. */
export interface CalendarEvent extends DayTime {
  readonly environment: string;
}

/** The runs and messages of a list, in its order. */
export function eventsOfList(environments: readonly ListedEnvironment[]): readonly CalendarEvent[] {
  return environments.flatMap(({ name, jobs }) =>
    jobs.flatMap((listed) => timesOfJob(listed).map((time) => ({ environment: name, ...time }))),
  );
}

function timesOfJob(listed: ListedJob): readonly DayTime[] {
  switch (listed.type) {
    case 'scheduled_job': {
      const firing = effectOfRun(listed.job);
      return listed.schedules.flatMap((schedule) => timesOf(schedule, listed.job.name, firing));
    }
    case 'queue_worker_job': {
      const { job, schedule } = listed;
      return schedule === undefined ? [] : timesOf(schedule, job.name, effectOfMessage(job));
    }
    case 'file_upload_job':
    case 'event_job':
      return [];
  }
}

function timesOf(
  { next, ...schedule }: ListedSchedule,
  jobName: string,
  firing: ScheduleEffect,
): readonly DayTime[] {
  const of: ScheduleWithEffect = { jobName, firing, ...schedule };
  return next.kind === 'runs' ? next.runs.map((at) => ({ of, at })) : [];
}

/** What comes on a day: the runs, then the rest, both in order. */
export function eventsOfDay(environments: readonly ListedDay[]): readonly CalendarEvent[] {
  return environments.flatMap(({ name, runs, others }) =>
    [...runs, ...others].map(({ of, at }) => ({ environment: name, of, at })),
  );
}

/**
 * A calendar with an event for each time. They take no time in it, since nobody knows how long a run goes, and say
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
  const { environment, of, at } = event;
  const { jobName, schedule, timing, words, firing } = of;
  const isAssumed = countedFrom(timing) === 'from';
  const { title, before, after, verb } = describe(firing);
  const titles = [...title, ...(isAssumed ? ['time not known'] : [])];
  const minutes = schedule.flexibleTimeWindowMinutes;
  const description = [
    ...before,
    words,
    `${localText(at, schedule.timezone)} (${schedule.timezone})`,
    ...(isAssumed
      ? ['The time is counted from when this calendar was made: AWS counts from when the schedule was made.']
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
  /** What stands behind the job's name. */
  readonly title: readonly string[];
  /** Lines before and after those of the time. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What it may do later than that. */
  readonly verb: string;
}

function describe(firing: ScheduleEffect): Description {
  switch (firing.kind) {
    case 'run':
      return { title: [], before: [], after: describePolicy(firing.run), verb: 'start' };
    case 'message': {
      const then = firing.waits
        ? ', where it waits: the job is disabled.'
        : ', and no run: the tasks take it from there.';
      return {
        title: ['message'],
        before: [`A message into the queue ${firing.queueName}${then}`],
        after: [],
        verb: 'be sent',
      };
    }
    case 'scheduled_scaling':
      return { title: [describeEffect(firing, 1)], before: [], after: [], verb: 'hold' };
  }
}

/** The same for the same time of a schedule in every list, so that a calendar that reads two lists has it once. */
function uidOf({ environment, of, at }: CalendarEvent): string {
  const identity = [environment, of.jobName, of.schedule.name, utcIso(at)];
  return `${shortHash(JSON.stringify(identity), 32)}@background-jobs`;
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
