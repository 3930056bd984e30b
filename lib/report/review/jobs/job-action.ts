/** Decides whether a job is added, changed, replaced, deleted or moved. */
import type { OwnedChange, PartOfJob } from '../../../review/jobs/group-changes';
import type { JobAction } from '../view';

/** The parts whose replacement loses something: messages, logs, runs, or the history of executions. */
const lossyParts: ReadonlySet<PartOfJob> = new Set<PartOfJob>([
  'dead_letter_queue',
  'log_group',
  'queue',
  'rule',
  'schedule',
  'service',
  'state_machine',
  'undelivered_queue',
]);

/** Returns the action on a job; `undefined` if none of its resources changes, moves or is imported. */
export function jobActionOf(changes: readonly OwnedChange<PartOfJob>[]): JobAction | undefined {
  if (changes.every(({ change }) => change.action === 'no-op' || change.action === 'read'))
    return changes.some(({ change }) => change.previousAddress !== undefined) ? 'moved' : importOf(changes);
  if (changes.every(({ change }) => change.before === undefined)) return 'added';
  if (changes.every(({ change }) => change.after === undefined)) return 'deleted';
  return changes.some(({ part, change }) => change.action === 'replace' && lossyParts.has(part))
    ? 'replaced'
    : 'changed';
}

function importOf(changes: readonly OwnedChange<PartOfJob>[]): JobAction | undefined {
  return changes.some(({ change }) => change.importId !== undefined) ? 'changed' : undefined;
}
