import type { Issue } from '../../config/issues';

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
