import type { z } from 'zod';
import type { Path, Problem } from './issues/issues';
import { formHint } from './hints/form-hints';
import { isIssueCode, type IssueCode } from './rule-reference/catalogue';
import { removableAncestor, keepValidParts, type ValidParts } from './valid-parts';
import { quoting, textInstead } from './hints/value-types';
import { suggestSchedule } from './hints/schedule-suggestions';
import { environment } from './schema/environment';
import { jobSectionNames } from './schema/environment-sections';
import { schemaAt } from './schema/json-schema';
import { jobName } from './schema/values';
import { findUnknownFields, suggest } from './hints/unknown-fields';
import { findUnusableTexts } from './unusable-texts';
import { withoutRemovals } from './yaml/merge';
import { explainVariable } from './yaml/templates';
import { isEmpty, nodeAt, toValue, type ConfigNode, type MapNode } from './yaml/tree';

export type CompleteEnvironment = z.output<typeof environment>;

/** The result of {@link validateSchema}. */
export interface SchemaResult {
  /** Violations of the schema. */
  readonly problems: readonly Problem[];
  /** Whole environment; `undefined` if a field is invalid. */
  readonly complete: CompleteEnvironment | undefined;
  /** Environment without its invalid fields. */
  readonly validParts: ValidParts;
  /** Returns whether the value at a path is invalid, missing although required, or has a misspelt key. */
  readonly isInvalid: (path: Path) => boolean;
}

/**
 * Checks types, required fields and unknown fields: everything that depends on one field only.
 *
 * @param merged - Merged configuration. It still has the nulls that remove fields, because a null in an unknown field
 *   is a mistake.
 * @param empty - Paths of keys without a value, which are already reported.
 * @param misplaced - Problems that are already reported. The values at their paths are not checked further.
 */
export function validateSchema(
  merged: MapNode,
  empty: readonly Path[] = [],
  misplaced: readonly Problem[] = [],
): SchemaResult {
  const { problems: unknown, unreported } = findUnknownFields(
    without(
      merged,
      misplaced.map(({ path }) => path),
    ),
  );
  const known = without(withoutRemovals(merged), [
    ...[...unknown, ...misplaced].map(({ path }) => path),
    ...unreported,
  ]);
  const parsed = environment.safeParse(toValue(known), { error: explain });
  const uncertain = new Set(
    [...empty, ...unknown.flatMap(({ suggested }) => suggested)]
      .flatMap((path) => [path, ...inJobs(path, known)])
      .filter((path) => nodeAt(known, path) === undefined)
      .map((path) => JSON.stringify(path)),
  );
  const found = [
    ...misplaced,
    ...unknown,
    ...findUnusableTexts(known),
    ...checkJobNames(known),
    ...(parsed.success ? [] : ofRightType(parsed.error.issues).flatMap((issue) => toProblems(issue, known))),
  ];
  const problems = found.filter(
    ({ code, path }) => code !== 'required' || !uncertain.has(JSON.stringify(path)),
  );
  const invalid = found.map(({ path }) => removableAncestor(path));
  const keys = new Set([...uncertain, ...invalid.map((path) => JSON.stringify(path))]);
  return {
    problems,
    complete: parsed.success && problems.length === 0 ? parsed.data : undefined,
    // The second schema gives the same value for a valid environment.
    validParts:
      parsed.success && invalid.length === 0
        ? parsed.data
        : keepValidParts.parse(toValue(without(known, invalid))),
    isInvalid: (path) =>
      keys.size > 0 && path.some((_, index) => keys.has(JSON.stringify(path.slice(0, index + 1)))),
  };
}

/**
 * Returns the paths of the field in all jobs that inherit it: `scheduled_jobs.nightly.cpu` for `job_defaults.cpu`. Returns
 * an empty list for a path outside of `job_defaults`.
 */
