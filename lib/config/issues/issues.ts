import type { IssueCode } from '../rule-reference/catalogue';
import type { AdviceCode } from '../schema/check-codes';
import { compare } from '../../text/compare';

/** A source location without the path of the field. */
export interface SourcePosition {
  /** The path of the file: the folder of the configuration, and the name of the file. */
  readonly file: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1. */
  readonly column: number;
}

/** Keys and indexes from the top of an environment's configuration. */
export type Path = readonly (string | number)[];

/** The key or value that an issue is about, as a path in the configuration of one environment. */
export interface ConfigPath {
  /** The path of the key or value. */
  readonly path: Path;
  /** Whether the issue is about the key at the end of the path, or about its value. */
  readonly at: 'key' | 'value';
  /**
   * Other paths that cause the problem. The issue points to the first of them that is in the environment's own file. If
   * none is in that file, the issue points to `path`.
   *
   * @default no other paths
   */
  readonly alternatives?: readonly Path[];
}

/** A violation of a rule, with its path in the configuration. */
export interface Problem extends ConfigPath {
  /** Code of the rule. */
  readonly code: IssueCode;
  /** One sentence with the value that was found, the allowed values and the fix. */
  readonly message: string;
}

/** A source location: file, line and column, and the path of the field at this location. */
export interface SourceLocation extends SourcePosition {
  /** The path of the field as {@link renderPath} renders it; empty for the whole file. */
  readonly path: string;
}

/**
 * The severities, the worst first. A configuration with an `error` is not synthesized. Only a configuration without
 * errors gets `advice`.
 */
export const severities = ['error', 'advice'] as const;
export type Severity = (typeof severities)[number];

/** The text of each file, by the file name in source positions. Lines that may have a secret are empty. */
export type Sources = ReadonlyMap<string, string>;

/** An error or advice, with its source location. */
export interface Issue extends SourceLocation {
  /** Code of the rule or check. */
  readonly code: IssueCode | AdviceCode;
  /** `error` for a rule, `advice` for a check. */
  readonly severity: Severity;
  /** One sentence with the value that was found, the allowed values and the fix. */
  readonly message: string;
}

/** Returns whether an issue is an error. */
export function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some(({ severity }) => severity === 'error');
}

/** Returns a path as text, for example `scheduled_jobs.nightly.task_command[2]`. */
export function renderPath(path: Path): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${renderKey(step)}`,
    )
    .join('');
}

function renderKey(key: string): string {
  return /^[\w@/:-]+$/u.test(key) ? key : JSON.stringify(key);
}

/**
 * Returns the issues sorted by file and line, without duplicates. Duplicates occur because a mistake in defaults.yml is
 * an issue of every environment.
 */
export function sortIssues(issues: readonly Issue[]): readonly Issue[] {
  const sorted = [...issues].sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      a.path.length - b.path.length ||
      compare(a.path, b.path) ||
      compare(a.message, b.message),
  );
  const seen = new Set<string>();
  return sorted.filter(({ file, line, column, code, message }) => {
    const key = JSON.stringify([file, line, column, code, message]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
