/** Parsers of message arrivals. */
import type { Arrival, ArrivalProblem } from './arrival';
import { parseArrivalLines } from './arrival-lines';

/** Arrivals sorted by time, or every problem. */
export type ParsedArrivals =
  | { readonly ok: true; readonly arrivals: readonly Arrival[] }
  | { readonly ok: false; readonly problems: readonly ArrivalProblem[] };

/** The maximum number of messages of a simulation. More messages would take longer and hardly change the result. */
export const maximumMessages = 1_000_000;

/** The maximum time of the last arrival: one day. */
export const maximumArrivalSeconds = 24 * 3600;

const units = { second: 1, minute: 60, hour: 3600 } as const;
type Unit = keyof typeof units;

function isUnit(text: string): text is Unit {
  return Object.hasOwn(units, text);
}

const rate = /^(?<count>\d+)\s*\/\s*(?<unit>\w+)(?:\s+for\s+(?<length>\d+)\s*(?<lengthUnit>[a-z]*))?$/;
const burst = /^burst\s+of\s+(?<count>\d+)$/;
const forms = '10/minute, 5000/hour for 90m, 2/second for 30s, or burst of 500';

/** Returns whether a text looks like a rate or burst, and not like the name of a file. */
export function isRate(text: string): boolean {
  return /^\s*(?:\d+\s*\/|burst\b)/.test(text);
}

/** Parses a rate such as `10/minute`, or `burst of 500`. A rate lasts an hour by default; its messages arrive evenly. */
export function parseRate(text: string): ParsedArrivals {
  const trimmed = text.trim();
  const atOnce = burst.exec(trimmed)?.groups;
  if (atOnce !== undefined) return checkLimits([{ atSeconds: 0, count: Number(atOnce['count']) }]);
  const { count, unit = '', length, lengthUnit = '' } = rate.exec(trimmed)?.groups ?? {};
  if (count === undefined)
    return invalid(`got ${JSON.stringify(trimmed)}; it must be a rate or burst such as ${forms}`);
  if (!isUnit(unit))
    return invalid(
      `got ${count}/${unit}; the unit must be ${Object.keys(units).join(', ')}, such as ${count}/minute`,
    );
  const duration = { s: 1, m: 60, h: 3600 }[lengthUnit];
  if (length !== undefined && duration === undefined)
    return invalid(`got "for ${length}${lengthUnit}"; the duration must have a unit: 30s, 10m or 2h`);
  const seconds = length === undefined ? 3600 : Number(length) * (duration ?? 1);
  return seconds > maximumArrivalSeconds || Number(count) * (seconds / units[unit]) > 2 * maximumMessages
    ? checkLimits([{ atSeconds: seconds - 1, count: Math.floor((Number(count) * seconds) / units[unit]) }])
    : checkLimits(evenly(Number(count), units[unit], seconds));
}

/** Parses lines of `SECONDS COUNT` or `hh:mm:ss COUNT`, with a space or comma between them. `#` starts a comment. */
export function parseArrivals(text: string): ParsedArrivals {
  const { arrivals, problems } = parseArrivalLines(text);
  if (problems.length > 0) return { ok: false, problems };
  return checkLimits(arrivals);
}

/** Distributes messages evenly. The first one arrives at the start. */
function evenly(count: number, perSeconds: number, seconds: number): readonly Arrival[] {
  const by = (second: number): number => Math.ceil((second * count) / perSeconds);
  return Array.from({ length: seconds }, (_, atSeconds) => ({
    atSeconds,
    count: by(atSeconds + 1) - by(atSeconds),
  })).filter((arrival) => arrival.count > 0);
}

function checkLimits(arrivals: readonly Arrival[]): ParsedArrivals {
  const problems: ArrivalProblem[] = [];
  const messages = arrivals.reduce((sum, { count }) => sum + count, 0);
  const last = arrivals.at(-1)?.atSeconds ?? 0;
  const addProblem = (reason: string): void => {
    problems.push({ line: undefined, reason });
  };
  if (messages === 0) addProblem('got 0 messages; the minimum is 1');
  if (messages > maximumMessages) addProblem(`got ${messages} messages; the maximum is ${maximumMessages}`);
  if (last >= maximumArrivalSeconds)
    addProblem(`got arrivals for ${last + 1} seconds; the maximum is ${maximumArrivalSeconds}, one day`);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, arrivals };
}

function invalid(reason: string): ParsedArrivals {
  return { ok: false, problems: [{ line: undefined, reason }] };
}

/** Renders each problem on a line, after its source and line number. */
export function renderArrivalProblems(
  source: string,
  problems: readonly ArrivalProblem[],
): readonly string[] {
  return problems.map(({ line, reason }) => `${source}${line === undefined ? '' : `:${line}`}: ${reason}`);
}
