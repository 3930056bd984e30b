/** Finds the rows and notes that several jobs have, so that a review says them once. */
import type { CommonChange, ReviewedJob, ReviewedRow } from '../view';
import type { Words } from '../words';

/** The minimum number of jobs with the same row. Two jobs are read faster one by one. */
const minimumJobs = 3;

/** The jobs without the rows that several of them have, and these rows. */
export interface JoinedChanges {
  /** The jobs, each with the rows and notes that only it has. */
  readonly jobs: readonly ReviewedJob[];
  /** The rows and notes of several jobs, by the same jobs. */
  readonly common: readonly CommonChange[];
}

/**
 * Moves the rows and notes that at least three changed jobs have to a common change.
 *
 * @param jobs - The jobs that change.
 * @param unchangedJobs - The number of jobs that do not change.
 */
export function joinCommonChanges(jobs: readonly ReviewedJob[], unchangedJobs: number): JoinedChanges {
  const kept = jobs.filter(isKept);
  const keys = new Map<object, string>();
  const keyOf = (item: ReviewedRow | Words): string => {
    const known = keys.get(item) ?? JSON.stringify(item);
    keys.set(item, known);
    return known;
  };
  const namesOf = new Map<string, string[]>();
  for (const job of kept)
    for (const key of new Set([...job.rows, ...job.notes].map(keyOf))) {
      const known = namesOf.get(key);
      if (known === undefined) namesOf.set(key, [job.name]);
      else known.push(job.name);
    }
  const isCommon = (key: string): boolean => (namesOf.get(key)?.length ?? 0) >= minimumJobs;
  const groups = new Map<string, Group>();
  const seen = new Set<string>();
  for (const job of kept) {
    const groupOf = (key: string): Group | undefined => {
      if (!isCommon(key) || seen.has(key)) return undefined;
      seen.add(key);
      const names = namesOf.get(key) ?? [];
      const group = groups.get(JSON.stringify(names)) ?? { jobs: names, rows: [], notes: [] };
      groups.set(JSON.stringify(names), group);
      return group;
    };
    for (const row of job.rows) groupOf(keyOf(row))?.rows.push(row);
    for (const note of job.notes) groupOf(keyOf(note))?.notes.push(note);
  }
  const total = kept.length + unchangedJobs;
  return {
    jobs: jobs.map((job) =>
      isKept(job)
        ? {
            ...job,
            rows: job.rows.filter((row) => !isCommon(keyOf(row))),
            notes: job.notes.filter((note) => !isCommon(keyOf(note))),
          }
        : job,
    ),
    common: [...groups.values()]
      .map((group) => ({ ...group, isAll: group.jobs.length === total }))
      .sort((a, b) => b.jobs.length - a.jobs.length),
  };
}

/** Changes of the same jobs. */
interface Group {
  readonly jobs: readonly string[];
  readonly rows: ReviewedRow[];
  readonly notes: Words[];
}

/** Whether a job exists before and after the change. */
function isKept({ action }: ReviewedJob): boolean {
  return action !== 'added' && action !== 'deleted';
}
