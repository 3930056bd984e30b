/** The next runs of a job, with offsets from UTC. */
import type { Timing } from '../../../../aws/schedules/schedule-runs';
import { localText } from '../../../list/times';
import { runsFrom } from '../../known-schedules';
import { words, type Words } from '../../words';
import { aspect, type Aspect, type JobSide } from '../aspects/aspect';
import { schedulesOfSide, type ReadSchedule } from './schedule-timings';

/** The number of runs that a review shows. The name of the aspect has it too. */
const shownRuns = 3;

/** The aspect of the next runs of all schedules of a job. */
export const nextRunsAspect: Aspect = aspect(
  'next three runs',
  ['schedule'],
  (side, { at }) => nextRunLines(side, at),
  { isInSummary: true },
);

/** Returns a line for each of the next runs of a job; no line if it has no schedule. */
export function nextRunLines(side: JobSide, at: Date): readonly Words[] {
  const schedules = schedulesOfSide(side);
  if (schedules.length === 0) return [];
  const enabled = schedules.filter(({ isEnabled }) => isEnabled);
  if (enabled.length === 0) return [['none, because the job is disabled']];
  const unknown = enabled.flatMap((schedule) =>
    schedule.timing === undefined ? [words`unknown: ${schedule.expressionWords}`] : [],
  );
  const dated = enabled
    .flatMap(({ timing }) => (timing === undefined || countsFromCreation(timing) ? [] : runsOf(timing, at)))
    .sort((a, b) => a.run.getTime() - b.run.getTime())
    .slice(0, shownRuns)
    .map(({ run, zone }): Words => [localText(run, zone)]);
  const rates = enabled.flatMap((schedule) => rateLine(schedule));
  const lines = [...dated, ...rates, ...unknown];
  return lines.length === 0 ? [['none, because all times of the schedule have passed']] : lines;
}

function runsOf(timing: Timing, at: Date): readonly { readonly run: Date; readonly zone: string }[] {
  return runsFrom(timing, at, shownRuns).map((run) => ({ run, zone: timing.timezone }));
}

/** Whether AWS counts the intervals from the creation of the schedule, which a plan does not show. */
export function countsFromCreation({ expression, startDate }: Timing): boolean {
  return expression.kind === 'rate' && startDate === undefined;
}

function rateLine({ timing }: ReadSchedule): readonly Words[] {
  if (timing === undefined || !countsFromCreation(timing)) return [];
  return [
    ['unknown: AWS counts a rate from the creation of the schedule, and a plan does not contain this time'],
  ];
}
