import type { ScheduledAction } from '../../aws/scaling/scaling';
import { isKnownTimeZone } from '../../aws/schedules/local-time';
import { nextRuns } from '../../aws/schedules/next-runs';
import { workersOf } from '../../jobs/job';
import type { Check } from '../check';
import { pathOf } from '../job-paths';

/** The number of run times that are computed for each scheduled action. For a daily action, they cover more than a year. */
const comparedTimes = 400;

export const expiresWithoutTasks: Check = {
  code: 'expires-without-tasks',
  why: 'With max_tasks: 0, no task runs until the next change in scheduled_scaling, but messages still arrive. SQS deletes each message that reaches the end of its retention in this time. No task has processed such a message, and it never becomes a dead letter.',
  fix: 'raise queue.message_retention_seconds (at most 1209600), or keep max_tasks above 0',
  find: ({ jobs }) =>
    workersOf(jobs).flatMap((job) => {
      const paused = longestPause(job.scaling.scheduledActions);
      const { retentionSeconds: retention } = job.queue;
      if (paused === undefined || retention > paused.seconds) return [];
      const { expression } = paused.action;
      const duration = paused.seconds === Infinity ? 'again' : `for ${paused.seconds} seconds`;
      const message = `no task runs ${duration} after ${expression}, but SQS deletes a message after ${retention} seconds`;
      return [{ path: pathOf(job, 'queue', 'message_retention_seconds'), at: 'value', message }];
    }),
};

interface Pause {
  readonly action: ScheduledAction;
  /** The time without tasks; `Infinity` if no later action allows tasks again. */
  readonly seconds: number;
}

/**
 * Returns the longest time in which the maximum is 0. The first time of a rate is unknown, so a worker with a rate has no
 * result.
 */
function longestPause(actions: readonly ScheduledAction[]): Pause | undefined {
  const isUnknown = ({ parsedExpression, timezone }: ScheduledAction): boolean =>
    parsedExpression.kind === 'rate' || !isKnownTimeZone(timezone);
  if (actions.some(isUnknown)) return undefined;
  const times = actions.map((action) => {
    const runs = nextRuns(action.parsedExpression, new Date(0), action.timezone, comparedTimes);
    return { action, runs: runs.map((run) => run.getTime()) };
  });
  // A recurring action has more run times than were computed. After its last computed time, the order is unknown.
  const end = Math.min(
    ...times.map(({ runs }) => (runs.length < comparedTimes ? Infinity : (runs.at(-1) ?? 0))),
  );
  const changes = times
    .flatMap(({ action, runs }) => runs.map((time) => ({ action, time })))
    .filter(({ time }) => time <= end)
    .toSorted((a, b) => a.time - b.time);
  let longest: Pause | undefined;
  let paused: (typeof changes)[number] | undefined;
  const close = (until: number): void => {
    if (paused === undefined) return;
    const seconds = (until - paused.time) / 1000;
    if (seconds > (longest?.seconds ?? -1)) longest = { action: paused.action, seconds };
  };
  for (const change of changes) {
    if (change.action.maximumCapacity === 0) paused ??= change;
    else {
      close(change.time);
      paused = undefined;
    }
  }
  if (end === Infinity) close(Infinity);
  return longest;
}
