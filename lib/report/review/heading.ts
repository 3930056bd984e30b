/** The heading of a review, which summarizes the changes of an environment. */
import { count } from '../../text/count';
import { isWider } from './permissions/is-wider';
import { words, type Words } from './words';
import type { JobAction, ReviewedEnvironment } from './view';

/** The verbs for one and for several jobs, in the order of the risk. */
const verbs: Readonly<Record<JobAction, readonly [one: string, several: string]>> = {
  deleted: ['is deleted', 'are deleted'],
  replaced: ['is replaced', 'are replaced'],
  changed: ['changes', 'change'],
  added: ['is added', 'are added'],
  moved: ['only moves in the Terraform state', 'only move in the Terraform state'],
};
const actions = ['deleted', 'replaced', 'changed', 'added', 'moved'] as const satisfies readonly JobAction[];

/**
 * Returns the heading of an environment.
 *
 * @example
 * ```ts
 * headingOf(prod); // prod: 1 job is deleted, 2 change; roles get new permissions; 3 other resources change
 * ```
 */
export function headingOf(environment: ReviewedEnvironment): Words {
  return words`${environment.name}: ${[summaryOf(environment)]}`;
}

/** Returns the summary of an environment's changes, without the name of the environment. */
export function summaryOf(environment: ReviewedEnvironment): string {
  const { jobs, permissions, otherResources, drift, warnings } = environment;
  const stopped = jobs.filter((job) => job.stopped !== undefined).length;
  const parts = [
    ...(warnings.length > 0 ? ['this plan is not complete'] : []),
    jobsSummary(environment),
    ...(stopped > 0 ? [stoppedSummary(stopped, jobs.length)] : []),
    ...(permissions.some(isWider) ? ['roles get new permissions'] : []),
    ...(otherResources.length > 0
      ? [
          `${count(otherResources.length, 'other resource')} ${otherResources.length === 1 ? 'changes' : 'change'}`,
        ]
      : []),
    ...(drift.length > 0 ? [`${count(drift.length, 'resource')} changed outside Terraform`] : []),
  ];
  return parts.join('; ');
}

function stoppedSummary(stopped: number, all: number): string {
  const verb = stopped === 1 ? 'does' : 'do';
  return `${all === 1 ? 'it' : `${stopped} of them`} ${verb} not run any more`;
}

function jobsSummary({ source, jobs, unchangedJobs, shared, resources }: ReviewedEnvironment): string {
  const counts = actions
    .map((action) => [action, jobs.filter((job) => job.action === action).length] as const)
    .filter(([, number]) => number > 0);
  const parts = counts.map(([action, number], index) => {
    const subject = index === 0 ? count(number, 'job') : String(number);
    return `${subject} ${verbs[action][number === 1 ? 0 : 1]}`;
  });
  if (parts.length > 0) return parts.join(', ');
  const hasShared = shared.rows.length > 0 || shared.notes.length > 0 || resources.length > 0;
  if (hasShared) return 'no job changes, but resources of the jobs change';
  // Reviewers must notice if they passed the plan of another project.
  return source === 'plan' && unchangedJobs === 0 ? 'the plan has no jobs' : 'no changes';
}

/** Returns the heading of the whole report: the summary of each environment that changes. */
export function reportHeading(environments: readonly ReviewedEnvironment[]): Words {
  const changed = environments.filter((environment) => !isUnchanged(environment));
  const [only] = environments;
  if (environments.length === 1 && only !== undefined) return headingOf(only);
  if (changed.length === 0) return [`no changes in ${count(environments.length, 'environment')}`];
  const parts = changed.map(headingOf);
  const unchanged = environments.length - changed.length;
  const all =
    unchanged === 0
      ? parts
      : [...parts, [`no changes in ${unchanged === 1 ? '1 other' : `${unchanged} others`}`]];
  return all.flatMap((part, index): Words => (index === 0 ? part : [' · ', ...part]));
}

/** Whether a review has nothing to show but the name of the environment. */
export function isUnchanged(environment: ReviewedEnvironment): boolean {
  const { warnings, losses, jobs, shared, permissions, resources, otherResources, drift } = environment;
  return (
    [warnings, losses, jobs, permissions, resources, otherResources, drift].every(
      (list) => list.length === 0,
    ) &&
    shared.rows.length === 0 &&
    shared.notes.length === 0
  );
}
