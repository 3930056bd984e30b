import { firstCommonRun } from '../../aws/schedules/common-run';
import { isKnownTimeZone, localTimeAt } from '../../aws/schedules/local-time';
import type { Timing } from '../../aws/schedules/schedule-runs';
import type { Path } from '../../config/issues/issues';
import type { EnvironmentJobs } from '../../jobs/environment';
import { workersOf } from '../../jobs/job';
import type { Check, Finding } from '../check';
import { enabledScheduledJobs, pathOf, pathOfSchedule } from '../job-paths';
import { dateText } from './date-text';
import { timingOfAction } from './enabled-times';

export const simultaneousSchedules: Check = {
  code: 'simultaneous-schedules',
  why: 'Each schedule of a job starts its own run. If two schedules fire at the same time, the job runs twice for the same scheduled time. If two changes in scheduled_scaling have the same time, AWS does not document which one wins. The wrong limits can then apply until the next change.',
  fix: 'change one of the two times',
  find: (environment, now) =>
    [...runsOf(environment), ...scalingOf(environment)].flatMap((group) => firstFinding(group, now)),
};

/** The times of one job that must differ. */
interface Group {
  readonly effect: string;
  readonly entries: readonly Entry[];
  readonly conflicts: (first: Entry, second: Entry) => boolean;
}

interface Entry {
  readonly expression: string;
  readonly timing: Timing;
  readonly path: Path;
  /** The limits that a scheduled action sets, as text; empty for the schedule of a run. */
  readonly limits: string;
}

/**
 * Returns the schedules of each job with `overlap: allow`. With another value of `overlap`, only one of two runs does
 * its work.
 */
function runsOf(environment: EnvironmentJobs): readonly Group[] {
  return enabledScheduledJobs(environment).flatMap((job) =>
    job.run.overlap === 'allow'
      ? [
          {
            effect: 'start a run',
            entries: job.schedules.map((schedule) => ({
              expression: schedule.expression,
              timing: { ...schedule, expression: schedule.parsedExpression },
              path: pathOfSchedule(environment, job, schedule),
              limits: '',
            })),
            conflicts: () => true,
          },
        ]
      : [],
  );
}

function scalingOf({ jobs }: EnvironmentJobs): readonly Group[] {
  return workersOf(jobs).map((job) => ({
    effect: 'change the number of tasks',
    entries: job.scaling.scheduledActions.map((action, index) => ({
      expression: action.expression,
      timing: timingOfAction(action),
      path: [...pathOf(job, 'scheduled_scaling'), index, 'schedule_expression'],
      limits: `${action.minimumCapacity} to ${action.maximumCapacity}`,
    })),
    conflicts: (first, second) =>
      first.limits !== second.limits && first.timing.timezone === second.timing.timezone,
  }));
}

/** Returns a finding for the first two schedules of a group that conflict. Its path is that of the second schedule. */
function firstFinding({ effect, entries, conflicts }: Group, now: Date): readonly Finding[] {
  for (const [index, second] of entries.entries()) {
    if (!isKnownTimeZone(second.timing.timezone)) continue;
    for (const first of entries.slice(0, index)) {
      if (!conflicts(first, second)) continue;
      const common = firstCommonRun(first.timing, second.timing, now);
      if (common === undefined) continue;
      const isRate = [first, second].every(({ timing }) => timing.expression.kind === 'rate');
      const when = isRate
        ? 'at the same time'
        : `at ${dateText(localTimeAt(common.getTime(), second.timing.timezone))}`;
      const message = `${first.expression} and ${second.expression} both ${effect} ${when}`;
      return [{ path: second.path, at: 'value', message }];
    }
  }
  return [];
}
