import { parseCalendarDay, type CalendarDay } from '../aws/schedules/day-runs';
import { eventsOfDay, eventsOfList, renderCalendar } from '../report/list/calendar';
import { dayToJson } from '../report/list/day-json';
import { listToJson } from '../report/list/list-json';
import { listDay } from '../report/list/listed-day';
import { listEnvironment } from '../report/list/listed-jobs';
import { renderDay } from '../report/list/render-day';
import { renderList } from '../report/list/render-list';
import { escapeControlCharacters } from '../text/escape-control-characters';
import { plainText, type Color } from '../report/color';
import { CommandError } from './command-error';
import { load } from './load';
import { throwOnErrors } from './throw-on-errors';

/** What a list is printed as. */
export const listFormats = ['text', 'json', 'ics'] as const;

export interface ListOptions {
  readonly config: string;
  readonly environment: readonly string[];
  readonly format: (typeof listFormats)[number];
  /** An instant; now by default. */
  readonly from?: string;
  /** Runs of each schedule; 3 by default. */
  readonly count?: string;
  /** A day, instead of the next runs. */
  readonly on?: string;
}

const defaultCount = 3;
const maximumRuns = 1000;

/**
 * The jobs in words with their next runs, or the runs of a day; returns what to print.
 *
 * @throws CommandError for a configuration that is wrong, and a time, day or count that is none.
 */
export function list(options: ListOptions, now: Date, paint: Color = plainText): string {
  const asked = askedOf(options, now);
  const loaded = load(options.config, options.environment);
  throwOnErrors(loaded, { format: options.format === 'json' ? 'json' : 'text', paint });
  switch (asked.kind) {
    case 'day': {
      const { day, on } = asked;
      const days = loaded.environments.map((environment) => listDay(environment, day));
      const print = {
        text: () => renderDay(days, on),
        json: () => dayToJson(days, on),
        // The list of a day is the same whenever it is made.
        ics: () => renderCalendar(eventsOfDay(days), new Date(`${on}T00:00:00Z`)),
      };
      return print[options.format]();
    }
    case 'next': {
      const { from, count } = asked;
      const listed = loaded.environments.map((environment) => listEnvironment(environment, from, count));
      const print = {
        text: () => renderList(listed, from),
        json: () => listToJson(listed, from, count),
        ics: () => renderCalendar(eventsOfList(listed), from),
      };
      return print[options.format]();
    }
  }
}

type ListRequest =
  | { readonly kind: 'day'; readonly day: CalendarDay; readonly on: string }
  | { readonly kind: 'next'; readonly from: Date; readonly count: number };

function askedOf({ from, count, on }: ListOptions, now: Date): ListRequest {
  if (on === undefined) return { kind: 'next', from: fromOf(from, now), count: countOf(count) };
  const others = Object.entries({ from, count }).filter(([, value]) => value !== undefined);
  if (others.length > 0)
    throw new CommandError(
      2,
      `--on lists all runs of a day: leave out ${others.map(([name]) => `--${name}`).join(' and ')}`,
    );
  const day = parseCalendarDay(on);
  if (!day.ok)
    throw new CommandError(
      2,
      `--on ${escapeControlCharacters(on)}: a day that exists, from 1970 to 2199, such as 2027-03-14`,
    );
  return { kind: 'day', day: day.value, on };
}

function fromOf(text: string | undefined, now: Date): Date {
  if (text === undefined) return new Date(Math.floor(now.getTime() / 1000) * 1000);
  const instant = parseInstant(text);
  if (instant === undefined)
    throw new CommandError(
      2,
      `--from ${escapeControlCharacters(text)}: a date and time of 1970 to 2199 with Z or an offset behind it, such as 2027-03-14T06:00:00Z or 2027-03-14T06:00:00-04:00`,
    );
  return instant;
}

/** Runs are at whole seconds at the earliest: what is left of one is counted up. */
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

function countOf(text: string | undefined): number {
  if (text === undefined) return defaultCount;
  const count = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (count >= 1 && count <= maximumRuns) return count;
  throw new CommandError(
    2,
    `--count ${escapeControlCharacters(text)}: a whole number from 1 to ${maximumRuns}`,
  );
}
