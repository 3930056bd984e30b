/** The tables of a review, as cells that Markdown and HTML fill in. A cell without words never stands for several things. */
import { count } from '../../../text/count';
import { joinWords, listWords } from '../join-words';
import { whoWords } from '../permissions/who-words';
import type { CommonChange, JobAction, ReviewedJob, ReviewedPart, ReviewedPermission } from '../view';
import { words, type Words } from '../words';

/** A table. Each cell has lines. */
export interface Table {
  /** The headings of the columns. The first one is empty: its column names the rows. */
  readonly head: readonly string[];
  /** The cells of each row. */
  readonly rows: readonly (readonly (readonly Words[])[])[];
}

/** What does not exist on one side of a change. */
const nothing: readonly Words[] = [['none']];

/**
 * Returns the table of a job, or of what the jobs share. Of a job that exists only on one side, the table has one column.
 *
 * @param action - What happens to the job; `undefined` for what the jobs share.
 */
export function partTable({ rows }: ReviewedPart, action: JobAction | undefined): Table {
  const heading = singleHeading(rows, action);
  if (heading !== undefined)
    return {
      head: ['', heading],
      rows: rows.map(({ aspect, before, after }) => [[aspect], [...before, ...after]]),
    };
  return {
    head: ['', 'before', 'after'],
    rows: rows.map(({ aspect, before, after }) => [
      [aspect],
      ...[before, after].map((lines) => (lines.length === 0 ? nothing : lines)),
    ]),
  };
}

function singleHeading(rows: ReviewedPart['rows'], action: JobAction | undefined): string | undefined {
  switch (action) {
    case 'added':
      return 'settings of the new job';
    case 'deleted':
      return 'settings of the deleted job';
    case undefined:
      if (rows.every(({ before }) => before.length === 0)) return 'new';
      return rows.every(({ after }) => after.length === 0) ? 'deleted' : undefined;
    case 'changed':
    case 'moved':
    case 'replaced':
      return undefined;
  }
}

/** The headings of the table of permissions. */
export const permissionHead = ['change', 'who', 'actions', 'resources', 'only if'] as const;

/** Returns the cells of a permission, without its sign. */
export function permissionCells(permission: ReviewedPermission): readonly Words[] {
  const { actions, resources, conditions, sign } = permission;
  return [
    whoWords(permission),
    actions.length === 0 ? ['not known'] : listWords(actions),
    resources.length === 0 ? ['not known'] : listWords(resources),
    conditions.length === 0 ? [sign === '?' ? 'not known' : 'no condition'] : joinWords(conditions),
  ];
}

/** The maximum number of names in the title of a common change. */
const maximumNames = 20;

/** Returns the title of a change that several jobs have: `All 40 jobs` or `3 jobs: a, b, c`. */
export function commonTitle({ jobs, isAll }: CommonChange): Words {
  if (isAll) return [`All ${count(jobs.length, 'job')}`];
  const others = jobs.length - maximumNames;
  const names = listWords(jobs.slice(0, maximumNames));
  return words`${[count(jobs.length, 'job')]}: ${names}${others > 0 ? [` and ${others} more`] : []}`;
}

/** Whether a job has something to show besides the changes that other jobs have too. */
export function hasOwnChanges(job: ReviewedJob): boolean {
  // Added and deleted jobs keep all their rows, which are not computed for this question.
  if (job.action === 'added' || job.action === 'deleted') return true;
  return job.rows.length > 0 || job.notes.length > 0;
}
