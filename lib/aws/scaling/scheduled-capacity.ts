/**
 * When the scheduled actions of a service change the minimum and maximum of its tasks.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
 */
import { nextRuns } from '../schedules/next-runs';
import type { ScheduledAction, ServiceScaling } from './scaling';
import type { CapacityLimits } from './step-scaling';

export interface CapacityChange {
  /** Seconds after the start. */
  readonly atSeconds: number;
  readonly action: ScheduledAction;
}

/** The limits at the start, and how they change. */
export interface CapacityPlan {
  readonly limits: CapacityLimits;
  readonly changes: readonly CapacityChange[];
}

const day = 86_400;

/** Days to look back for the last action: of a daily, a weekly, a monthly and a yearly one. */
const daysBack = [2, 8, 32, 366] as const;

/** The limits from a time on, for so many seconds: before it, the last action holds that was due. */
export function planCapacity(scaling: ServiceScaling, from: Date, seconds: number): CapacityPlan {
  const last = lastBefore(scaling.scheduledActions, from) ?? scaling;
  return {
    limits: { minimum: last.minimumCapacity, maximum: last.maximumCapacity },
    changes: runsOf(scaling.scheduledActions, from, seconds),
  };
}

function lastBefore(actions: readonly ScheduledAction[], from: Date): ScheduledAction | undefined {
  // A rate is counted from when its action was made, which nobody here knows.
  const counted = actions.filter(({ parsedExpression }) => parsedExpression.kind !== 'rate');
  for (const days of daysBack) {
    const start = new Date(from.getTime() - days * day * 1000);
    const found = runsOf(counted, start, days * day).at(-1)?.action;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** In the order of their times, from the start on and before the end. */
function runsOf(actions: readonly ScheduledAction[], from: Date, seconds: number): readonly CapacityChange[] {
  const runs = actions.flatMap((action) => {
    // At the most once a minute.
    return nextRuns(action.parsedExpression, from, action.timezone, Math.ceil(seconds / 60))
      .map((run) => ({ atSeconds: (run.getTime() - from.getTime()) / 1000, action }))
      .filter(({ atSeconds }) => atSeconds < seconds);
  });
  return runs.sort((one, other) => one.atSeconds - other.atSeconds);
}
