import {
  severities,
  type Issue,
  type SourcePosition,
  type Severity,
  type Sources,
} from '../../config/issues/issues';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { renderFrame } from './code-frame';
import { mayHoldSecret } from '../../text/may-hold-secret';
import { secretIn } from '../../text/secret-patterns';
import { plainText, type Color } from '../color';

/** Options of the text format. */
export interface IssuesTextOptions {
  /**
   * Text about the consequence of the issues, printed after their count: `; nothing was written`.
   *
   * @default no text after the count
   */
  readonly after?: string;
  /**
   * Contents of the configuration files, from which the output shows the line of each issue.
   *
   * @default the output has no lines of files
   */
  readonly sources?: Sources;
  /**
   * Function that colors a text for a terminal.
   *
   * @default the output has no colors
   */
  readonly color?: Color;
}

/**
 * Renders each issue as compilers do: `file:line:column  path  message`. If `sources` has the text of the file, the line
 * with the mistake follows each issue. The last line of the report counts the issues.
 *
 * @example
 * ```ts
 * const { issues, sources } = loadEnvironments('env-config');
 * console.error(renderIssues(issues, { sources }));
 * ```
 */
export function renderIssues(
  issues: readonly Issue[],
  { after = '', ...options }: IssuesTextOptions = {},
): string {
  return [...issueLines(issues, options), `${countOf(issues)}${after}`, ''].join('\n');
}

/** Renders each issue like {@link renderIssues}, without the line that counts the issues. */
export function issueLines(
  issues: readonly Issue[],
  { sources, color = plainText }: Omit<IssuesTextOptions, 'after'>,
): readonly string[] {
  const frames = sources === undefined ? undefined : framesOf(issues, sources);
  return issues.flatMap((issue, index) => {
    const { file, line, column } = issue;
    const next = issues[index + 1];
    // Issues with the same location share one code frame, below the last of them.
    const frame = next !== undefined && isSameLocation(issue, next) ? undefined : frames?.(issue, color);
    return [issueLine(issue, `${file}:${line}:${column}`, color), ...(frame ?? [])];
  });
}

/** Renders an issue as one line, which begins with a location. */
export function issueLine({ path, message, severity, code }: Issue, location: string, color: Color): string {
  return [
    color('location', escapeControlCharacters(location)),
    ...(path === '' ? [] : [color('path', escapeControlCharacters(path))]),
    severity === 'error'
      ? escapeControlCharacters(message)
      : `${color(severity, `${severity}: `)}${escapeControlCharacters(message)} (${code})`,
  ].join('  ');
}

/**
 * The search for secrets reads this number of characters before the column of an issue, and after it. A frame never
 * shows other characters of the line.
 */
const maximumNear = 1000;

/** Codes of issues whose lines have a secret. */
const secretCodes: ReadonlySet<Issue['code']> = new Set(['secret', 'secret-in-configuration']);

function isSameLocation(a: SourcePosition, b: SourcePosition): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column;
}

/**
 * Returns a function that renders the code frame of an issue. It splits each file into lines only once and scans each
 * line only once, because a file can be one long line with many issues.
 */
function framesOf(issues: readonly Issue[], sources: Sources) {
  const files = new Map<string, readonly string[]>();
  const isHidden = new Map<string, boolean>();
  const isSecretName = memoized(mayHoldSecret);
  for (const { code, file, line, path, message } of issues) {
    // A name such as PASSWORD shows that the value is a secret. The line itself may not have the name, so the path of the
    // issue and the suggested name are examined too.
    const isSecret = secretCodes.has(code) || [path, suggestedIn(message)].some(isSecretName);
    if (isSecret) isHidden.set(`${file}:${line}`, true);
  }
  return (issue: Issue, color: Color): readonly string[] | undefined => {
    const { file, line } = issue;
    // The issue is about the file's name, not its content.
    if (issue.code === 'file-name') return undefined;
    const lines = files.get(file) ?? sources.get(file)?.split('\n') ?? [];
    files.set(file, lines);
    const source = lines[line - 1] ?? '';
    const location = `${file}:${line}`;
    const hidden = isHidden.get(location) ?? mayHoldSecret(source);
    isHidden.set(location, hidden);
    // A secret elsewhere in a long line does not matter, because the frame shows only this part.
    const near = source.slice(Math.max(0, issue.column - maximumNear), issue.column + maximumNear);
    return hidden || secretIn(near) !== undefined ? undefined : renderFrame(issue, source, color);
  };
}

function suggestedIn(message: string): string {
  return /did you mean (\S+)\?/.exec(message)?.[1] ?? '';
}

/** Returns a function that computes each result once. */
function memoized<Result>(compute: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>();
  return (text) => {
    const result = known.get(text) ?? compute(text);
    known.set(text, result);
    return result;
  };
}

const nouns = {
  error: ['error', 'errors'],
  advice: ['advice', 'advice'],
} as const satisfies Record<Severity, readonly [singular: string, plural: string]>;

/** Counts the issues: `2 errors, 1 advice`. Without issues, it is `0 errors`. */
export function countOf(issues: readonly Issue[]): string {
  const counts = severities
    .map((severity) => ({
      severity,
      count: issues.filter((issue) => issue.severity === severity).length,
    }))
    .filter(({ severity, count }) => count > 0 || (severity === 'error' && issues.length === 0));
  return counts.map(({ severity, count }) => `${count} ${nouns[severity][count === 1 ? 0 : 1]}`).join(', ');
}