function inJobs([top, ...field]: Path, root: MapNode): readonly Path[] {
  if (top !== 'job_defaults' || field.length === 0) return [];
  return jobSectionNames.flatMap((section) => {
    const jobs = root.entries.get(section)?.value;
    return jobs?.kind === 'map' ? [...jobs.entries.keys()].map((name) => [section, name, ...field]) : [];
  });
}

/** Checks the names of jobs. The zod schema does not, because zod would skip a job whose name is invalid. */
function checkJobNames(root: MapNode): readonly Problem[] {
  return jobSectionNames.flatMap((section) => {
    const jobs = root.entries.get(section)?.value;
    if (jobs?.kind !== 'map') return [];
    return [...jobs.entries.keys()].flatMap((name): readonly Problem[] => {
      const { error } = jobName.safeParse(name);
      if (error === undefined) return [];
      const allowed = name
        .normalize('NFKD')
        .replace(/[^\w-]+/g, '-')
        .replace(/^[-_]+|-+$/g, '');
      const hint = !/[A-Za-z]/.test(allowed) ? '' : `; write ${allowed}`;
      return error.issues.map(({ message }) => ({
        path: [section, name],
        code: 'not-allowed',
        at: 'key',
        message: message + hint,
      }));
    });
  });
}

/** Returns the map without the values at the paths. An empty map replaces an item of a list, so that indexes stay. */
function without(root: MapNode, paths: readonly Path[]): MapNode {
  const entries = new Map(root.entries);
  for (const [key, below] of byFirstStep(paths)) {
    if (typeof key !== 'string') continue;
    const entry = root.entries.get(key);
    if (entry === undefined) continue;
    if (below.some((path) => path.length === 0)) entries.delete(key);
    else entries.set(key, { ...entry, value: withoutIn(entry.value, below) });
  }
  return { ...root, entries };
}

function withoutIn(node: ConfigNode, paths: readonly Path[]): ConfigNode {
  if (node.kind === 'map') return without(node, paths);
  if (node.kind === 'scalar') return node;
  const belowItems = byFirstStep(paths);
  return {
    ...node,
    items: node.items.map((item, index) => {
      const below = belowItems.get(index) ?? [];
      // An empty item keeps the indexes of the following items.
      if (below.some((path) => path.length === 0)) return { ...emptyMap, position: item.position };
      return withoutIn(item, below);
    }),
  };
}

/** Groups paths by their first element. The grouped paths do not contain that element. */
function byFirstStep(paths: readonly Path[]): ReadonlyMap<string | number, readonly Path[]> {
  const below = new Map<string | number, Path[]>();
  for (const [step, ...rest] of paths) {
    if (step === undefined) continue;
    const known = below.get(step);
    if (known === undefined) below.set(step, [rest]);
    else known.push(rest);
  }
  return below;
}

const emptyMap = { kind: 'map', entries: new Map(), lastLine: 1 } as const;

/**
 * Keeps only the type error of a value that has one, and removes the other issues of this value. For example, if a value
 * is a text instead of a list, zod also compares the length of the text with the limits for the length of the list.
 */
function ofRightType(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const pathOf = (issue: z.core.$ZodIssue) => JSON.stringify(issue.path);
  const ofWrongType = new Set(issues.filter(({ code }) => code === 'invalid_type').map(pathOf));
  return issues.filter((issue) => issue.code === 'invalid_type' || !ofWrongType.has(pathOf(issue)));
}

