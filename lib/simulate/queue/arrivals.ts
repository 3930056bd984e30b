/** Messages that come to a queue, as people write them. */
import { parseArrivalLines } from './arrival-lines';

/** So many messages in a second. */
export interface Arrival {
  /** A whole number, from the start on. */
  readonly atSeconds: number;
  /** A whole number, 1 or more. */
  readonly count: number;
}

export interface ArrivalProblem {
  /** From 1 on; absent for a rate, which has no lines, and for what is wrong with all of them together. */
  readonly line: number | undefined;
  /** What was got and what is allowed. */
  readonly reason: string;
}

export type ParsedArrivals =
  | { readonly ok: true; readonly arrivals: readonly Arrival[] }
  | { readonly ok: false; readonly problems: readonly ArrivalProblem[] };

/** Messages of a simulation, in all: more take long and say no more. */
export const maximumMessages = 1_000_000;

/** Seconds within which all of them come. */
export const maximumArrivalSeconds = 24 * 3600;

const units = { second: 1, minute: 60, hour: 3600 } as const;
type Unit = keyof typeof units;

function isUnit(text: string): text is Unit {
  return Object.hasOwn(units, text);
}

const rate = /^(?<count>\d+)\s*\/\s*(?<unit>\w+)(?:\s+for\s+(?<length>\d+)\s*(?<lengthUnit>[a-z]*))?$/;
const burst = /^burst\s+of\s+(?<count>\d+)$/;
const forms = '10/minute, 5000/hour for 90m, 2/second for 30s, or burst of 500';

/** Whether a text is meant as a rate or burst, and not as the name of a file. */
export function isRate(text: string): boolean {
  return /^\s*(?:\d+\s*\/|burst\b)/.test(text);
}

/** `10/minute`, for an hour unless it says for how long, evenly; or `burst of 500`, all at once. */
export function parseRate(text: string): ParsedArrivals {
  const trimmed = text.trim();
  const atOnce = burst.exec(trimmed)?.groups;
  if (atOnce !== undefined) return limited([{ atSeconds: 0, count: Number(atOnce['count']) }]);
  const { count, unit = '', length, lengthUnit = '' } = rate.exec(trimmed)?.groups ?? {};
  if (count === undefined) return refused(`got ${JSON.stringify(trimmed)}; messages come as ${forms}`);
  if (!isUnit(unit))
    return refused(
      `got ${count}/${unit}; a rate is per ${Object.keys(units).join(', ')}, such as ${count}/minute`,
    );
  const duration = { s: 1, m: 60, h: 3600 }[lengthUnit];
  if (length !== undefined && duration === undefined)
    return refused(`got for ${length}${lengthUnit}; how long is 30s, 10m or 2h`);
  const seconds = length === undefined ? 3600 : Number(length) * (duration ?? 1);
  return seconds > maximumArrivalSeconds || Number(count) * (seconds / units[unit]) > 2 * maximumMessages
    ? limited([{ atSeconds: seconds - 1, count: Math.floor((Number(count) * seconds) / units[unit]) }])
    : limited(evenly(Number(count), units[unit], seconds));
}

/** The lines of a file, `SECONDS COUNT` or `hh:mm:ss COUNT`, also with a comma between; what follows a # is a comment. */
export function parseArrivals(text: string): ParsedArrivals {
  const { arrivals, problems } = parseArrivalLines(text);
  if (problems.length > 0) return { ok: false, problems };
  return limited(arrivals);
}

/** Each message comes as soon as its part of the time has passed: the first one at once. */
function evenly(count: number, perSeconds: number, seconds: number): readonly Arrival[] {
  const by = (second: number): number => Math.ceil((second * count) / perSeconds);
  return Array.from({ length: seconds }, (_, atSeconds) => ({
    atSeconds,
    count: by(atSeconds + 1) - by(atSeconds),
  })).filter((arrival) => arrival.count > 0);
}

function limited(arrivals: readonly Arrival[]): ParsedArrivals {
  const problems: ArrivalProblem[] = [];
  const messages = arrivals.reduce((sum, { count }) => sum + count, 0);
  const last = arrivals.at(-1)?.atSeconds ?? 0;
  const refuse = (reason: string): void => {
    problems.push({ line: undefined, reason });
  };
  if (messages === 0) refuse('no message comes; there is at least 1');
  if (messages > maximumMessages)
    refuse(`${messages} messages come; at the most ${maximumMessages} are simulated`);
  if (last >= maximumArrivalSeconds)
    refuse(
      `messages come for ${last + 1} seconds; at the most ${maximumArrivalSeconds} are simulated, a day`,
    );
  return problems.length > 0 ? { ok: false, problems } : { ok: true, arrivals };
}

function refused(reason: string): ParsedArrivals {
  return { ok: false, problems: [{ line: undefined, reason }] };
}

/** For people, one problem a line, in front of which stands where it is. */
export function renderArrivalProblems(source: string, problems: readonly ArrivalProblem[]): string {
  return problems
    .map(({ line, reason }) => `${source}${line === undefined ? '' : `:${line}`}: ${reason}`)
    .join('\n');
}
