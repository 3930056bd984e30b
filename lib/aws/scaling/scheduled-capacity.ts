/**
 * The times at which the scheduled actions of a service change its minimum and maximum.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
 */
import { millisecondsPer, secondsPer } from '../../text/durations';
import { nextRuns } from '../schedules/next-runs';
import type { ScheduledAction, ServiceScaling } from './scaling';
import type { CapacityLimits } from './step-scaling';

/** A run of a scheduled action. */
export interface CapacityChange {
  /** Seconds since the start. */
  readonly atSeconds: number;
  /** The action. */
  readonly action: ScheduledAction;
}

/** The bounds of the desired count at the start of a period, and the changes of these bounds in the period. */
export interface CapacityPlan {
  /** The bounds at the start of the period. */
  readonly limits: CapacityLimits;
  /** The changes of the bounds during the period, in the order of their times. */
  readonly changes: readonly CapacityChange[];
}

/**
 * Lengths, in days, of the periods in which to search for the last action before the start. The lengths suit daily,
 * weekly, monthly and yearly actions.
 */
const daysBefore = [2, 8, 32, 366] as const;

/**
 * Returns the bounds of a service in a period. The last action before the period sets the bounds at its start.
 *
 * @param scaling - The scaling of the service.
 * @param from - The start of the period.
 * @param seconds - The length of the period.
 */
export function planCapacity(scaling: ServiceScaling, from: Date, seconds: number): CapacityPlan {
  const last = lastBefore(scaling.scheduledActions, from) ?? scaling;
  return {
    limits: { minimum: last.minimumCapacity, maximum: last.maximumCapacity },
    changes: runsOf(scaling.scheduledActions, from, seconds),
  };
}

function lastBefore(actions: readonly ScheduledAction[], from: Date): ScheduledAction | undefined {
  // The times of a rate depend on the creation of the action, which is unknown.
  const predictable = actions.filter(({ parsedExpression }) => parsedExpression.kind !== 'rate');
  for (const days of daysBefore) {
    const start = new Date(from.getTime() - days * millisecondsPer.day);
    const found = runsOf(predictable, start, days * secondsPer.day).at(-1)?.action;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Returns the runs of scheduled actions in a period, in the order of their times. */
function runsOf(actions: readonly ScheduledAction[], from: Date, seconds: number): readonly CapacityChange[] {
  const runs = actions.flatMap((action) => {
    // A schedule has at most one run a minute.
    return nextRuns(action.parsedExpression, from, action.timezone, Math.ceil(seconds / 60))
      .map((run) => ({ atSeconds: (run.getTime() - from.getTime()) / 1000, action }))
      .filter(({ atSeconds }) => atSeconds < seconds);
  });
  return runs.sort((a, b) => a.atSeconds - b.atSeconds);
}