function toProblems(issue: z.core.$ZodIssue, root: MapNode): readonly Problem[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  // findUnknownFields reports unknown fields, with a suggestion.
  if (issue.code === 'unrecognized_keys') return [];
  const ofMap = issue.code === 'invalid_union' ? issuesOfMap(issue, nodeAt(root, path)) : undefined;
  if (ofMap !== undefined) return ofMap.flatMap((each) => toProblems(each, root));
  if (issue.code === 'invalid_key') {
    return [
      {
        path,
        code: 'not-allowed',
        at: 'key',
        message: issue.issues.map(({ message }) => message).join('; '),
      },
    ];
  }
  const node = nodeAt(root, path);
  if (node === undefined) {
    return [{ path, code: 'required', at: 'key', message: `required field is missing${purpose(path)}` }];
  }
  if (isEmpty(node)) {
    const message = 'the list item has no value; set one, or delete the line';
    return [{ path, code: 'no-value', at: 'value', message }];
  }
  if (isSecret(issue)) return [{ path, code: 'secret', at: 'value', message: issue.message }];
  const isOfType = issue.code !== 'invalid_type' && issue.code !== 'invalid_union';
  const code = isOfType ? (ruleOf(issue) ?? 'not-allowed') : 'wrong-type';
  const otherType = isOfType ? undefined : textInstead(root, path);
  const message = unreplacedVariable(root, path) ?? otherType ?? issue.message + hintOf(issue, root, path);
  return [{ path, code, at: 'value', message: shown(root, path) + message }];
}

/** Returns the issues of the fields of a map, if the value is a map and the union accepts a map; otherwise `undefined`. */
function issuesOfMap(
  { errors, path }: z.core.$ZodIssueInvalidUnion,
  node: ConfigNode | undefined,
): readonly z.core.$ZodIssue[] | undefined {
  if (node?.kind !== 'map') return undefined;
  const ofFields = errors.find((issues) => issues.every((issue) => issue.path.length > 0));
  return ofFields?.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
}

/** Returns the code of the rule if the issue comes from a custom check of a state backend; otherwise `undefined`. */
function ruleOf(issue: z.core.$ZodIssue): IssueCode | undefined {
  const rule: unknown = issue.code === 'custom' ? issue.params?.['rule'] : undefined;
  return typeof rule === 'string' && isIssueCode(rule) ? rule : undefined;
}

/** Returns whether the value is a secret, which a message must not contain. */
function isSecret(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'invalid_type') return issue.expected === 'never';
  return issue.code === 'custom' && issue.params?.['secret'] === true;
}

/** Returns the message of a zod issue whose schema has no message. */
function explain(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    return `must be ${typeNames[issue.expected] ?? issue.expected}, not ${typeOf(issue.input)}`;
  }
  if (issue.code !== 'invalid_value') return undefined;
  const given = typeof issue.input === 'string' ? issue.input : '';
  const hint = suggest(given, issue.values.map(String));
  return `not an allowed value${hint === '' ? '; docs/env-config.md lists the allowed values' : hint}`;
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') return typeof value;
  return Number.isFinite(value) ? 'a number' : '.inf or .nan';
}

/** Returns the value as it is written in the file, followed by a colon; an empty string for a map, a list or a secret. */
function shown(root: MapNode, path: Path): string {
  const node = nodeAt(root, path);
  if (node?.kind !== 'scalar' || node.isSecret) return '';
  const text = /[\n\r\t]|^\s|\s$|^$/.test(node.source) ? JSON.stringify(node.source) : node.source;
  return `${text.length > 80 ? `${text.slice(0, 77)}…` : text}: `;
}

function hintOf(issue: z.core.$ZodIssue, root: MapNode, path: Path): string {
  const node = nodeAt(root, path);
  const expected = issue.code === 'invalid_type' ? issue.expected : undefined;
  const form = node === undefined || expected === undefined ? undefined : formHint(path, node, expected);
  // Some messages already end with this form. It must not be printed twice.
  const isShown = form?.endsWith(issue.message.split(': ').at(-1) ?? '') === true;
  return form === undefined || isShown ? quoting(root, path) + suggestSchedule(root, path) : `; ${form}`;
}

function unreplacedVariable(root: MapNode, path: Path): string | undefined {
  const node = nodeAt(root, path);
  return node?.kind === 'scalar' && typeof node.value === 'string' ? explainVariable(node.value) : undefined;
}

/** Returns the first sentence of the field's description, with a colon. */
function purpose(path: Path): string {
  const first = schemaAt(path)?.description?.split(/(?<=\.) /, 1)[0];
  return first === undefined ? '' : `: ${first.replace(/\.$/, '')}`;
}
