/** Finds jobs that are renamed: a job is deleted, and another job with the same settings is added. */
import { Reads, type Recorder } from '../../../review/jobs/cursor';
import type { JobAction } from '../view';
import type { Words } from '../words';
import type { JobSide, ReviewContext } from './aspects/aspect';
import { eventLines, uploadsOf } from './aspects/upload-aspects';
import { runAspects } from './aspects/run-aspects';
import { scheduleLines } from './schedules/schedule-timings';
import { kindOf } from './aspects/trigger-aspects';

/** An added or deleted job, with the values that {@link findRenames} needs. */
interface AddedOrDeleted {
  readonly name: string;
  readonly action: JobAction;
  readonly before: JobSide;
  readonly after: JobSide;
  readonly recorder: Recorder;
}

/** The words of a run depend neither on the time nor on the region here. */
const context: ReviewContext = { at: new Date(0), region: undefined };

/** Returns the other name of each job that is renamed, by its name. A name with several candidates is left out. */
export function findRenames(jobs: readonly AddedOrDeleted[]): ReadonlyMap<string, string> {
  const added = jobs.filter(({ action }) => action === 'added');
  const deleted = jobs.filter(({ action }) => action === 'deleted');
  if (added.length === 0 || deleted.length === 0) return new Map();
  const bySettings = new Map<string, { readonly added: string[]; readonly deleted: string[] }>();
  for (const job of [...added, ...deleted]) {
    const settings = settingsOf(job);
    const found = bySettings.get(settings) ?? { added: [], deleted: [] };
    (job.action === 'added' ? found.added : found.deleted).push(job.name);
    bySettings.set(settings, found);
  }
  const renames = new Map<string, string>();
  for (const { added: names, deleted: old } of bySettings.values()) {
    const [name, ...others] = names;
    const [former, ...othersBefore] = old;
    if (name === undefined || former === undefined || others.length + othersBefore.length > 0) continue;
    renames.set(name, former);
    renames.set(former, name);
  }
  return renames;
}

/** Returns the triggers and the runs of a job as text. The text does not contain the names of its resources. */
function settingsOf({ action, before, after, recorder }: AddedOrDeleted): string {
  recorder.reads = new Reads();
  const side = action === 'added' ? after : before;
  const none: JobSide = action === 'added' ? before : after;
  const lines: readonly Words[] = [
    ...scheduleLines(side),
    ...(uploadsOf(side)?.lines ?? []),
    ...eventLines(side),
  ];
  const runs = runAspects
    .filter(({ isInSummary }) => isInSummary)
    .flatMap((aspect) => aspect.rows(none, side, context).map((row) => row.after));
  return JSON.stringify([kindOf(side), lines, runs]);
}
