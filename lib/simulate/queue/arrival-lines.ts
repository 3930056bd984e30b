import type { Arrival, ArrivalProblem } from './arrival';

interface ReadLines {
  /** Sorted by time. Arrivals in the same second are combined. */
  readonly arrivals: readonly Arrival[];
  readonly problems: readonly ArrivalProblem[];
}

/** Matches numbers of at most 12 digits. Sums of longer numbers could lose precision. */
const digits = /^\d{1,12}$/;
const clock = /^(?<hours>\d{1,2}):(?<minutes>[0-5]\d)(?::(?<seconds>[0-5]\d))?$/;

/** Parses every valid line, and explains every invalid one. */
export function parseArrivalLines(text: string): ReadLines {
  const counts = new Map<number, number>();
  const problems: ArrivalProblem[] = [];
  text.split(/\r\n|\r|\n/).forEach((whole, index) => {
    const line = whole
      .replace(/#.*$/s, '')
      .replace(/^\uFEFF/, '')
      .trim();
    if (line === '') return;
    const addProblem = (reason: string): void => {
      problems.push({ line: index + 1, reason });
    };
    const [time = '', count, ...more] = line.split(/\s*[,;]\s*|\s+/);
    if (count === undefined || more.length > 0) {
      addProblem(
        `got ${JSON.stringify(line)}; a line must have a time and a number of messages: 90 500, or 00:01:30 500`,
      );
      return;
    }
    const atSeconds = secondsOf(time);
    if (atSeconds === undefined)
      addProblem(
        `got the time ${JSON.stringify(time)}; it must be in seconds from the start (90), or hh:mm or hh:mm:ss (00:01:30)`,
      );
    if (!digits.test(count))
      addProblem(`got ${JSON.stringify(count)} messages; the number must be a whole number, 0 or more`);
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
