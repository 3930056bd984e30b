/**
 * Calculates a simulation without alarms, metric math or steps. Each message goes to the task that is free first, and a
 * formula computes the number of tasks from the minute before.
 */

interface Service {
  readonly minimum: number;
  /** At most 20, so that there is a step for each number of tasks. */
  readonly maximum: number;
  readonly backlogPerTask: number;
  readonly secondsPerMessage: number;
  readonly startSeconds: number;
}

interface ByHand {
  /** By minute, from the start. */
  readonly waiting: readonly number[];
  readonly inFlight: readonly number[];
  readonly desired: readonly number[];
  readonly longestWait: number;
  readonly taskSeconds: number;
}

interface Server {
  readonly runsFrom: number;
  freeAt: number;
}

/**
 * Calculates the messages and tasks of each minute. Tasks have no scale-in protection, and alarms get metrics a minute
 * late.
 *
 * @returns `undefined` if a busy task would be stopped, because interruptions are not calculated here.
 */
export function calculateByHand(
  arrivals: readonly number[],
  service: Service,
  minutes: number,
): ByHand | undefined {
  const begun: number[] = [];
  const desired: number[] = [];
  const samples: { readonly all: number; readonly flying: number; readonly running: number }[] = [];
  let servers: Server[] = Array.from({ length: service.minimum }, () => ({ runsFrom: 0, freeAt: 0 }));
  let taskSeconds = 0;
  let changedAt = -Infinity;

  for (let minute = 0; minute < minutes; minute += 1) {
    const now = minute * 60;
    const arrived = arrivals.filter((at) => at < now).length;
    const flying = begun.filter((at) => at + service.secondsPerMessage > now).length;
    const running = servers.filter(({ runsFrom }) => runsFrom <= now).length;
    samples.push({ all: arrived - begun.length + flying, flying, running });

    const before = servers.length;
    const calculated = tasksFor(samples.slice(0, -1), service, desired.at(-1) ?? service.minimum);
    // No task is stopped for fifteen minutes after a change.
    const next = calculated < before && now - changedAt < 900 ? before : calculated;
    if (next !== before) changedAt = now;
    const launch = Math.max(0, next - servers.length);
    servers.push(
      ...Array.from({ length: launch }, () => ({
        runsFrom: now + service.startSeconds,
        freeAt: now + service.startSeconds,
      })),
    );
    for (let surplus = servers.length - next; surplus > 0; surplus -= 1) {
      const idle = servers.findLast(({ freeAt }) => freeAt <= now);
      if (idle === undefined || servers.some(({ freeAt }) => freeAt > now)) return undefined;
      servers = servers.filter((one) => one !== idle);
    }
    desired.push(next);
    taskSeconds += servers.length * 60;

    // Messages that arrive and begin before the next minute.
    for (let message = begun.length; message < arrivals.length; message += 1) {
      const arrival = arrivals[message] ?? 0;
      const [first] = [...servers].sort((one, other) => one.freeAt - other.freeAt);
      if (first === undefined || arrival >= now + 60) break;
      const begin = Math.max(arrival, first.freeAt);
      if (begin > now + 60) break;
      begun.push(begin);
      first.freeAt = begin + service.secondsPerMessage;
    }
  }

  const at = <T>(count: (now: number) => T): readonly T[] =>
    Array.from({ length: minutes }, (_, minute) => count(minute * 60));
  return {
    waiting: at(
      (now) => arrivals.filter((one) => one <= now).length - begun.filter((one) => one <= now).length,
    ),
    inFlight: at((now) => begun.filter((one) => one <= now && now < one + service.secondsPerMessage).length),
    desired,
    longestWait: begun.reduce((longest, one, index) => Math.max(longest, one - (arrivals[index] ?? 0)), 0),
    // The last minute is not over.
    taskSeconds: taskSeconds - servers.length * 60,
  };
}

function tasksFor(
  seen: readonly { readonly all: number; readonly flying: number; readonly running: number }[],
  { minimum, maximum, backlogPerTask }: Service,
  before: number,
): number {
  const last = seen.at(-1);
  if (last === undefined) return minimum;
  const bounded = (tasks: number): number => Math.min(maximum, Math.max(minimum, tasks));
  if (last.all > 0) {
    const needed = Math.ceil(last.all / backlogPerTask);
    return bounded(Math.max(needed, last.running));
  }
  const isIdle = seen.slice(-5).every(({ all, running }) => all === 0 && running > minimum);
  return isIdle && seen.length >= 5 ? minimum : before;
}
