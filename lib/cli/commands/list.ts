import { Option } from 'commander';
import { parseCalendarDay, type CalendarDay } from '../../aws/schedules/day-runs';
import { isKnownTimeZone } from '../../aws/schedules/local-time';
import { explainInvalidTimeZone } from '../../aws/schedules/time-zones';
import { dayFormats, listFormats } from '../../report/list/formats';
import { listDay } from '../../report/list/day/view';
import { listEnvironment, unknownTimeZone } from '../../report/list/view';
import { defineCommand, type CommandContext, type CommandResult } from '../command';
import { CommandError } from '../command-error';
import { loadValid } from '../load-valid';
import { parseFrom } from '../from-option';
import { configOptions, formatOption, type ConfigOptions } from '../options';

/** Options of `list`, as text of the command line. */
export interface ListOptions extends ConfigOptions {
  /** Output format. */
  readonly format: keyof typeof listFormats;
  /**
   * An ISO 8601 instant.
   *
   * @default now
   */
  readonly from?: string;
  /**
   * Number of runs of each schedule.
   *
   * @default 3
   */
  readonly count?: string;
  /**
   * Day whose runs are listed, `yyyy-mm-dd`.
   *
   * @default the runs after `from` are listed, on any day
   */
  readonly on?: string;
  /**
   * IANA name of the reader's time zone.
   *
   * @default UTC, and with `on` the time zone of each job
   */
  readonly timezone?: string;
}

const defaultCount = 3;
const maximumCount = 1000;

/** `background-jobs list` */
export const listCommand = defineCommand({
  name: 'list',
  summary: 'list the jobs in words, with their next runs in the job’s time zone and in UTC',
  options: [
    ...configOptions(),
    new Option('--from <time>', 'list runs from this time, such as 2027-03-14T06:00:00-04:00 (default: now)'),
    new Option('--count <number>', `number of runs of each schedule (default: ${defaultCount})`),
    new Option(
      '--on <date>',
      'list all runs of this day instead, such as 2027-03-14, in the time zone of each job',
    ),
    new Option(
      '--timezone <name>',
      'show each time in this time zone too, such as Europe/Berlin; with --on, list the day of this time zone',
    ),
    formatOption(listFormats),
  ],
  run: list,
});

/**
 * Lists the next runs of each job, or all runs of a day.
 *
 * @throws CommandError if an option or the configuration is invalid.
 */
export function list(
  options: ListOptions,
  { now, errorColor, outputColumns }: CommandContext,
): CommandResult {
  const request = parseRequest(options, now);
  const readerZone = parseTimeZone(options.timezone);
  const zone = readerZone === undefined ? {} : { readerZone };
  const { environments } = loadValid(options, errorColor);
  switch (request.kind) {
    case 'day': {
      const { day, on } = request;
      const listed = environments.map((environment) => listDay(environment, day, readerZone));
      const view = { on, environments: listed, ...zone };
      return { output: dayFormats[options.format](view, outputColumns), format: options.format };
    }
    case 'next': {
      const { from, count } = request;
      const listed = environments.map((environment) => listEnvironment(environment, from, count));
      const view = { from, count, environments: listed, ...zone };
      return { output: listFormats[options.format](view, outputColumns), format: options.format };
    }
  }
}

type ListRequest =
  | { readonly kind: 'day'; readonly day: CalendarDay; readonly on: string }
  | { readonly kind: 'next'; readonly from: Date; readonly count: number };

function parseRequest({ from, count, on }: ListOptions, now: Date): ListRequest {
  if (on === undefined)
    return { kind: 'next', from: parseFrom(from) ?? wholeSecond(now), count: parseCount(count) };
  const others = Object.entries({ from, count }).filter(([, value]) => value !== undefined);
  if (others.length > 0)
    throw new CommandError(
      2,
      `--on lists all runs of a day; remove ${others.map(([name]) => `--${name}`).join(' and ')}`,
    );
  const day = parseCalendarDay(on);
  if (!day.ok) throw new CommandError(2, `--on ${on}: must be a date from 1970 to 2199, such as 2027-03-14`);
  return { kind: 'day', day: day.value, on };
}

function parseTimeZone(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const reason = explainInvalidTimeZone(name) ?? (isKnownTimeZone(name) ? undefined : unknownTimeZone(name));
  if (reason === undefined) return name;
  throw new CommandError(2, `--timezone ${name}: ${reason}`);
}

function wholeSecond(now: Date): Date {
  return new Date(Math.floor(now.getTime() / 1000) * 1000);
}

function parseCount(text: string | undefined): number {
  if (text === undefined) return defaultCount;
  const count = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (count >= 1 && count <= maximumCount) return count;
  throw new CommandError(2, `--count ${text}: must be a whole number from 1 to ${maximumCount}`);
}
