/** The environment variables of a task. Only their names are shown. */
import type { ReviewedTask, Variable } from '../../../../review/jobs/task';
import type { ReviewedRow } from '../../view';
import { words, type Words } from '../../words';
import { rowOf } from './aspect';

/** Returns the row of the environment variables that are added, removed or changed; no row if all stay. */
export function environmentRow(
  name: string,
  before: ReviewedTask | undefined,
  after: ReviewedTask | undefined,
): readonly ReviewedRow[] {
  const [old, current] = [byName(before), byName(after)];
  const removed = [...old.keys()].filter((variable) => !current.has(variable));
  const added = [...current.keys()].filter((variable) => !old.has(variable));
  const differing = [...current]
    .filter(([variable, { value }]) => old.has(variable) && old.get(variable)?.value !== value)
    .map(([variable]) => variable);
  return rowOf(
    name,
    [
      ...[...removed, ...differing].map((variable) => words`${variable}`),
      // A cell without lines means that nothing exists.
      ...(before === undefined ? [] : added.map((variable) => words`${variable} is not set`)),
    ],
    after === undefined ? [] : sentences(before === undefined, { removed, differing, added }),
  );
}

/** Returns a sentence for the removed, the changed and the added variables. For a new task, returns only the names. */
function sentences(
  isNew: boolean,
  { removed, differing, added }: Readonly<Record<'removed' | 'differing' | 'added', readonly string[]>>,
): readonly Words[] {
  if (isNew) return added.map((variable) => words`${variable}`);
  return [
    ...removed.map((variable) => words`${variable} is removed`),
    ...differing.map((variable) => words`${variable} gets another value`),
    ...added.map((variable) => words`${variable} is added`),
  ];
}

function byName(task: ReviewedTask | undefined): ReadonlyMap<string, Variable> {
  return new Map((task?.environment() ?? []).map((variable) => [variable.name, variable]));
}
