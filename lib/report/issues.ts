import type { Issue } from '../config/issues';
import { oneLine } from './one-line';

/** A line an issue, as a compiler prints them, and one that counts them; `after` says what that means. */
export function renderIssues(issues: readonly Issue[], after = ''): string {
  const lines = issues.map(({ file, line, column, path, message }) =>
    [`${file}:${line}:${column}`, path, oneLine(message)].filter((part) => part !== '').join('  '),
  );
  return [...lines, `${countOf(issues.length)}${after}`, ''].join('\n');
}

function countOf(count: number): string {
  return count === 1 ? '1 error' : `${count} errors`;
}

/** The issues for programs: a stable form. */
export function issuesToJson(issues: readonly Issue[]): string {
  return `${JSON.stringify(
    {
      issues: issues.map(({ file, line, column, path, code, severity, message }) => ({
        file,
        line,
        column,
        path,
        code,
        severity,
        message,
      })),
    },
    undefined,
    2,
  )}\n`;
}
