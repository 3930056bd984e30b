/** Reviews the changes of the jobs of an environment. */
import { changedValues } from '../../../review/jobs/changed-values';
import {
  changedPartsOf,
  groupChanges,
  type OwnedChange,
  type PartOfJob,
} from '../../../review/jobs/group-changes';
import { Reads, type Recorder } from '../../../review/jobs/cursor';
import { SideResources } from '../../../review/jobs/resources-of-side';
import type { PlannedEnvironment } from '../../../review/planned-environment';
import { once } from '../../../values/once';
import type { CommonChange, JobAction, ReviewedJob, ReviewedPart, ReviewedRow } from '../view';
import { plainText, words, type Words } from '../words';
import { alarmAspects } from './aspects/alarm-aspects';
import { jobAspects } from './aspects/job-aspects';
import type { Aspect, JobSide, ReviewContext } from './aspects/aspect';
import { joinCommonChanges } from './common-changes';
import { failureAspects, failureTopics, type FailureTopics } from './failure-topics';
import { jobActionOf } from './job-action';
import { jobNotes } from './job-notes';
import { regionOf } from './region';
import { remainingRows, shownBy } from './remaining-rows';
import { findRenames } from './renames';
import { stoppedJobWords } from './stopped-job';
import { inheritedSize } from './aspects/task-lines';
import { reviewShared } from './shared-rows';
import { kindLabel } from './aspects/trigger-aspects';

/** The changes of the jobs of an environment. */
export interface ReviewedJobs {
  /** The jobs that change. */
  readonly jobs: readonly ReviewedJob[];
  /** The changes that several jobs have. */
  readonly common: readonly CommonChange[];
  /** The number of jobs that do not change. */
  readonly unchangedJobs: number;
  /** The changes of the resources that the jobs share. */
  readonly shared: ReviewedPart;
}

/** A job on both sides of a change. */
interface JobOnBothSides {
  readonly name: string;
  readonly action: JobAction;
  readonly changes: readonly OwnedChange<PartOfJob>[];
  readonly changedParts: ReadonlySet<PartOfJob>;
  readonly before: JobSide;
  readonly after: JobSide;
  readonly recorder: Recorder;
}

/** Reviews the jobs of an environment. */
export function reviewJobs(environment: PlannedEnvironment): ReviewedJobs {
  const grouped = groupChanges(environment);
  const topics = failureTopics(grouped.shared);
  const context = { at: environment.at, region: regionOf(environment) };
  const changed = [...grouped.jobs].flatMap(([name, changes]): readonly JobOnBothSides[] => {
    const action = jobActionOf(changes) ?? (topics.differFor(changes) ? 'changed' : undefined);
    if (action === undefined) return [];
    const recorder: Recorder = { reads: new Reads() };
    const side = (which: 'before' | 'after'): JobSide => new SideResources(changes, which, recorder);
    const changedParts = changedPartsOf(changes);
    return [{ name, action, changes, changedParts, before: side('before'), after: side('after'), recorder }];
  });
  const renames = findRenames(changed);
  const unchangedJobs = grouped.jobs.size - changed.length;
  const jobs = changed.map((job) => reviewJob(job, context, topics, renames));
  return {
    ...joinCommonChanges(jobs, unchangedJobs),
    unchangedJobs,
    shared: reviewShared(grouped.shared),
  };
}

function reviewJob(
  job: JobOnBothSides,
  context: ReviewContext,
  topics: FailureTopics,
  renames: ReadonlyMap<string, string>,
): ReviewedJob {
  const { name, action, changedParts, before, after } = job;
  const stopped = stoppedJobWords(name, changedParts, before, after, context.at);
  const part = once(() => partOf(job, context, topics, renames.get(name), stopped !== undefined));
  return {
    name,
    label: kindLabel(action === 'deleted' ? before : after),
    action,
    // A comment has no space for the tables of many jobs, so only those that a format shows are computed.
    get rows() {
      return part().rows;
    },
    get notes() {
      return part().notes;
    },
    stopped,
  };
}

/** Returns the rows and notes of a job. `other` is its other name if it is renamed. */
function partOf(
  job: JobOnBothSides,
  context: ReviewContext,
  topics: FailureTopics,
  other: string | undefined,
  isStopped: boolean,
): ReviewedPart {
  const { action, changes, changedParts, before, after } = job;
  const isWhole = action === 'added' || action === 'deleted';
  const { rows, shown } = rowsOf(job, context, isWhole);
  const allRows = [
    ...rows,
    ...(action === 'deleted' ? [] : failureAspects(topics, changes)),
    ...(isWhole ? [] : remainingRows(changes, shownBy(shown))),
  ];
  const notes = [
    ...(other === undefined ? [] : [renameNote(action, other)]),
    ...(action === 'deleted' ? [] : jobNotes(changes, changedParts, before, after, context.at, isStopped)),
  ];
  return {
    rows: allRows,
    notes: allRows.length + notes.length === 0 ? [emptyNote(action, changes)] : notes,
  };
}

/** Returns the reason why a job that changes has no row. */
function emptyNote(action: JobAction, changes: readonly OwnedChange<PartOfJob>[]): Words {
  if (action === 'moved')
    return ['Only the addresses in the Terraform state change. Nothing changes in AWS.'];
  const hasPolicy = changes.some(({ change: { action: what, before, after } }) => {
    if (what === 'no-op' || before === undefined || after === undefined) return false;
    return changedValues(before, after).some(({ path: [name] }) => name === 'policy');
  });
  return hasPolicy
    ? ['Only the permissions change. The table of permissions shows the changes.']
    : ['Only values that AWS or Terraform computes change.'];
}

/** The words of settings that an added or deleted job does not show. */
const defaults: ReadonlySet<string> = new Set(['FARGATE', 'runs may overlap']);
const defaultsOfSteps: ReadonlySet<string> = new Set(['no retries', 'none']);

/** Whether a row of an added or deleted job has only a default. The retries and timeout of a single command are shown. */
function isDefault({ aspect: name, before, after }: ReviewedRow): boolean {
  const [line = [], ...others] = [...before, ...after];
  const text = plainText(line);
  const isOfTask = defaults.has(text) || text.startsWith(inheritedSize);
  return others.length === 0 && (isOfTask || (plainText(name).includes(' of ') && defaultsOfSteps.has(text)));
}

function renameNote(action: JobAction, other: string) {
  return action === 'added'
    ? words`Probably renamed: the deleted job ${other} has the same settings.`
    : words`Probably renamed: the added job ${other} has the same settings.`;
}

/** Returns the rows of the aspects that differ, and the values that these aspects have read. */
function rowsOf(
  { changedParts, before, after, recorder }: JobOnBothSides,
  context: ReviewContext,
  isWhole: boolean,
): { readonly rows: readonly ReviewedRow[]; readonly shown: readonly Reads[] } {
  const rows: ReviewedRow[] = [];
  const shown: Reads[] = [];
  const isUnchanged = ({ parts }: Aspect): boolean => parts?.some((part) => changedParts.has(part)) === false;
  for (const each of jobAspects) {
    if (isWhole ? !each.isInSummary : isUnchanged(each)) continue;
    // The alarms of a deleted job are deleted with it.
    if (after.isEmpty() && alarmAspects.includes(each)) continue;
    recorder.reads = new Reads();
    const found = each.rows(before, after, context);
    if (found.length === 0) continue;
    rows.push(...(isWhole ? found.filter((row) => !isDefault(row)) : found));
    shown.push(recorder.reads);
  }
  return { rows, shown };
}
