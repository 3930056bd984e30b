/** The risks of a change, for `--fail-on`. */
import type { PlannedEnvironment, ResourceChange } from '../../review/planned-environment';
import { isKeptByProvider, lostTypes } from './losses/lost-by-type';
import { isWider } from './permissions/is-wider';
import { risks, type ReviewedEnvironment, type Risk } from './view';

/**
 * Returns the risks of a change. An alarm, a rule or a role that is deleted while its job stays is not destroyed: its
 * settings are in the configuration, and the next apply can create it again.
 */
export function risksOf(
  { gap, changes, otherChanges }: PlannedEnvironment,
  { jobs, permissions, unknowns }: Pick<ReviewedEnvironment, 'jobs' | 'permissions' | 'unknowns'>,
): readonly Risk[] {
  const found: Readonly<Record<Risk, boolean>> = {
    destroy:
      jobs.some(({ action }) => action === 'deleted') ||
      changes.some(isDestroyed) ||
      // This program does not know what is in a resource that is not part of the jobs.
      otherChanges.some(({ action }) => action === 'delete'),
    replace: [...changes, ...otherChanges].some(
      ({ action, type }) => action === 'replace' && type !== 'aws_ecs_task_definition',
    ),
    permissions: permissions.some(isWider),
    unknown: gap !== undefined || unknowns.length > 0 || permissions.some(({ sign }) => sign === '?'),
  };
  return risks.filter((risk) => found[risk]);
}

function isDestroyed({ action, type, before }: ResourceChange): boolean {
  return action === 'delete' && lostTypes.get(type)?.isDestroyed === true && !isKeptByProvider(before);
}
