import type { PlannedEnvironment } from '../../review/planned-environment';
import type { ReviewedDetail } from './view';

/** Not built yet. */
export function reviewDetails(environment: PlannedEnvironment): readonly ReviewedDetail[] {
  return environment.changes.flatMap(() => []);
}
