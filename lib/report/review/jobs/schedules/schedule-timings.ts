/** The schedules of a job, read from its resources. */
import { isKnownTimeZone } from '../../../../aws/schedules/local-time';
import type { Timing } from '../../../../aws/schedules/schedule-runs';
import type { Cursor } from '../../../../review/jobs/cursor';
import { describeDuration } from '../../../../text/durations';
import { describeTiming, parseExpression } from '../../known-schedules';
import { words, type Words } from '../../words';
import type { JobSide } from '../aspects/aspect';
import { numberOf, valueWords } from '../value-words';

/** A schedule of a job. */
export interface ReadSchedule {
  /** The key of the schedule; `undefined` if the job has only one. */
  readonly key: string | undefined;
  /** The address of the resource. */
  readonly address: string;
  /** The expression as text; the value of the plan if it is not a text. */
  readonly expressionWords: Words;
  /** The parsed times; `undefined` if the plan does not show them, or AWS would reject them. */
  readonly timing: Timing | undefined;
  /** Whether the schedule starts its target. */
  readonly isEnabled: boolean;
}

/** The arguments with the times of a schedule. */
const timeArguments = ['schedule_expression', 'schedule_expression_timezone', 'start_date', 'end_date'];

/** Reads the schedules of a job, in the order of their addresses. */
export function schedulesOfSide(side: JobSide): readonly ReadSchedule[] {
  return side.all('schedule').map(({ key, cursor }) => {
    const expression = cursor.at('schedule_expression');
    return {
      key,
      address: cursor.resource,
      expressionWords: valueWords(expression.value()),
      timing: timingOf(cursor),
      isEnabled: isEnabled(cursor),
    };
  });
}

/** Whether a rule or schedule starts its target. AWS enables it by default. */
export function isEnabled(resource: Cursor): boolean {
  return resource.at('state').value() !== 'DISABLED';
}

function timingOf(schedule: Cursor): Timing | undefined {
  const expression = parseExpression(schedule.at('schedule_expression').text() ?? '');
  const zone = schedule.at('schedule_expression_timezone');
  const timezone = zone.exists() ? zone.text() : 'UTC';
  if (!expression.ok || timezone === undefined || !isKnownTimeZone(timezone)) return undefined;
  return {
    expression: expression.value,
    timezone,
    startDate: dateOf(schedule.at('start_date')),
    endDate: dateOf(schedule.at('end_date')),
  };
}

/** Reads a date; `undefined` if there is none, or if the plan does not show it. */
function dateOf(cursor: Cursor): string | undefined {
  const text = cursor.text();
  return text === undefined || Number.isNaN(Date.parse(text)) ? undefined : text;
}

/** Describes each schedule of a job in words, with its time zone. */
export function scheduleLines(side: JobSide): readonly Words[] {
  // The schedules that check for missed runs have the same times. Reading them here prevents further rows for them.
  for (const { cursor } of side.all('check_schedule'))
    for (const name of timeArguments) cursor.at(name).value();
  return side.all('schedule').map(({ cursor }) => {
    const timing = timingOf(cursor);
    const zone = cursor.at('schedule_expression_timezone').value() ?? 'UTC';
    const times =
      timing === undefined
        ? words`${valueWords(cursor.at('schedule_expression').value())}, ${valueWords(zone)}`
        : timingWords(timing);
    return words`${times}${boundWords(cursor, 'start_date', ', from ')}${boundWords(cursor, 'end_date', ', until ')}${windowWords(cursor)}`;
  });
}

/** Describes the times of a schedule. The name of the time zone is a value of the configuration. */
export function timingWords(timing: Timing): Words {
  const { timezone } = timing;
  const text = describeTiming(timing);
  const zone = `, ${timezone}`;
  return text.endsWith(zone) ? words`${[text.slice(0, -zone.length)]}, ${timezone}` : [text];
}

function boundWords(schedule: Cursor, name: string, before: string): Words {
  const value = schedule.at(name).value();
  return value === undefined || value === null || value === '' ? [] : words`${[before]}${valueWords(value)}`;
}

function windowWords(schedule: Cursor): Words {
  const window = schedule.at('flexible_time_window', 0);
  const minutes = window.at('maximum_window_in_minutes').value();
  if (window.at('mode').value() !== 'FLEXIBLE') return [];
  const length = numberOf(minutes);
  return words`, up to ${length === undefined ? valueWords(minutes) : [describeDuration(length * 60)]} later`;
}
