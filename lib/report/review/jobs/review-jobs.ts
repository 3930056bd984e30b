import type { PlannedEnvironment, ResourceChange } from '../../../review/planned-environment';
import type { JobAction, ReviewedJob, ReviewedPart } from '../view';
import { words } from '../words';

/** What a change does to the jobs of an environment. */
export interface ReviewedJobs {
  /** The jobs that change. */
  readonly jobs: readonly ReviewedJob[];
  /** The number of jobs that do not change. */
  readonly unchangedJobs: number;
  /** The changes of what the jobs share. */
  readonly shared: ReviewedPart;
}

/** Returns what a change does to the jobs. */
export function reviewJobs({ changes }: PlannedEnvironment): ReviewedJobs {
  const byJob = new Map<string, ResourceChange[]>();
  for (const change of changes) {
    if (change.owner?.kind !== 'job') continue;
    const own = byJob.get(change.owner.jobName) ?? [];
    byJob.set(change.owner.jobName, own);
    own.push(change);
  }
  const changed = [...byJob].filter(([, own]) => own.some(({ action }) => action !== 'no-op'));
  return {
    jobs: changed.map(([name, own]) => ({
      name,
      label: 'job',
      action: actionOf(own),
      rows: own.filter(({ action }) => action !== 'no-op').map((change) => rowOf(change)),
      notes: [],
    })),
    unchangedJobs: byJob.size - changed.length,
    shared: { rows: [], notes: [] },
  };
}

function actionOf(changes: readonly ResourceChange[]): JobAction {
  if (changes.every(({ action }) => action === 'delete')) return 'deleted';
  return changes.every(({ action }) => action === 'create') ? 'added' : 'changed';
}

function rowOf({ address, type, action }: ResourceChange): ReviewedJob['rows'][number] {
  return { aspect: type, before: [], after: [words`${address}: ${action}`] };
}
