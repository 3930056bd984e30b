import {
  severities,
  type Issue,
  type SourcePosition,
  type Severity,
  type Sources,
} from '../../config/issues';
import { escapeControlCharacters } from '../../text/escape-control-characters';
import { renderFrame } from './code-frame';
import { mayHoldSecret } from './may-hold-secret';
import { plainText, type Color } from '../color';

export interface IssuesTextOptions {
  /** What the count means for what was asked for: `; nothing was written`. Default: nothing. */
  readonly after?: string;
  /** The files that the issues are in: each issue comes with its line. Default: with none. */
  readonly sources?: Sources;
  /** Colours for a terminal. Default: none. */
  readonly paint?: Color;
}

/**
 * Each issue as a compiler prints it, `file:line:column  path  message`, with the line that it is about where `sources`
 * has one, and a last line that counts them.
 */
export function renderIssues(
  issues: readonly Issue[],
  { after = '', sources, paint = plainText }: IssuesTextOptions = {},
): string {
  const frames = sources === undefined ? undefined : framesOf(issues, sources);
  const lines = issues.flatMap((issue, index) => {
    const { file, line, column, path, message, severity, code } = issue;
    const parts = [
      paint('place', `${escapeControlCharacters(file)}:${line}:${column}`),
      ...(path === '' ? [] : [paint('path', escapeControlCharacters(path))]),
      severity === 'error'
        ? escapeControlCharacters(message)
        : `${paint(severity, `${severity}: `)}${escapeControlCharacters(message)} (${code})`,
    ];
    const next = issues[index + 1];
    // Several issues of one place share its line.
    const frame = next !== undefined && isSamePlace(issue, next) ? undefined : frames?.(issue, paint);
    return [parts.join('  '), ...(frame ?? [])];
  });
  return [...lines, `${countOf(issues)}${after}`, ''].join('\n');
}

function isSamePlace(a: SourcePosition, b: SourcePosition): boolean {
  return a.file === b.file && a.line === b.line && a.column === b.column;
}

/** Frames, for which each file is taken apart once, and each line looked through once: some files have but one. */
function framesOf(issues: readonly Issue[], sources: Sources) {
  const files = new Map<string, readonly string[]>();
  const isHidden = new Map<string, boolean>();
  for (const { code, file, line } of issues) if (code === 'secret') isHidden.set(`${file}:${line}`, true);
  return (issue: Issue, paint: Color): readonly string[] | undefined => {
    const { file, line } = issue;
    // What is wrong is the file's name.
    if (issue.code === 'file-name') return undefined;
    const lines = files.get(file) ?? sources.get(file)?.split('\n') ?? [];
    files.set(file, lines);
    const source = lines[line - 1] ?? '';
    const place = `${file}:${line}`;
    const hidden = isHidden.get(place) ?? mayHoldSecret(source);
    isHidden.set(place, hidden);
    return hidden ? undefined : renderFrame(issue, source, paint);
  };
}

const nouns = {
  error: ['error', 'errors'],
  advice: ['advice', 'advice'],
} as const satisfies Record<Severity, readonly [one: string, several: string]>;

/** `2 errors, 1 advice`: errors even when there are none, unless there is something else. */
function countOf(issues: readonly Issue[]): string {
  const counts = severities
    .map((severity) => ({
      severity,
      count: issues.filter((issue) => issue.severity === severity).length,
    }))
    .filter(({ severity, count }) => count > 0 || (severity === 'error' && issues.length === 0));
  return counts.map(({ severity, count }) => `${count} ${nouns[severity][count === 1 ? 0 : 1]}`).join(', ');
}
