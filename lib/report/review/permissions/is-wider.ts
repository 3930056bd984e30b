import type { ReviewedPermission } from '../view';

/**
 * Whether a row widens the permissions, or may widen them: a new permission, a removed denial, or an unknown policy.
 */
export function isWider({ sign, effect }: Pick<ReviewedPermission, 'sign' | 'effect'>): boolean {
  return sign === '?' || (sign === '+') === (effect === 'Allow');
}
