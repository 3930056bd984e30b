import type { Issue } from '../config/issues';
import { oneLine } from './one-line';

/** A line an issue, as a compiler prints them, and one that counts them; `after` says what that means. */
export function renderIssues(issues: readonly Issue[], after = ''): string {
  const lines = issues.map(({ file, line, column, path, severity, code, message }) =>
    [
      `${file}:${line}:${column}`,
      path,
      severity === 'advice' ? `advice: ${oneLine(message)} (${code})` : oneLine(message),
    ]
      .filter((part) => part !== '')
      .join('  '),
  );
  return [...lines, `${countOf(issues)}${after}`, ''].join('\n');
}

function countOf(issues: readonly Issue[]): string {
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  const advice = issues.length - errors;
  return [
    ...(errors === 0 && advice > 0 ? [] : [errors === 1 ? '1 error' : `${errors} errors`]),
    ...(advice === 0 ? [] : [`${advice} advice`]),
  ].join(', ');
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
