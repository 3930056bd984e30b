import type { PlannedEnvironment } from '../../review/planned-environment';
import type { ReviewedPermission } from './view';

/** Not built yet. */
export function reviewPermissions(environment: PlannedEnvironment): readonly ReviewedPermission[] {
  return environment.changes.flatMap(() => []);
}
