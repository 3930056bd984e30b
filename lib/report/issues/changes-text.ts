import type { Issue, Sources } from '../../config/issues/issues';
import type { Color } from '../color';
import type { IssueChanges } from './changes';
import { countOf, issueLine, issueLines } from './text';

/** What {@link renderChanges} needs besides the changes. */
export interface ChangesTextOptions {
  /** Contents of the configuration files, from which the output shows the lines of the new issues. */
  readonly sources: Sources;
  /** Colors a text for a terminal. */
  readonly color: Color;
}

/**
 * Renders the new issues, the fixed issues, and the number of all issues. A fixed issue has no line and column, because it is
 * not in the file any more.
 *
 * @param issues - All issues of the later check.
 */
export function renderChanges(
  issues: readonly Issue[],
  { added, fixed, hidden }: IssueChanges,
  { sources, color }: ChangesTextOptions,
): string {
  const fixedLines = fixed.map((issue) => issueLine(issue, issue.file, color));
  const parts = [
    ...(added.length === 0 ? [] : ['new:', ...issueLines(added, { sources, color })]),
    ...(fixed.length === 0 ? [] : ['fixed:', ...fixedLines]),
    `${stateOf(issues)} (${added.length} new, ${fixed.length} fixed)${explainHidden(hidden.length)}`,
  ];
  return parts.map((line) => `${line}\n`).join('');
}

function stateOf(issues: readonly Issue[]): string {
  return issues.length === 0 ? 'no errors and no advice' : countOf(issues);
}

function explainHidden(count: number): string {
  if (count === 0) return '';
  const what = count === 1 ? '1 earlier issue' : `${count} earlier issues`;
  return `; ${what} can't be checked before the errors are fixed`;
}
