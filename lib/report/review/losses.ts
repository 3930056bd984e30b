import type { PlannedEnvironment } from '../../review/planned-environment';
import type { Words } from './words';

/** Not built yet. */
export function reviewLosses(environment: PlannedEnvironment): readonly Words[] {
  return environment.changes.flatMap(() => []);
}
