import type { Arrival, ArrivalProblem } from './arrivals';

interface ReadLines {
  /** In the order of their times, those of a second together. */
  readonly arrivals: readonly Arrival[];
  readonly problems: readonly ArrivalProblem[];
}

/** Longer numbers are no whole ones any more when they are added up. */
const digits = /^\d{1,12}$/;
const clock = /^(?<hours>\d{1,2}):(?<minutes>[0-5]\d)(?::(?<seconds>[0-5]\d))?$/;

/** Every line that says when how many messages come, and everything that is wrong with the others. */
export function parseArrivalLines(text: string): ReadLines {
  const counts = new Map<number, number>();
  const problems: ArrivalProblem[] = [];
  text.split(/\r\n|\r|\n/).forEach((whole, index) => {
    const line = whole
      .replace(/#.*$/s, '')
      .replace(/^\uFEFF/, '')
      .trim();
    if (line === '') return;
    const refuse = (reason: string): void => {
      problems.push({ line: index + 1, reason });
    };
    const [time = '', count, ...more] = line.split(/\s*[,;]\s*|\s+/);
    if (count === undefined || more.length > 0) {
      refuse(
        `got ${JSON.stringify(line)}; a line is a time and a number of messages: 90 500, or 00:01:30 500`,
      );
      return;
    }
    const atSeconds = secondsOf(time);
    if (atSeconds === undefined)
      refuse(
        `got the time ${JSON.stringify(time)}; it is seconds from the start on, 90, or hh:mm or hh:mm:ss, 00:01:30`,
      );
    if (!digits.test(count))
      refuse(`got ${JSON.stringify(count)} messages; how many come is a whole number, 0 or more`);
    else if (atSeconds !== undefined && Number(count) > 0)
      counts.set(atSeconds, (counts.get(atSeconds) ?? 0) + Number(count));
  });
  const arrivals = [...counts].map(([atSeconds, count]) => ({ atSeconds, count }));
  return { arrivals: arrivals.sort((one, other) => one.atSeconds - other.atSeconds), problems };
}

function secondsOf(time: string): number | undefined {
  if (digits.test(time)) return Number(time);
  const found = clock.exec(time)?.groups;
  if (found === undefined) return undefined;
  return Number(found['hours']) * 3600 + Number(found['minutes']) * 60 + Number(found['seconds'] ?? 0);
}
