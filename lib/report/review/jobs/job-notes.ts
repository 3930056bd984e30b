/** Notes about the change of a job: its runs on the day of the deploy, and the resources that Terraform replaces. */
import type { OwnedChange, PartOfJob } from '../../../review/jobs/group-changes';
import { words, type Words } from '../words';
import type { JobSide } from './aspects/aspect';
import { deployDayNotes } from './schedules/deploy-day';
import { schedulesOfSide, type ReadSchedule } from './schedules/schedule-timings';

/**
 * Returns the notes about a job that exists after the change.
 *
 * @param changedParts - The parts of the job that change.
 * @param isStopped - Whether the job does not run any more. The report says this first, and a note must not repeat it.
 */
export function jobNotes(
  changes: readonly OwnedChange<PartOfJob>[],
  changedParts: ReadonlySet<PartOfJob>,
  before: JobSide,
  after: JobSide,
  at: Date,
  isStopped: boolean,
): readonly Words[] {
  return [
    ...(isStopped || !changedParts.has('schedule') ? [] : scheduleNotes(before, after, at)),
    ...changes.flatMap(({ part, change }) =>
      change.action === 'replace' ? replacementNote(part, change.replacedBecauseOf) : [],
    ),
    ...serviceNotes(changes),
  ];
}

/** Compares the schedules of both sides. A schedule with another key is compared if both sides have only one. */
function scheduleNotes(before: JobSide, after: JobSide, at: Date): readonly Words[] {
  const [old, current] = [schedulesOfSide(before), schedulesOfSide(after)];
  const [onlyOld, ...moreOld] = old;
  const [onlyNew, ...moreNew] = current;
  if (onlyOld !== undefined && onlyNew !== undefined && moreOld.length === 0 && moreNew.length === 0)
    return deployDayNotes({ before: onlyOld, after: onlyNew }, at);
  const key = (schedule: ReadSchedule): string => JSON.stringify(schedule.timing ?? schedule.address);
  const [oldKeys, newKeys] = [new Set(old.map(key)), new Set(current.map(key))];
  return [
    ...old
      .filter((schedule) => !newKeys.has(key(schedule)))
      .flatMap((schedule) => deployDayNotes({ before: schedule, after: undefined }, at)),
    ...current
      .filter((schedule) => !oldKeys.has(key(schedule)))
      .flatMap((schedule) => deployDayNotes({ before: undefined, after: schedule }, at)),
  ];
}

/** The effect of a replacement on the job, by the part that Terraform replaces. */
const replacementNotes: Partial<Record<PartOfJob, readonly [what: string, meaning: string]>> = {
  schedule: ['the schedule', 'A run that is due between the two steps does not start.'],
  rule: ['the rule', 'Events that arrive between the two steps are lost.'],
  target: ['the target of the rule', 'Events that arrive between the two steps are lost.'],
  state_machine: ['the state machine', 'Active runs end when AWS deletes it.'],
};

function replacementNote(part: PartOfJob, because: readonly string[]): readonly Words[] {
  const [what, meaning] = replacementNotes[part] ?? [];
  if (what === undefined || meaning === undefined) return [];
  const reason = because.length === 0 ? [] : words` (because of ${because.join(', ')})`;
  return [words`Terraform deletes ${[what]} and creates it again${reason}. ${[meaning]}`];
}

/** A new revision of a worker's task definition replaces its tasks, even if nothing else of the service changes. */
function serviceNotes(changes: readonly OwnedChange<PartOfJob>[]): readonly Words[] {
  const actionOf = (part: PartOfJob) => changes.find((each) => each.part === part)?.change.action;
  const service = actionOf('service');
  if (service === 'replace')
    return [['ECS stops all tasks of the worker and starts new ones. Messages wait in the queue meanwhile.']];
  if (actionOf('task_definition') === 'replace' || actionOf('task_definition') === 'update')
    return [
      ['ECS replaces the tasks of the worker. A task that is stopped returns its message to the queue.'],
    ];
  return service === 'update' ? [['The service of the worker changes. ECS may replace its tasks.']] : [];
}
