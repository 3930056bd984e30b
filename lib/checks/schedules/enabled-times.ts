import type { ScheduledAction } from '../../aws/scaling/scaling';
import type { Timing } from '../../aws/schedules/schedule-runs';
import type { Path } from '../../config/issues/issues';
import type { EnvironmentJobs } from '../../jobs/environment';
import { isRunJob, stateOf } from '../../jobs/job';
import { scheduledActionsOf, schedulesOf } from '../job-paths';

/** The times of a schedule or of a scheduled action. */
export interface EnabledTimes {
  /** Expression in AWS's spelling. */
  readonly expression: string;
  /** Times, parsed. */
  readonly timing: Timing;
  /** The path of `schedule_expression`, with its index if it is in a list. */
  readonly expressionPath: Path;
  /** The path of `schedule_expression_timezone`. */
  readonly timeZonePath: Path;
  /** The effect of the schedule at these times. */
  readonly effect: 'run' | 'message' | 'scheduled_scaling';
  /** Whether this is the first of the schedules that share a time zone, so that a check reports the zone once. */
  readonly isFirst: boolean;
}

/**
 * Returns the times of all schedules and scheduled actions that fire. The schedule of a disabled worker still sends
 * messages, so its times are included.
 */
export function enabledTimes(environment: EnvironmentJobs): readonly EnabledTimes[] {
  const schedules = schedulesOf(environment)
    .filter(({ job }) => !isRunJob(job) || stateOf(job) === 'ENABLED')
    .map(({ job, schedule, path, expressionPath, isFirst }) => ({
      expression: schedule.expression,
      timing: { ...schedule, expression: schedule.parsedExpression },
      expressionPath,
      timeZonePath: [...path, 'schedule_expression_timezone'],
      effect: isRunJob(job) ? ('run' as const) : ('message' as const),
      isFirst,
    }));
  const actions = scheduledActionsOf(environment).map(({ action, expressionPath }) => ({
    expression: action.expression,
    timing: timingOfAction(action),
    expressionPath,
    timeZonePath: [...expressionPath.slice(0, -1), 'schedule_expression_timezone'],
    effect: 'scheduled_scaling' as const,
    isFirst: true,
  }));
  return [...schedules, ...actions];
}

/** Returns the times of a scheduled action. A scheduled action has no start date and no end date. */
export function timingOfAction({
  parsedExpression: expression,
  timezone,
}: Pick<ScheduledAction, 'parsedExpression' | 'timezone'>): Timing {
  return { expression, timezone, startDate: undefined, endDate: undefined };
}
