import type { Issue } from '../../config/issues/issues';

/** Renders issues as JSON. The names of the fields are stable. */
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
