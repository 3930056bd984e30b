import type { AdviceCode } from './schema/ignore-checks';
import { compare } from '../text/compare';

/** A place in a file, both numbers counted from 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Keys and indexes from the top of an environment's configuration. */
export type Path = readonly (string | number)[];

/** A place in one environment's configuration: not yet where that is in a file. */
export interface ConfigPath {
  readonly path: Path;
  /** Whether the key at the end of the path is meant, or its value. */
  readonly at: 'key' | 'value';
  /** Other paths that are meant as well: the environment's own file is blamed before defaults.yml. */
  readonly alternatives?: readonly Path[];
}

/** What is wrong in a place. */
export interface Problem extends ConfigPath {
  readonly code: IssueCode;
  readonly message: string;
}

/** A place in a file, and the path that stands there. */
export interface SourceLocation extends SourcePosition {
  readonly path: string;
}

/** `error`: nothing is synthesised. `advice`: it works, and something else is probably better. The worst comes first. */
export const severities = ['error', 'advice'] as const;
export type Severity = (typeof severities)[number];

/** The text of files, by the names that positions have. */
export type Sources = ReadonlyMap<string, string>;

/** What is wrong, or what might be better, and where. */
export interface Issue extends SourceLocation {
  readonly code: IssueCode | AdviceCode;
  readonly severity: Severity;
  readonly message: string;
}

/** Stable names for the kinds of mistakes. */
export const issueCodes = {
  'alias-cycle': 'an alias inside what its anchor names',
  'alias-explosion': 'aliases of aliases that multiply to more than a configuration can hold',
  'cpu-memory-pair': 'a cpu and a memory that Fargate does not have together, or one without the other',
  'event-pattern': 'an event pattern that EventBridge rejects, or that can’t be meant',
  'duplicate-job-name': 'two jobs of one environment with the same name',
  'file-name': 'a file whose name is no environment’s',
  'not-a-map': 'a file or a job that is no map of fields',
  'no-bucket': 'an upload job without a bucket',
  'no-value': 'a key with nothing behind it',
  'not-allowed': 'a value that the field does not take',
  'nothing-to-remove': 'a null that removes a job which is not there',
  'one-of': 'fields of which exactly one is to be given',
  placeholder: 'a placeholder that the job does not have, or in a place where it is not safe',
  required: 'a field that is missing',
  secret: 'a secret in a file that is committed',
  'shared-bucket': 'two environments that would each manage one bucket’s notification',
  'shared-name': 'two environments that would make resources of the same names',
  'shared-state': 'two environments that would share one Terraform state',
  'unsupported-target': 'a target that can’t do what the job asks for',
  'too-large': 'something that is larger than AWS takes',
  'too-long': 'a name that is longer than AWS takes',
  'unknown-field': 'a field that does not exist',
  'wrong-account': 'an ARN of another partition, region or account',
  'wrong-type': 'a value of another type than the field’s',
  'invalid-yaml': 'text that is not YAML, or YAML that would not mean what it seems to',
} as const satisfies Record<string, string>;
export type IssueCode = keyof typeof issueCodes;

/** Whether there is one that lets nothing be synthesised. */
export function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some(({ severity }) => severity === 'error');
}

/** `scheduled_jobs.nightly.task_command[2]` */
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

/** In the order of files and lines, each once: what defaults.yml says wrong is wrong in every environment. */
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
