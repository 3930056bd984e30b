import { severities, type Issue, type Severity } from '../../config/issues/issues';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { relativePath } from './relative-path';

/** GitHub shows ten annotations of each severity, and drops further annotations without a message. */
const maximumAnnotations = 10;

const commands = { error: 'error', advice: 'warning' } as const satisfies Record<Severity, string>;

/**
 * Renders issues as annotations of a GitHub Actions workflow: errors first, at most ten, and a line that counts the
 * rest.
 *
 * @param root - The folder of the repository's checkout. File names are relative to it.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export function issuesToGithub(issues: readonly Issue[], root: string): string {
  const worstFirst = severities.flatMap((severity) => issues.filter((issue) => issue.severity === severity));
  const lines = worstFirst.slice(0, maximumAnnotations).map((issue) => annotationOf(issue, root));
  const rest = worstFirst.length - lines.length;
  const more = rest > 0 ? [`and ${rest} more; --format text lists them all`] : [];
  return [...lines, ...more].map((line) => `${line}\n`).join('');
}

function annotationOf({ severity, file, line, column, path, code, message }: Issue, root: string): string {
  const properties = Object.entries({ file: relativePath(root, file), line, col: column, title: code })
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(',');
  return `::${commands[severity]} ${properties}::${escapeData([path, message].filter((part) => part !== '').join(': '))}`;
}

function escapeData(text: string): string {
  return escapeControlCharacters(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
