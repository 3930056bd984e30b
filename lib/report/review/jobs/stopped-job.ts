/** Says that a job stays and does not run any more. */
import { countsFromCreation } from './schedules/next-runs';
import type { PartOfJob } from '../../../review/jobs/group-changes';
import { localText } from '../../list/times';
import { runsFrom } from '../known-schedules';
import { words, type Words } from '../words';
import type { JobSide } from './aspects/aspect';
import { isWorkerDisabled } from './aspects/trigger-aspects';
import { isEnabled, schedulesOfSide } from './schedules/schedule-timings';

/** The parts that start the runs of a job. */
const triggerParts: readonly PartOfJob[] = ['bounds', 'rule', 'schedule', 'scheduled_action'];

/**
 * Returns a sentence about a job that ran before the change and that nothing starts after it.
 *
 * @param name - The name of the job.
 * @param changedParts - The parts of the job that change.
 * @param at - The time of the plan.
 * @returns `undefined` if the job is added or deleted, did not run before, or still runs.
 */
export function stoppedJobWords(
  name: string,
  changedParts: ReadonlySet<PartOfJob>,
  before: JobSide,
  after: JobSide,
  at: Date,
): Words | undefined {
  if (!triggerParts.some((part) => changedParts.has(part))) return undefined;
  if (before.isEmpty() || after.isEmpty() || !isStarted(before, at) || isStarted(after, at)) return undefined;
  const isDisabled = isWorker(after) || triggerStates(after).some((state) => !state);
  const reason = isDisabled ? words`The job ${name} is disabled` : words`The job ${name} has no further run`;
  return words`${reason}: ${consequence(before, after, at)}.`;
}

/** Whether anything starts runs of a job. A schedule whose times are not known may start runs. */
function isStarted(side: JobSide, at: Date): boolean {
  if (isWorker(side)) return !isWorkerDisabled(side);
  const hasRun = schedulesOfSide(side).some(
    ({ isEnabled: isOn, timing }) =>
      isOn && (timing === undefined || countsFromCreation(timing) || runsFrom(timing, at, 1).length > 0),
  );
  return hasRun || side.all('rule').some(({ cursor }) => isEnabled(cursor));
}

function isWorker(side: JobSide): boolean {
  return side.has('bounds');
}

function triggerStates(side: JobSide): readonly boolean[] {
  return [...side.all('schedule'), ...side.all('rule')].map(({ cursor }) => isEnabled(cursor));
}

function consequence(before: JobSide, after: JobSide, at: Date): Words {
  if (isWorker(after)) return ['no tasks run, and messages wait in its queue until SQS deletes them'];
  if (!after.has('schedule')) return ['uploads and events do not start it any more'];
  const [next] = schedulesOfSide(before)
    .flatMap(({ isEnabled: isOn, timing }) =>
      !isOn || timing === undefined || countsFromCreation(timing)
        ? []
        : runsFrom(timing, at, 1).map((run) => ({ run, zone: timing.timezone })),
    )
    .sort((a, b) => a.run.getTime() - b.run.getTime());
  return next === undefined
    ? ['no run starts any more']
    : words`no run starts any more; the next run was due on ${[localText(next.run, next.zone)]}`;
}
