import { describeSuggestions } from '../../aws/schedules/suggestions/suggest-schedules';
import { explainInvalidTimeZone } from '../../aws/schedules/time-zones';
import type { Path } from '../issues/issues';
import { nodeAt, type MapNode } from '../yaml/tree';

/**
 * Returns suggestions for an invalid schedule expression, as the end of a message; an empty string for other values.
 *
 * A suggestion depends on another field: the time zone of the schedule.
 *
 * @param root - The configuration.
 * @param path - The path of the value.
 */
export function suggestSchedule(root: MapNode, path: Path): string {
  const field = path.findLastIndex((step) => typeof step === 'string');
  if (path[field] !== 'schedule_expression') return '';
  const node = nodeAt(root, path);
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return '';
  return describeSuggestions(node.value, timeZoneAt(root, path.slice(0, field)));
}

/** Returns the time zone of the schedule at a path; `undefined` if it is invalid. */
function timeZoneAt(root: MapNode, path: Path): string | undefined {
  const node = nodeAt(root, [...path, 'schedule_expression_timezone']);
  if (node === undefined) return 'Etc/UTC';
  if (node.kind !== 'scalar') return undefined;
  // A null in the file removes an inherited time zone.
  const zone = node.value ?? 'Etc/UTC';
  return typeof zone === 'string' && explainInvalidTimeZone(zone) === undefined ? zone : undefined;
}
